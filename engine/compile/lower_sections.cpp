// Sections and values: what a tag becomes.

#include "compile/lower.h"

#include <algorithm>

namespace thethuc::compile {

void Lowering::lower_placeholder(pugi::xml_node node, Emitter& out) {
  std::uint32_t const index = placeholder_index(node);
  SourceTag const& tag = source_.tags[index];
  switch (tag.tag.kind) {
    case TagKind::section:
    case TagKind::inverted_section:
      open_section(index, out);
      break;
    case TagKind::closing:
      close_section(index, out);
      break;
    case TagKind::variable:
    case TagKind::rich_variable:
      lower_insert(node, out);
      break;
    case TagKind::comment:
    case TagKind::partial:
    case TagKind::delimiters:
      break;
  }
}

void Lowering::open_section(std::uint32_t index, Emitter& out) {
  // A hint may have made an inner section larger than the one around it. A section of an earlier
  // cell comes to stand in one around the row, though its tags come first: that is as it looks.
  if (!open_.empty() && index < open_.back().tag &&
      open_.back().tag < source_.tags[index].partner) {
    report_nesting(open_.back().tag, index);
  }
  bool const inverted = source_.tags[index].tag.kind == TagKind::inverted_section;
  if (is_beyond_label(index)) {
    open_.push_back({index, out.add(Op::if_begins, 0, 0, index), true});  // passed over
    return;
  }
  std::uint32_t const path = path_of(index);
  note_use(index, path, true);
  if (!tables_.empty()) {
    enter_section_of_table(index, path, out);
  }
  if (source_.tags[index].body.restarts && !in_label_) {
    restart_lists(index, out);
  }
  std::uint32_t const instruction = out.add(inverted ? Op::inverted : Op::section, path, 0, index);
  open_.push_back({index, instruction, inverted});
  if (!inverted) {
    if (in_label_) {
      scopes_.push_back(scopes_.back());
    } else {
      uses_.scopes.push_back({index, scopes_.back()});
      scopes_.push_back(static_cast<std::uint32_t>(uses_.scopes.size() - 1));
    }
    copies_.enter(source_.tags[index].placeholder, out);
  }
}

// Of a section whose ends do not stand within, or around, those of the other.
void Lowering::report_nesting(std::uint32_t opening, std::uint32_t other) {
  SourceTag const& tag = source_.tags[opening];
  if (!tag.doubts.pair && !source_.tags[other].doubts.pair) {
    report_crossing(source_, tag, source_.tags[tag.partner]);
  }
}

void Lowering::close_section(std::uint32_t index, Emitter& out) {
  SourceTag const& tag = source_.tags[index];
  if (open_.empty() || open_.back().tag != tag.partner) {
    report_nesting(tag.partner, open_.empty() ? tag.partner : open_.back().tag);
    return;
  }
  OpenSection const open = open_.back();
  open_.pop_back();
  if (open.inverted) {
    out.at(open.instruction).b = out.here();
  } else {
    out.at(open.instruction).b = out.add(Op::section_end, open.instruction);
    scopes_.pop_back();
    copies_.leave();
  }
}

void Lowering::value(std::uint32_t index, Emitter& out, Op op) {
  SourceTag const& tag = source_.tags[index];
  if (is_beyond_label(index)) {
    return;
  }
  std::uint32_t const path = path_of(index);
  std::uint32_t chain = kNone;
  if (!tag.filters.empty()) {
    chain = add_chain(tag);
  }
  if (!in_label_ && !tag.filters.empty() && tag.filters.back().terminal == data::Terminal::merge) {
    check_merged(index);
  }
  note_use(index, path, has_default(tag));
  out.add(in_label_ && op == Op::value ? Op::value_if_any : op, path, chain, index);
}

void Lowering::note_use(std::uint32_t tag, std::uint32_t path, bool has_default) {
  if (in_label_) {
    return;  // its names were told of where the cell stands
  }
  bool const inverted = !open_.empty() && open_.back().inverted;
  uses_.uses.push_back({tag, path, scopes_.back(), has_default, inverted, is_in_doubt(tag)});
}

// Whether nothing is to be told of the tag's names.
bool Lowering::is_in_doubt(std::uint32_t tag) const {
  Doubts const& doubts = source_.tags[tag].doubts;
  return doubts.told || doubts.around;
}

// Whether a tag of a label asks for the number of a loop around the cell, which means nothing where
// the label is shown: there the loop may have no item.
bool Lowering::is_beyond_label(std::uint32_t index) const {
  Path const& path = source_.tags[index].body.path;
  if (!in_label_ || path.root != Path::Root::loop) {
    return false;
  }
  std::string const name = path.text.substr(0, path.text.rfind(".@"));
  return std::none_of(open_.begin() + static_cast<std::ptrdiff_t>(label_sections_),
                      open_.end(),
                      [&](OpenSection const& o) {
                        return !o.inverted &&
                               (path.segments.empty() || source_.tags[o.tag].tag.name == name);
                      });
}

// For {{ds.@number}}: how many sections up `ds` is.
std::optional<std::uint32_t> Lowering::frame_of(Path const& path) const {
  std::string const name = path.text.substr(0, path.text.rfind(".@"));
  std::uint32_t up = 0;
  for (auto open = open_.rbegin(); open != open_.rend(); ++open) {
    if (open->inverted) {
      continue;
    }
    if (source_.tags[open->tag].tag.name == name) {
      return up;
    }
    ++up;
  }
  return std::nullopt;
}

std::uint32_t Lowering::path_of(std::uint32_t index) {
  SourceTag const& tag = source_.tags[index];
  Path path = tag.body.path;
  if (path.root == Path::Root::loop) {
    bool const inside =
        std::any_of(open_.begin(), open_.end(), [](OpenSection const& o) { return !o.inverted; });
    std::optional<std::uint32_t> const frame =
        path.segments.empty() ? std::nullopt : frame_of(path);
    bool const found = inside && (path.segments.empty() || frame);
    if (!found && !is_in_doubt(index)) {
      source_.diagnostics.add(base::diagnose(
          base::Id::loop_variable_outside, tag.tag.place, tag.tag.text, {{"name", path.text}}));
    }
    path.frame = frame.value_or(kNone);
  }
  std::string const key = path.text + "\n" + std::to_string(path.frame);
  auto const [entry, is_new] =
      path_index_.try_emplace(key, static_cast<std::uint32_t>(program_.paths.size()));
  if (is_new) {
    program_.paths.push_back(std::move(path));
  }
  return entry->second;
}

}  // namespace thethuc::compile
