#include <array>

#include <fmt/format.h>

#include "media/cursor.h"
#include "media/formats.h"
#include "opc/deflate.h"

// Portable Network Graphics (PNG) Specification, third edition (W3C), sections 5 and 11.

namespace thethuc::media {

namespace {

constexpr std::size_t kSignatureSize = 8;
constexpr std::size_t kChunkFrame = 12;  // length, type and CRC around a chunk's data
constexpr std::uint32_t kMostLength = 0x7FFFFFFF;
constexpr double kMetresPerInch = 0.0254;

struct Chunk {
  std::string_view type;
  std::string_view data;
};

bool is_ascii_letter(char c) {
  return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}

// A chunk without which the picture cannot be shown has a capital first.
bool is_critical(std::string_view type) {
  return type[0] >= 'A' && type[0] <= 'Z';
}

Fault png_damaged(Words found) {
  return damaged(Format::png, std::move(found));
}

Fault ends_within(std::string_view type) {
  return png_damaged({fmt::format("tệp hết giữa chừng ở khối {}", type),
                      fmt::format("a file that ends within the chunk {}", type)});
}

// The chunk at `at`, which moves behind it.
std::optional<Fault> next_chunk(std::string_view bytes, std::size_t& at, Chunk& out) {
  if (!has(bytes, at, 8)) {
    return png_damaged({"tệp hết trước khối IEND", "a file that ends before the chunk IEND"});
  }
  std::size_t const length = number_at(bytes, at, 4);
  std::string_view const type = bytes.substr(at + 4, 4);
  for (char const c : type) {
    if (!is_ascii_letter(c)) {
      return png_damaged({"dữ liệu không phải là khối PNG", "bytes that are no PNG chunk"});
    }
  }
  if (length > kMostLength || !has(bytes, at, length + kChunkFrame)) {
    return ends_within(type);
  }
  // Viewers pass over a broken note, but not over a broken part of the picture.
  if (is_critical(type) &&
      opc::crc32(bytes.substr(at + 4, length + 4)) != number_at(bytes, at + 8 + length, 4)) {
    return png_damaged({fmt::format("khối {} sai mã kiểm tra (CRC)", type),
                        fmt::format("a chunk {} whose checksum (CRC) is wrong", type)});
  }
  out = {type, bytes.substr(at + 8, length)};
  at += length + kChunkFrame;
  return std::nullopt;
}

// Table 11.1: which bit depths go with which colour type.
bool is_depth_allowed(std::uint32_t depth, std::uint32_t colour) {
  switch (colour) {
    case 0:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8 || depth == 16;
    case 3:
      return depth == 1 || depth == 2 || depth == 4 || depth == 8;
    case 2:
    case 4:
    case 6:
      return depth == 8 || depth == 16;
    default:
      return false;
  }
}

std::optional<Fault> read_header(std::string_view header, Limits const& limits, Measured& out) {
  if (header.size() != 13) {
    return png_damaged({"khối IHDR sai độ dài", "a chunk IHDR of the wrong length"});
  }
  out.width_px = number_at(header, 0, 4);
  out.height_px = number_at(header, 4, 4);
  bool const is_sound = out.width_px > 0 && out.width_px <= kMostLength && out.height_px > 0 &&
                        out.height_px <= kMostLength &&
                        is_depth_allowed(number_at(header, 8, 1), number_at(header, 9, 1)) &&
                        header[10] == 0 && header[11] == 0 && number_at(header, 12, 1) <= 1;
  if (!is_sound) {
    return png_damaged({"khối IHDR mâu thuẫn", "a chunk IHDR that contradicts itself"});
  }
  if (std::uint64_t{out.width_px} * out.height_px > limits.max_pixels) {
    return too_many_pixels(out.width_px, out.height_px, limits);
  }
  return std::nullopt;
}

// 11.3.4.3: pixels per metre when the unit is 1; else the ratio of a pixel's sides alone.
void read_resolution(std::string_view data, Measured& out) {
  if (data.size() == 9 && data[8] == 1) {
    out.dpi_x = number_at(data, 0, 4) * kMetresPerInch;
    out.dpi_y = number_at(data, 4, 4) * kMetresPerInch;
  }
}

}  // namespace

Result<Measured> measure_png(std::string_view bytes, Limits const& limits) {
  Measured out;
  std::size_t at = kSignatureSize;
  bool has_palette = false;
  bool has_pixels = false;
  bool needs_palette = false;
  for (bool is_first = true;; is_first = false) {
    Chunk chunk;
    if (auto broken = next_chunk(bytes, at, chunk)) {
      return *broken;
    }
    if (is_first != (chunk.type == "IHDR")) {
      return png_damaged({fmt::format("khối {} sai chỗ", chunk.type),
                          fmt::format("a chunk {} in the wrong place", chunk.type)});
    }
    if (chunk.type == "IHDR") {
      if (auto wrong = read_header(chunk.data, limits, out)) {
        return *wrong;
      }
      needs_palette = chunk.data[9] == 3;
    } else if (chunk.type == "PLTE") {
      has_palette = !chunk.data.empty();
    } else if (chunk.type == "IDAT") {
      has_pixels = has_pixels || !chunk.data.empty();
    } else if (chunk.type == "pHYs") {
      read_resolution(chunk.data, out);
    } else if (chunk.type == "IEND") {
      break;
    }
  }
  if (!has_pixels) {
    return png_damaged({"không có điểm ảnh nào (khối IDAT)", "no pixels (chunk IDAT)"});
  }
  if (needs_palette && !has_palette) {
    return png_damaged({"không có bảng màu (khối PLTE)", "no palette (chunk PLTE)"});
  }
  return out;
}

}  // namespace thethuc::media
