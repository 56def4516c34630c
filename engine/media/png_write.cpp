#include "media/png_write.h"

#include "opc/deflate.h"

namespace thethuc::media {

namespace {

void append_number(std::string& out, std::uint32_t value) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(value >> shift));
  }
}

void append_chunk(std::string& out, std::string_view type, std::string_view data) {
  append_number(out, static_cast<std::uint32_t>(data.size()));
  std::size_t const begin = out.size();
  out.append(type).append(data);
  append_number(out, opc::crc32(std::string_view{out}.substr(begin)));
}

}  // namespace

// PNG Specification, third edition (W3C), 11.2: IHDR, IDAT, IEND.
std::string write_bilevel_png(std::uint32_t width, std::uint32_t height, std::string_view rows) {
  std::string header;
  append_number(header, width);
  append_number(header, height);
  header.append({1, 0, 0, 0, 0});  // bit depth 1, greyscale, deflate, row filters, not interlaced
  std::size_t const row_size = (width + 7) / 8;
  std::string pixels;
  pixels.reserve((row_size + 1) * height);
  for (std::uint32_t y = 0; y < height; ++y) {
    pixels.push_back('\0');  // the row is not filtered
    pixels.append(rows.substr(y * row_size, row_size));
  }
  std::string out = "\x89PNG\r\n\x1a\n";
  append_chunk(out, "IHDR", header);
  append_chunk(out, "IDAT", opc::Deflater{}.zlib_stream(pixels));
  append_chunk(out, "IEND", "");
  return out;
}

}  // namespace thethuc::media
