#pragma once

// What must be known of all records before the first document is written: how many there are, and
// whether two would have one file.

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "bulk/filler.h"
#include "bulk/record_source.h"
#include "bulk/stop.h"

namespace thethuc::bulk {

// Opens the records, each time from the beginning. nullptr after an error.
using OpenRecords = std::function<std::unique_ptr<RecordSource>(base::Diagnostics&)>;

enum class OnDuplicate : std::uint8_t { error, number };

struct Survey {
  std::uint64_t records = 0;
  std::string digest;  // of all records
  // Numbers behind names, by index: of records whose name an earlier one has. Sorted. The same for
  // the same records, whatever part of them a run fills.
  std::vector<std::pair<std::uint64_t, std::uint64_t>> numbers;

  std::uint64_t number_of(std::uint64_t index) const;  // 0: none
};

// Reads all records once, and twice when names meet. Keeps 8 bytes for each; names only of those
// that meet. Errors in `out` (records that cannot be read; names that meet, unless they are to be
// numbered) make the survey worthless, as does a stop. Records that cannot be named are passed
// over: they fail by themselves.
Survey survey(OpenRecords const& open,
              FillRule const& rule,
              OnDuplicate on_duplicate,
              std::size_t threads,
              Stop const& stop,
              base::Diagnostics& out);

}  // namespace thethuc::bulk
