#include "media/png_write.h"

#include <algorithm>

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

std::string write_png(PngForm const& form,
                      std::string_view palette,
                      std::string_view rows,
                      int deflate_level) {
  PngWriter writer{deflate_level};
  writer.begin(form);
  std::size_t const row_size = png_row_size(form);
  for (std::size_t y = 0; y < form.height; ++y) {
    std::string_view const row = rows.substr(y * row_size, row_size);
    std::copy(row.begin(), row.end(), writer.row(y));
  }
  return writer.finish(palette);
}

void PngWriter::begin(PngForm const& form) {
  form_ = form;
  row_size_ = png_row_size(form);
  rows_.resize((row_size_ + 1) * form.height);
  for (std::size_t y = 0; y < form.height; ++y) {
    *(row(y) - 1) = '\0';  // the row is not filtered
  }
}

// PNG Specification, third edition (W3C), 11.2: IHDR, PLTE, IDAT, IEND.
std::string PngWriter::finish(std::string_view palette) {
  std::string header;
  append_number(header, form_.width);
  append_number(header, form_.height);
  header.push_back(static_cast<char>(form_.bits));
  header.push_back(static_cast<char>(form_.colour));
  header.append(3, '\0');  // deflate, row filters, not interlaced
  std::string const pixels = deflater_.zlib_stream(rows_);
  constexpr std::size_t kAroundPixels = 128;
  std::string out;
  out.reserve(pixels.size() + palette.size() + kAroundPixels);
  out += "\x89PNG\r\n\x1a\n";
  append_chunk(out, "IHDR", header);
  if (!palette.empty()) {
    append_chunk(out, "PLTE", palette);
  }
  append_chunk(out, "IDAT", pixels);
  append_chunk(out, "IEND", "");
  return out;
}

}  // namespace thethuc::media
