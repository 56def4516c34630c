// Texts with tags that are no paragraphs: attributes, targets of links, properties, charts.

#include "compile/lower.h"
#include "compile/strings.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

// Properties of the package that Word refuses the document for when they are no date (ECMA-376
// Part 2, 11.1 and Annex D).
bool is_timestamp(pugi::xml_node element) {
  return wml::is(element, "dcterms:created") || wml::is(element, "dcterms:modified") ||
         wml::is(element, "cp:lastPrinted");
}

}  // namespace

void Lowering::start_tag(pugi::xml_node element, bool empty, Emitter& out) {
  out.xml() += '<';
  out.xml() += element.name();
  for (pugi::xml_attribute const a : element.attributes()) {
    if (!lower_attribute(element, a, out) && !copies_.write_attribute(element, a, out)) {
      opc::append_attribute(out.xml(), a.name(), a.value());
    }
  }
  out.xml() += empty ? "/>" : ">";
}

// True when the attribute holds tags, or is the id of a relationship whose target does.
bool Lowering::lower_attribute(pugi::xml_node element, pugi::xml_attribute a, Emitter& out) {
  if (!source_.target_strings.empty() && std::string_view{a.name()} == "r:id") {
    auto const target = source_.target_strings.find(target_key(part_, a.value()));
    if (target != source_.target_strings.end()) {
      out.xml() += " r:id=\"";
      lower_target(target->second, out);
      out.xml() += '"';
      return true;
    }
  }
  if (source_.attribute_strings.empty()) {
    return false;
  }
  auto const string = source_.attribute_strings.find(attribute_key(element, a.name()));
  if (string == source_.attribute_strings.end()) {
    return false;
  }
  out.xml() += ' ';
  out.xml() += a.name();
  out.xml() += "=\"";
  lower_string(string->second, out);
  out.xml() += '"';
  return true;
}

// Sections within a string repeat text.
void Lowering::lower_string(std::uint32_t index, Emitter& out, Op op) {
  SourceString const& string = source_.strings[index];
  std::size_t at = 0;
  for (std::uint32_t i = string.first_tag; i < string.last_tag; ++i) {
    SourceTag const& tag = source_.tags[i];
    opc::append_attribute_escaped(out.xml(),
                                  std::string_view{string.text}.substr(at, tag.begin - at));
    at = tag.end;
    switch (tag.tag.kind) {
      case TagKind::variable:
      case TagKind::rich_variable:
        lower_string_value(i, out, op);
        break;
      case TagKind::section:
      case TagKind::inverted_section:
        open_section(i, out);
        break;
      case TagKind::closing:
        close_section(i, out);
        break;
      case TagKind::comment:
      case TagKind::partial:
      case TagKind::delimiters:
        break;
    }
  }
  opc::append_attribute_escaped(out.xml(), std::string_view{string.text}.substr(at));
}

void Lowering::lower_target(std::uint32_t string, Emitter& out) {
  Emitter target{program_};
  lower_string(string, target, Op::url_value);
  program_.targets.push_back(
      {target.finish(), gathering_of(part_), source_.strings[string].first_tag});
  out.add(Op::target, static_cast<std::uint32_t>(program_.targets.size() - 1));
}

std::uint32_t Lowering::gathering_of(std::string const& part) {
  auto const [found, is_new] = relationship_gatherings_.try_emplace(part, program_.gatherings);
  if (is_new) {
    ++program_.gatherings;
  }
  return found->second;
}

Lowering::GatheringFrame Lowering::lower_relationships_frame(std::string const& part) {
  opc::Relationships kept;
  for (opc::Relationship const& relationship : source_.package.relationships(part).all()) {
    if (!source_.target_strings.contains(target_key(part, relationship.id))) {
      kept.add(relationship);
    }
  }
  constexpr std::string_view kEnd = "</Relationships>";
  std::string const xml = opc::Package::relationships_xml(kept);
  GatheringFrame frame;
  Emitter prefix{program_};
  prefix.xml() += xml.substr(0, xml.size() - kEnd.size());
  frame.prefix = prefix.finish();
  Emitter suffix{program_};
  suffix.xml() += kEnd;
  frame.suffix = suffix.finish();
  return frame;
}

// The element goes when its text is no date.
void Lowering::lower_timestamp(pugi::xml_node element, std::uint32_t string, Emitter& out) {
  Emitter text{program_};
  lower_string(string, text);
  out.add(Op::mark);
  opc::append_start_tag(out.xml(), element, false);
  out.add(Op::timestamp, text.finish(), 0, source_.strings[string].first_tag);
  opc::append_end_tag(out.xml(), element);
  out.add(Op::drop);
}

std::uint32_t Lowering::lower_text_part(TextPart const& part) {
  struct Walker {
    Lowering& lowering;
    TextPart const& part;
    Emitter& out;
    void walk(pugi::xml_node node) {
      if (node.type() != pugi::node_element) {
        opc::append_xml(out.xml(), node);
        return;
      }
      auto const string = part.strings.find(node.hash_value());
      if (string != part.strings.end() && is_timestamp(node)) {
        lowering.lower_timestamp(node, string->second, out);
        return;
      }
      opc::append_start_tag(out.xml(), node, !node.first_child());
      if (string != part.strings.end()) {
        lowering.lower_string(string->second, out);
      } else {
        for (pugi::xml_node const child : node.children()) {
          walk(child);
        }
      }
      if (node.first_child()) {
        opc::append_end_tag(out.xml(), node);
      }
    }
  };
  Emitter out{program_};
  part_ = part.name;
  out.xml() += opc::kXmlDeclaration;
  Walker{*this, part, out}.walk(part.document->document_element());
  return out.finish();
}

}  // namespace thethuc::compile
