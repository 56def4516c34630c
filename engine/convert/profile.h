#pragma once

#include <filesystem>

namespace thethuc::convert {

// Makes a LibreOffice profile in the new folder `folder`: no macros, no links followed, nothing
// recovered, nothing asked. Throws EnvironmentError. Not for other modules.
void write_profile(std::filesystem::path const& folder);
// Whether a copy of one says all that write_profile() says: a part of it that is missing would be a
// LibreOffice that runs macros.
bool is_hardened(std::filesystem::path const& folder);

}  // namespace thethuc::convert
