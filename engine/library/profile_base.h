#pragma once

// What a library has for a profile.

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "library/folder_package.h"
#include "library/section.h"

namespace thethuc::library {

// The names of all profiles of the library: the folders of _base.
std::vector<std::string> profile_names(std::filesystem::path const& library);

// The skeleton of a profile, and its section.xml, which is no part of a package.
struct Base {
  SourceFolder folder;
  std::optional<Section> section;
};

// The folder of the profile must be there. Mistakes in section.xml are diagnostics.
Base read_base(std::filesystem::path const& library,
               std::string const& profile,
               opc::Limits const& limits,
               base::Diagnostics& out);

}  // namespace thethuc::library
