#pragma once

// Writing of PNG files.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace thethuc::media {

// Of IHDR (PNG Specification, third edition (W3C), 11.2.1).
struct PngForm {
  std::uint32_t width = 0;
  std::uint32_t height = 0;
  enum class Colour : std::uint8_t { grey = 0, rgb = 2, palette = 3 };
  Colour colour = Colour::grey;
  std::uint8_t bits = 8;  // of a channel, or of an index
};

// The bytes of a row as rows of pixels have them, whole bytes: samples from the left, the leftmost
// in the highest bits.
std::size_t png_row_size(PngForm const& form);

// A PNG of `rows`, png_row_size() bytes each and nothing between them, and `palette`, three bytes a
// colour; "" without one. Rows are not filtered. Equal input gives equal bytes.
std::string write_png(PngForm const& form,
                      std::string_view palette,
                      std::string_view rows,
                      int deflate_level);

}  // namespace thethuc::media
