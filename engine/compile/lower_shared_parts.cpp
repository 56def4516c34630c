// Parts that a document has once, whatever a section repeats: headers, footers, charts, diagrams.
// They see the outermost level of the data, so a tag in them that is meant for the section's items
// would show another value, or none.

#include "compile/lower.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

bool refers_to_drawn_part(pugi::xml_node element) {
  return is(element, "c:chart") || is(element, "cx:chart") || is(element, "dgm:relIds");
}

}  // namespace

void Lowering::check_shared_parts(pugi::xml_node element, Emitter& out) {
  auto const check = [&](pugi::xml_node reference) {
    for (pugi::xml_attribute const a : reference.attributes()) {
      if (!std::string_view{a.name()}.starts_with("r:")) {
        continue;
      }
      opc::Relationship const* const relationship =
          source_.package.relationships(part_).by_id(a.value());
      if (relationship && !relationship->is_external) {
        check_shared_part(opc::Package::target_part(part_, *relationship), out);
      }
    }
  };
  if (is(element, w::sectPr)) {
    for (pugi::xml_node reference : element.children()) {
      if (is(reference, "w:headerReference") || is(reference, "w:footerReference")) {
        check(reference);
      }
    }
  } else if (refers_to_drawn_part(element)) {
    check(element);
  }
}

void Lowering::check_shared_part(std::string const& part, Emitter& out) {
  std::uint32_t section = kNone;
  for (OpenSection const& open : open_) {
    section = open.inverted ? section : open.tag;
  }
  bool is_story = false;
  for (SourcePart const& one : source_.parts) {
    is_story = is_story || one.name == part;
  }
  auto const first = static_cast<std::uint32_t>(program_.shared_tags.size());
  for (std::uint32_t tag : outer_tags_of(part)) {
    program_.shared_tags.push_back({path_of(tag), tag, section, is_story});
    uses_.shared.push_back(
        {static_cast<std::uint32_t>(program_.shared_tags.size() - 1), scopes_.back()});
  }
  auto const count = static_cast<std::uint32_t>(program_.shared_tags.size()) - first;
  if (count > 0) {
    out.add(Op::shared_part, first, count);
  }
}

// The tags of a part that ask for names, outside of its own sections.
std::vector<std::uint32_t> const& Lowering::outer_tags_of(std::string const& part) {
  if (outer_tags_.empty()) {
    std::uint32_t end = 0;  // of the section that is open
    for (std::uint32_t i = 0; i < source_.tags.size(); ++i) {
      SourceTag const& tag = source_.tags[i];
      bool const asks = tag.tag.kind != TagKind::closing && tag.tag.kind != TagKind::comment &&
                        tag.tag.kind != TagKind::delimiters &&
                        tag.body.path.root == Path::Root::name && !tag.body.path.segments.empty();
      if (i < end || tag.tag.place.part == source_.package.main_part()) {
        continue;
      }
      if (asks) {
        outer_tags_[tag.tag.place.part].push_back(i);
      }
      if (tag.partner != kNone && tag.partner > i) {
        end = tag.partner;
      }
    }
    outer_tags_[std::string{}];  // not to be made again
  }
  return outer_tags_[part];
}

base::Diagnostic part_not_repeated(Program const& program, SharedTag const& shared) {
  Tag const& section = program.tags[shared.section];
  Tag const& tag = program.tags[shared.tag];
  base::Diagnostic d = base::diagnose(
      base::Id::part_not_repeated, section.place, section.text, {{"other", tag.text}});
  d.args.emplace_back("what.en", shared.is_story ? "a header or footer" : "a chart or diagram");
  d.args.emplace_back("what.vi",
                      shared.is_story ? "đầu trang hay chân trang" : "biểu đồ hay sơ đồ");
  d.related.push_back(tag.place);
  return d;
}

}  // namespace thethuc::compile
