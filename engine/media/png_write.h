#pragma once

// Writing of PNG files.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "opc/deflate.h"

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

// Writes one PNG after the other, from rows that are filled in place. It keeps its memory, whose
// first touch costs more than what is written there. One per thread.
class PngWriter {
 public:
  explicit PngWriter(int deflate_level) : deflater_(deflate_level) {}

  // Begins a picture. Returns where row `y` of png_row_size() bytes is to be filled in, until the
  // next call; what is not filled in holds anything.
  void begin(PngForm const& form);
  char* row(std::size_t y) { return rows_.data() + y * (row_size_ + 1) + 1; }
  // The PNG, as write_png() makes it.
  std::string finish(std::string_view palette);

 private:
  opc::Deflater deflater_;
  PngForm form_;
  std::size_t row_size_ = 0;
  std::string rows_;  // each behind a byte that tells its filter
};

}  // namespace thethuc::media
