#pragma once

// The files of a library of templates, and what tells two states of them apart.

#include <filesystem>
#include <string>
#include <vector>

namespace thethuc::http {

// All of the folder and those within it, in the order of their names. What cannot be read is left
// out.
std::vector<std::filesystem::path> library_files(std::filesystem::path const& folder);

std::string bytes_of_file(std::filesystem::path const& file);  // "" when it cannot be read

// Of the files' names and bytes, wherever the folder lies: 16 hexadecimal digits.
std::string library_version(std::filesystem::path const& folder);

}  // namespace thethuc::http
