#pragma once

// Samples of the library that name picture files, for clients that have no such files.

#include <filesystem>
#include <string>
#include <string_view>

namespace thethuc::http {

// The JSON of a sample, in which each text that names a PNG of `folder` is the picture itself, as a
// data URI (RFC 2397). For files of the library only: what a request brings must not name files.
std::string with_pictures(std::string_view json, std::filesystem::path const& folder);

}  // namespace thethuc::http
