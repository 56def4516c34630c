#pragma once

// The run before, with which this one goes on.

#include <filesystem>
#include <optional>

#include "base/diagnostic.h"
#include "bulk/manifest.h"
#include "bulk/run.h"

namespace thethuc::bulk {

// What an earlier run of this manifest was made of, if this one goes on with it; nullopt when this
// one begins: there was none, or what it was made of was another and nothing of it is done. Errors
// in `out` when this one cannot stand beside it. When the records are not those of the earlier run,
// they are read once more (`open`): those that are done must be the same, others may have changed
// or have come, and the fingerprint is to be written anew.
std::optional<Fingerprint> earlier_run(RunOptions const& options,
                                       Fingerprint const& own,
                                       OpenRecords const& open,
                                       base::Diagnostics& out);

// Throws EnvironmentError.
void make_folder_of(std::filesystem::path const& file);

}  // namespace thethuc::bulk
