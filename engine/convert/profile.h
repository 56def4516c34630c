#pragma once

#include <filesystem>

namespace thethuc::convert {

// Makes a LibreOffice profile in the new folder `folder`: no macros, no links followed, nothing
// recovered, nothing asked. Throws EnvironmentError. Not for other modules.
void write_profile(std::filesystem::path const& folder);

}  // namespace thethuc::convert
