#pragma once

// What stands in the folder that a run is to write to, and is not the run's.

#include <cstdint>
#include <filesystem>
#include <functional>

#include "base/diagnostic.h"
#include "bulk/name_survey.h"

namespace thethuc::bulk {

// One error, at the folder, when files are there already that records would replace: how many, and
// the first of them. Names are compared as those of two records are, without case. Folders of such
// names are no concern of it: nothing is lost by them, their records fail. Reads the records again
// only when the folder has documents at all. `takes` says which records are filled, by index.
void check_nothing_is_replaced(std::filesystem::path const& folder,
                               OpenRecords const& open,
                               FillRule const& rule,
                               Survey const& survey,
                               std::function<bool(std::uint64_t index)> const& takes,
                               std::size_t threads,
                               Stop const& stop,
                               base::Diagnostics& out);

}  // namespace thethuc::bulk
