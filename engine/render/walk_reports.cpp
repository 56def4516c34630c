// What a walk tells of values that are missing or cannot be printed.

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "render/walk.h"

namespace thethuc::render {

using compile::Instruction;
using compile::Op;
using compile::Path;
using data::Kind;

void Walk::report_not_text(std::uint32_t path,
                           std::uint32_t tag,
                           data::Item const& item,
                           data::Value original) {
  if (!may_report(base::Id::value_not_text)) {
    return;
  }
  base::Diagnostic d = at_tag(base::Id::value_not_text, tag);
  d.data_pointer = original.node() ? data_.pointer(original) : "";
  d.args = {{"found.vi", std::string{data::kind_name(item.kind, base::Language::vi)}},
            {"found.en", std::string{data::kind_name(item.kind, base::Language::en)}}};
  if (item.kind == Kind::object && original.size() > 0) {
    std::string const& name = program_.paths[path].text;
    d.args.emplace_back(
        "example",
        "{{" + (name == "." ? "" : name + ".") + std::string{original.first().key()} + "}}");
  }
  diagnostics_.add(std::move(d));
}

// False when another policy than the error says what a missing value prints.
bool Walk::report_missing(std::uint32_t path_index, std::uint32_t tag, data::Value found) {
  if (options_.missing.value_or(Missing::error) != Missing::error) {
    return false;
  }
  if (told_shared_.contains(tag) || !may_report(base::Id::value_missing)) {
    return true;
  }
  Path const& path = program_.paths[path_index];
  base::Diagnostic d = at_tag(base::Id::value_missing, tag);
  Gap const gap = gap_in(path);
  d.data_pointer = found.node() ? data_.pointer(found) : pointer_at(path, gap);
  if (!path.segments.empty()) {
    d.args.emplace_back("name", path.segments[gap.segment]);
    add_nearest(d, path, gap);
  }
  diagnostics_.add(std::move(d));
  return true;
}

// Tags of a part that is there once, where a section refers to it: an item that has what one of
// them asks for is what it was meant for, and the part would show something else.
void Walk::shared_part(Instruction const& instruction) {
  for (std::uint32_t i = instruction.a; i < instruction.a + instruction.b; ++i) {
    compile::SharedTag const& shared = program_.shared_tags[i];
    std::string const& name = program_.paths[shared.path].segments[0];
    bool const has = std::any_of(
        memory_.contexts.begin() + 1, memory_.contexts.end(), [&](data::Value const& context) {
          return context.kind() == Kind::object && context.find(name).node();
        });
    if (has && told_shared_.insert(shared.tag).second && may_report(base::Id::part_not_repeated)) {
      diagnostics_.add(part_not_repeated(program_, shared));
    }
  }
}

// A mistake in a row is one mistake in each of ten thousand rows: beyond what is kept, only count.
bool Walk::may_report(base::Id id) {
  if (!diagnostics_.is_full(id)) {
    return true;
  }
  diagnostics_.add(base::diagnose(id));
  return false;
}

base::Diagnostic Walk::at_tag(base::Id id, std::uint32_t tag) const {
  compile::Tag const& t = program_.tags[tag];
  return base::diagnose(id, t.place, t.text);
}

Walk::Gap Walk::gap_in(Path const& path) const {
  data::Value within = memory_.contexts.back();
  if (path.segments.empty()) {
    return {within, 0};
  }
  Path head;
  head.segments.push_back(path.segments[0]);
  data::Value value = find(head);
  std::size_t i = 0;
  while (value.kind() != Kind::missing && i + 1 < path.segments.size()) {
    within = value;
    ++i;
    value = value.kind() == Kind::object ? value.find(path.segments[i]) : data::Value{};
  }
  return {within, i};
}

std::string Walk::pointer_at(Path const& path, Gap const& gap) const {
  std::string pointer = data_.pointer(gap.within);
  for (std::size_t i = gap.segment; i < path.segments.size(); ++i) {
    pointer += '/';
    for (char c : path.segments[i]) {
      pointer += c == '~' ? "~0" : c == '/' ? "~1" : std::string(1, c);
    }
  }
  return pointer;
}

// The nearest key that is there; one that no tag asks for is the likelier slip. A stranger's object
// may have a million keys: a slip is among the first.
void Walk::add_nearest(base::Diagnostic& d, Path const& path, Gap const& gap) const {
  constexpr std::size_t kMostKeys = 1'000;
  std::vector<std::string> unasked;
  std::vector<std::string> all;
  auto const gather = [&](data::Value object) {
    data::Value member = object.kind() == Kind::object ? object.first() : data::Value{};
    for (std::size_t i = 0; member.node() && i < object.size() && all.size() < kMostKeys;
         ++i, member = member.next()) {
      all.emplace_back(member.key());
      if (!program_.known_names.contains(all.back())) {
        unasked.push_back(all.back());
      }
    }
  };
  if (gap.segment > 0) {
    gather(gap.within);
  } else {
    std::for_each(memory_.contexts.rbegin(), memory_.contexts.rend(), gather);
  }
  std::string const& name = path.segments[gap.segment];
  std::optional<std::string> nearest = base::nearest_name(name, unasked);
  if (!nearest) {
    nearest = base::nearest_name(name, all);
  }
  if (nearest) {
    std::string whole;
    for (std::size_t i = 0; i < path.segments.size(); ++i) {
      whole += (i > 0 ? "." : "") + (i == gap.segment ? *nearest : path.segments[i]);
    }
    d.args.emplace_back("nearest", whole);
  }
}

// The first value in a text that tags make. What a section around it repeats is not told apart.
std::string Walk::pointer_of(std::uint32_t segment) const {
  for (Instruction const& instruction : program_.segments[segment]) {
    if (instruction.op == Op::plain_value || instruction.op == Op::url_value) {
      data::Value const value = find(program_.paths[instruction.a]);
      return value.node() ? data_.pointer(value) : "";
    }
  }
  return "";
}

}  // namespace thethuc::render
