#pragma once

// A page as a picture.

#include <cstdint>
#include <string>

namespace thethuc::convert {

enum class ImageForm : std::uint8_t {
  png,    // ready to be written to a file
  pixels  // rows from the top, `channels` bytes a pixel, nothing between rows: to be compared
};

struct PageImage {
  int page = 1;  // of the document, from 1
  int width = 0;
  int height = 0;
  int channels = 1;   // 1: grey, 3: red, green, blue. A page without colour is grey
  std::string bytes;  // a PNG or pixels, as asked for
};

// Of PNGs of pages: level 1 without filters. Pages are mostly white, and packing costs as much as
// drawing.
inline constexpr int kPngDeflateLevel = 1;

// The PNG of an image of pixels. Equal pixels give equal bytes.
std::string to_png(PageImage const& pixels);

}  // namespace thethuc::convert
