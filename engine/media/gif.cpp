#include "media/cursor.h"
#include "media/formats.h"

// GIF89a specification (CompuServe, 1990).

namespace thethuc::media {

namespace {

constexpr std::size_t kHeaderSize = 13;  // signature and logical screen descriptor
constexpr char kExtension = 0x21;
constexpr char kImage = 0x2C;

Fault gif_damaged(Words found) {
  return damaged(Format::gif, std::move(found));
}

Fault ends_early() {
  return gif_damaged({"tệp hết giữa chừng", "a file that ends too soon"});
}

// Bytes of the colour table that a packed field announces (19: bit 7 and bits 0 to 2).
std::size_t colour_table_size(std::uint32_t packed) {
  return (packed & 0x80) != 0 ? std::size_t{3} << ((packed & 7) + 1) : 0;
}

// Moves `at` behind a chain of sub-blocks (15); false when the bytes end within.
bool skip_sub_blocks(std::string_view bytes, std::size_t& at) {
  while (has(bytes, at, 1)) {
    std::size_t const size = number_at(bytes, at, 1);
    if (!has(bytes, at + 1, size)) {
      return false;
    }
    at += 1 + size;
    if (size == 0) {
      return true;
    }
  }
  return false;
}

}  // namespace

// One whole image is enough: viewers show a GIF that lacks its trailer or ends in a later frame.
Result<Measured> measure_gif(std::string_view bytes, Limits const& limits) {
  if (!has(bytes, 0, kHeaderSize)) {
    return ends_early();
  }
  Measured out;
  out.width_px = number_at(bytes, 6, 2, Order::little);
  out.height_px = number_at(bytes, 8, 2, Order::little);
  if (out.width_px == 0 || out.height_px == 0) {
    return gif_damaged({"bề rộng hoặc bề cao bằng 0", "a width or height of 0"});
  }
  if (std::uint64_t{out.width_px} * out.height_px > limits.max_pixels) {
    return too_many_pixels(out.width_px, out.height_px, limits);
  }
  std::size_t at = kHeaderSize + colour_table_size(number_at(bytes, 10, 1));
  while (has(bytes, at, 1)) {
    char const block = bytes[at];
    if (block == kExtension) {
      at += 2;  // with its label
      if (!skip_sub_blocks(bytes, at)) {
        return ends_early();
      }
    } else if (block == kImage) {
      if (!has(bytes, at, 11)) {
        return ends_early();
      }
      at += 10 + colour_table_size(number_at(bytes, at + 9, 1)) + 1;  // and the LZW code size
      if (!skip_sub_blocks(bytes, at)) {
        return ends_early();
      }
      return out;
    } else {
      return gif_damaged({"không có điểm ảnh nào", "no pixels"});
    }
  }
  return ends_early();
}

}  // namespace thethuc::media
