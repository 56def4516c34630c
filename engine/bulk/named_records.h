#pragma once

// All records with the names that their files will have. Internal to bulk.

#include <cstddef>
#include <cstdint>
#include <functional>
#include <string>

#include "base/diagnostic.h"
#include "bulk/filler.h"
#include "bulk/name_survey.h"
#include "bulk/record_source.h"
#include "bulk/stop.h"

namespace thethuc::bulk {

struct NamedRecord {
  Record record;
  std::string stem;    // "": cannot be named
  std::string folded;  // as names are compared
};

// Which records are to be named: all, or those whose names could meet. Numbers never do.
enum class Naming : std::uint8_t { all, that_may_meet };

// Reads all records, names them on many threads, and gives them to `visit` in their order, in this
// thread. Errors in `out` when they cannot be read; ends early at a stop.
void visit_named(OpenRecords const& open,
                 FillRule const& rule,
                 Naming naming,
                 std::size_t threads,
                 Stop const& stop,
                 base::Diagnostics& out,
                 std::function<void(NamedRecord const&)> const& visit);

}  // namespace thethuc::bulk
