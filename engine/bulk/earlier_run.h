#pragma once

// The run before, with which this one goes on.

#include <filesystem>
#include <optional>

#include "base/diagnostic.h"
#include "bulk/manifest.h"
#include "bulk/run.h"

namespace thethuc::bulk {

// What an earlier run of this manifest was made of, if there was one; errors in `out` when this one
// cannot stand beside it.
std::optional<Fingerprint> earlier_run(RunOptions const& options,
                                       Fingerprint const& own,
                                       base::Diagnostics& out);

// Throws EnvironmentError.
void make_folder_of(std::filesystem::path const& file);

}  // namespace thethuc::bulk
