#pragma once

// Which tag asks for its value in which scope: what lowering learns about names, for fields and
// schema checks.

#include <cstdint>
#include <vector>

#include "compile/program.h"

namespace thethuc::compile {

struct Source;  // compile/source.h

// The inside of a section; inverted sections open none, since nothing is pushed there.
struct Scope {
  std::uint32_t tag = kNone;     // the opening tag; kNone: the root
  std::uint32_t parent = kNone;  // index into Uses::scopes
};

struct Use {
  std::uint32_t tag = 0;     // a variable or an opening tag, index into Program::tags
  std::uint32_t path = 0;    // index into Program::paths
  std::uint32_t scope = 0;   // index into Uses::scopes; 0 is the root
  bool has_default = false;  // a filter takes care of a missing value
  bool inverted = false;     // stands in an inverted section within its scope
  // Of a section that is not really there, or told already: nothing is reported of it.
  bool assumed = false;
};

// A tag of a part that the document has once, where a section refers to that part.
struct SharedUse {
  std::uint32_t shared_tag = 0;  // index into Program::shared_tags
  std::uint32_t scope = 0;       // of the reference
};

struct Uses {
  std::vector<Scope> scopes{Scope{}};
  std::vector<Use> uses;
  std::vector<SharedUse> shared;
};

// Fills program.fields and program.known_names from the uses.
void infer_fields(Program& program, Uses const& uses);

// Every name that a tag asks for must be one that the template's own schema names.
void check_against_schema(Program const& program, Uses const& uses, base::Diagnostics& out);

// The same of tags whose sections cannot be placed; loop variables, too. `program` has its tags.
void check_names_roughly(Source& source, Program& program);

}  // namespace thethuc::compile
