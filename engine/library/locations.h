#pragma once

// Where the library is found at run time.

#include <filesystem>
#include <optional>
#include <string_view>

namespace thethuc::library {

// As templates_folder(), but nullopt when nothing is named and none is found. What is named and is
// no folder still throws EnvironmentError.
std::optional<std::filesystem::path> find_templates_folder(
    std::optional<std::filesystem::path> const& given);

// The folder that holds layout profiles besides those that are built in: `given` (--profiles) if
// any, else $THETHUC_PROFILES, ./profiles, then <prefix>/share/thethuc/profiles. nullopt when none
// is named and none is found; throws EnvironmentError when `given` or the variable names no folder.
std::optional<std::filesystem::path> find_profiles_folder(
    std::optional<std::filesystem::path> const& given);

// Whether a reference to a template is a path: it holds a '/' or ends in .docx (in any case of
// letters).
bool is_path_reference(std::string_view reference);

}  // namespace thethuc::library
