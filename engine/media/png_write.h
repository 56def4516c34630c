#pragma once

// Writing of PNG files. Not for other modules.

#include <cstdint>
#include <string>
#include <string_view>

namespace thethuc::media {

// A PNG of black (0) and white (1) pixels; each of the `height` rows is (width + 7) / 8 bytes of
// `rows`, the leftmost pixel in the highest bit. Equal input gives equal bytes.
std::string write_bilevel_png(std::uint32_t width, std::uint32_t height, std::string_view rows);

}  // namespace thethuc::media
