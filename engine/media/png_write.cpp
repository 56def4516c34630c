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

std::size_t png_row_size(PngForm const& form) {
  std::size_t const channels = form.colour == PngForm::Colour::rgb ? 3 : 1;
  return (form.width * channels * form.bits + 7) / 8;
}

// PNG Specification, third edition (W3C), 11.2: IHDR, PLTE, IDAT, IEND.
std::string write_png(PngForm const& form,
                      std::string_view palette,
                      std::string_view rows,
                      int deflate_level) {
  std::string header;
  append_number(header, form.width);
  append_number(header, form.height);
  header.push_back(static_cast<char>(form.bits));
  header.push_back(static_cast<char>(form.colour));
  header.append(3, '\0');  // deflate, row filters, not interlaced
  std::size_t const row_size = png_row_size(form);
  std::string filtered;
  filtered.reserve((row_size + 1) * form.height);
  for (std::size_t y = 0; y < form.height; ++y) {
    filtered.push_back('\0');  // the row is not filtered
    filtered.append(rows.substr(y * row_size, row_size));
  }
  std::string out = "\x89PNG\r\n\x1a\n";
  append_chunk(out, "IHDR", header);
  if (!palette.empty()) {
    append_chunk(out, "PLTE", palette);
  }
  append_chunk(out, "IDAT", opc::Deflater{deflate_level}.zlib_stream(filtered));
  append_chunk(out, "IEND", "");
  return out;
}

}  // namespace thethuc::media
