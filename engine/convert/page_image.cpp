#include "convert/page_image.h"

#include <cstddef>
#include <string_view>

#include "opc/deflate.h"

namespace thethuc::convert {

namespace {

// Level 1 without filters: pages are mostly white, and encoding costs more than drawing.
constexpr int kDeflateLevel = 1;

void append_number(std::string& out, std::uint32_t number) {
  for (int shift = 24; shift >= 0; shift -= 8) {
    out.push_back(static_cast<char>(static_cast<unsigned char>(number >> shift)));
  }
}

void append_chunk(std::string& out, std::string_view kind, std::string_view content) {
  append_number(out, static_cast<std::uint32_t>(content.size()));
  std::size_t const begin = out.size();
  out.append(kind).append(content);
  append_number(out, opc::crc32(std::string_view{out}.substr(begin)));
}

}  // namespace

std::string to_png(PageImage const& pixels) {
  std::string header;
  append_number(header, static_cast<std::uint32_t>(pixels.width));
  append_number(header, static_cast<std::uint32_t>(pixels.height));
  header.push_back(8);                                                // bits of a channel
  header.push_back(static_cast<char>(pixels.channels == 1 ? 0 : 2));  // grey or true colour
  header.append(3, '\0');  // deflate, the standard filters, not interlaced
  std::size_t const row = static_cast<std::size_t>(pixels.width * pixels.channels);
  std::string rows;
  rows.reserve((row + 1) * static_cast<std::size_t>(pixels.height));
  for (std::size_t y = 0; y < static_cast<std::size_t>(pixels.height); ++y) {
    rows.push_back('\0');  // no filter
    rows.append(pixels.bytes, y * row, row);
  }
  std::string out = "\x89PNG\r\n\x1A\n";
  append_chunk(out, "IHDR", header);
  append_chunk(out, "IDAT", opc::Deflater{kDeflateLevel}.zlib_stream(rows));
  append_chunk(out, "IEND", "");
  return out;
}

}  // namespace thethuc::convert
