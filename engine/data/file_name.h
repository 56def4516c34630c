#pragma once

// Names of files that every system takes: what the filter `ten_tep` makes.

#include <cstddef>
#include <string>
#include <string_view>

namespace thethuc::data {

// Of a name without extension, in bytes: file systems allow 255, the rest is for an extension and a
// number.
inline constexpr std::size_t kMostFileNameBytes = 200;

// `text` as a name that Windows, macOS and Linux take, NFC: what divides paths becomes a hyphen,
// what is reserved or unseen goes, devices' names get a '_' before them; cut at a whole character.
// "" when nothing is left of it.
std::string safe_file_name(std::string_view text);

}  // namespace thethuc::data
