#pragma once

// Reading the files that people name.

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace thethuc::base {

// All bytes of the file (or pipe) `path`; "-" is standard input. An absent file, a folder and more
// than `max_bytes` are diagnostics (file_not_found, file_is_folder, file_too_large) and give
// nullopt; `limit_name` is the name of that limit, "" when it has none. Throws EnvironmentError
// when the file is there and cannot be read.
std::optional<std::string> read_file(std::filesystem::path const& path,
                                     std::size_t max_bytes,
                                     std::string_view limit_name,
                                     Diagnostics& out);

// That `file`, as its user named it, is longer than `limit` bytes; `limit_name` as for read_file.
Diagnostic file_too_large(std::string_view file, std::size_t limit, std::string_view limit_name);

// That there is no file `path`; with the nearest name that is there, if one is near.
Diagnostic file_not_found(std::filesystem::path const& path);

// What a place calls that file: "<stdin>" for "-".
std::string file_display_name(std::filesystem::path const& path);

// The path in the same folder whose name is nearest to that of `path`, which is not there; nullopt
// when none is near or the folder cannot be listed.
std::optional<std::string> nearest_path(std::filesystem::path const& path);

}  // namespace thethuc::base
