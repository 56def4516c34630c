#include "tiny_pictures.h"

#include <fmt/format.h>

#include "media/encodings.h"
#include "opc/deflate.h"

namespace thethuc::test {

namespace {

std::string number(std::string_view order, std::uint32_t value, int bytes) {
  return order == "II" ? little(value, bytes) : big(value, bytes);
}

}  // namespace

std::string unbase64(std::string_view text) {
  std::size_t bad_at = 0;
  return media::decode_base64(text, bad_at).value();
}

std::string big(std::uint32_t value, int bytes) {
  std::string out;
  for (int i = bytes - 1; i >= 0; --i) {
    out.push_back(static_cast<char>(value >> (8 * i)));
  }
  return out;
}

std::string little(std::uint32_t value, int bytes) {
  std::string const out = big(value, bytes);
  return {out.rbegin(), out.rend()};
}

std::string png_chunk(std::string_view type, std::string_view data) {
  std::string const body = std::string{type}.append(data);
  return big(static_cast<std::uint32_t>(data.size()), 4) + body + big(opc::crc32(body), 4);
}

std::string png_with(std::string_view type, std::string_view data) {
  constexpr std::size_t kBehindHeader = 8 + 25;
  return unbase64(kPng).insert(kBehindHeader, png_chunk(type, data));
}

std::string png_of_size(std::uint32_t width, std::uint32_t height, char colour) {
  std::string const header =
      big(width, 4) + big(height, 4) + "\x08" + colour + std::string(3, '\0');
  return unbase64(kPng).replace(8, 25, png_chunk("IHDR", header));
}

std::string jpeg_with(unsigned marker, std::string_view data) {
  std::string const segment =
      big(0xFF00 | marker, 2) + big(static_cast<std::uint32_t>(data.size() + 2), 2);
  return unbase64(kJpeg).insert(2, segment + std::string{data});
}

std::string jfif(int unit, unsigned x, unsigned y) {
  return jpeg_with(
      0xE0,
      std::string("JFIF\0\1\2", 7) + static_cast<char>(unit) + big(x, 2) + big(y, 2) + big(0, 2));
}

std::string exif(std::string_view order, unsigned orientation, unsigned dpi, unsigned unit) {
  std::string entries;
  std::uint32_t count = 0;
  auto const add = [&](unsigned tag, unsigned type, std::string const& value) {
    entries += number(order, tag, 2) + number(order, type, 2) + number(order, 1, 4) + value;
    ++count;
  };
  auto const add_short = [&](unsigned tag, unsigned value) {
    if (value != 0) {
      add(tag, 3, number(order, value, 2) + std::string(2, '\0'));
    }
  };
  constexpr unsigned kRationalAt = 100;
  add_short(0x0112, orientation);
  if (dpi != 0) {
    add(0x011A, 5, number(order, kRationalAt, 4));
    add(0x011B, 5, number(order, kRationalAt, 4));
  }
  add_short(0x0128, unit);
  std::string tiff =
      std::string{order} + number(order, 42, 2) + number(order, 8, 4) + number(order, count, 2);
  tiff += entries;
  tiff.resize(kRationalAt);
  tiff += number(order, dpi * 10, 4) + number(order, 10, 4);
  return jpeg_with(0xE1, std::string("Exif\0\0", 6) + tiff);
}

std::string svg_holding(std::string_view inside) {
  return fmt::format(
      R"(<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" width="20" height="10">{}</svg>)",
      inside);
}

std::string svg_with(std::string_view attributes) {
  return fmt::format(R"(<svg xmlns="http://www.w3.org/2000/svg" {}/>)", attributes);
}

}  // namespace thethuc::test
