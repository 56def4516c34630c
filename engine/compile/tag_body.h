#pragma once

// What stands inside a tag: a name, a hint, filters.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "compile/program.h"

namespace thethuc::compile {

// Overrides what a section repeats.
// NOLINTNEXTLINE(readability-identifier-naming): "inline" is a keyword
enum class Hint : std::uint8_t { none, inline_, block, row, cell };

struct TagBody {
  Path path;
  Hint hint = Hint::none;
  bool restarts = false;  // @restart: its lists begin anew each time the section is entered
  std::string name;       // path as written
  bool has_filters = false;
  std::string filters;        // behind the first bar
  bool readable = true;       // its name is known: otherwise `name` is the best guess
  bool hint_unknown = false;  // what it repeats is not known
};

// What is wrong with a body: bad_name, bad_hint, filters_on_section.
struct BodyProblem {
  base::Id id;
  std::string found;
};

// Reads a body of a variable, section or closing tag. Names: Unicode letters, digits, '_' and '-',
// joined by dots; ["a.b"] reaches a key with a dot; "." is the item itself; "@number" and the like
// are loop variables, "ds.@number" those of an outer section. A misspelt hint and filters on a
// section are told and passed over.
TagBody parse_tag_body(std::string_view body, TagKind kind, std::vector<BodyProblem>& problems);

}  // namespace thethuc::compile
