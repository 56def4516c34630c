#include <cstring>

#include <fmt/format.h>

#include "media/cursor.h"
#include "media/formats.h"

// JPEG (ITU-T T.81, annex B), JFIF (ITU-T T.871) and EXIF 2.3.

namespace thethuc::media {

namespace {

constexpr unsigned kStartOfScan = 0xDA;
constexpr unsigned kEndOfImage = 0xD9;
constexpr double kCentimetresPerInch = 2.54;
// Programs that know no resolution write 1 × 1 "dots per inch".
constexpr double kLeastDpi = 10;

Fault jpeg_damaged(Words found) {
  return damaged(Format::jpeg, std::move(found));
}

Fault ends_early() {
  return jpeg_damaged(
      {"tệp hết trước dấu kết thúc ảnh (EOI)", "a file that ends before the end of image (EOI)"});
}

// TEM, RSTn and a second SOI are markers alone; all others that may stand here begin a segment.
bool is_alone(unsigned marker) {
  return marker == 0x01 || (marker >= 0xD0 && marker <= 0xD8);
}

bool is_frame(unsigned marker) {
  return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

// The frame's kinds that Word shows: baseline, extended and progressive, Huffman-coded. Lossless,
// hierarchical and arithmetic-coded ones (T.81, table B.1) open in few programs.
bool is_usual_frame(unsigned marker) {
  return marker <= 0xC2;
}

std::optional<Fault> read_frame(unsigned marker,
                                std::string_view data,
                                Limits const& limits,
                                Measured& out) {
  if (data.size() < 6) {
    return jpeg_damaged({"phần mô tả khung ảnh (SOF) bị cụt", "a frame header (SOF) cut short"});
  }
  if (!is_usual_frame(marker) || data[0] != 8) {
    return fault(base::Id::picture_format,
                 {"JPEG thông thường (baseline hoặc progressive, 8 bit)",
                  "usual JPEG (baseline or progressive, 8 bits)"},
                 {"JPEG kiểu hiếm gặp (không mất dữ liệu, mã số học hoặc 12 bit)",
                  "JPEG of a rare kind (lossless, arithmetic or 12 bits)"});
  }
  out.height_px = number_at(data, 1, 2);
  out.width_px = number_at(data, 3, 2);
  if (out.width_px == 0 || out.height_px == 0) {
    return jpeg_damaged({"bề rộng hoặc bề cao bằng 0", "a width or height of 0"});
  }
  if (std::uint64_t{out.width_px} * out.height_px > limits.max_pixels) {
    return too_many_pixels(out.width_px, out.height_px, limits);
  }
  return std::nullopt;
}

// T.871, 10.1: "JFIF\0", version, unit (1: per inch, 2: per cm, 0: ratio alone), X and Y density.
void read_jfif(std::string_view data, Measured& out) {
  constexpr std::string_view kName{"JFIF\0", 5};
  if (data.size() < 12 || !data.starts_with(kName) || data[7] < 1 || data[7] > 2) {
    return;
  }
  double const to_inch = data[7] == 2 ? kCentimetresPerInch : 1;
  double const x = number_at(data, 8, 2) * to_inch;
  double const y = number_at(data, 10, 2) * to_inch;
  if (x >= kLeastDpi && y >= kLeastDpi) {
    out.dpi_x = x;
    out.dpi_y = y;
  }
}

void read_app1(std::string_view data, Measured& out) {
  constexpr std::string_view kName{"Exif\0\0", 6};
  if (!data.starts_with(kName)) {
    return;
  }
  Measured exif;
  read_exif(data.substr(kName.size()), exif);
  out.orientation = exif.orientation;
  if (out.dpi_x == 0) {  // JFIF's, which comes first, goes before
    out.dpi_x = exif.dpi_x;
    out.dpi_y = exif.dpi_y;
  }
}

// Behind entropy-coded data: the next 0xFF that begins a marker (T.81, B.1.1.5: 0xFF 0x00 is data,
// RSTn belongs to the scan), or the end.
std::size_t end_of_scan(std::string_view bytes, std::size_t at) {
  while (at < bytes.size()) {
    void const* const found = std::memchr(bytes.data() + at, 0xFF, bytes.size() - at);
    if (!found) {
      return bytes.size();
    }
    at = static_cast<std::size_t>(static_cast<char const*>(found) - bytes.data());
    if (at + 1 >= bytes.size()) {
      return bytes.size();
    }
    unsigned const next = static_cast<unsigned char>(bytes[at + 1]);
    if (next == 0xFF) {
      ++at;
    } else if (next == 0 || (next >= 0xD0 && next <= 0xD7)) {
      at += 2;
    } else {
      return at;
    }
  }
  return at;
}

}  // namespace

Result<Measured> measure_jpeg(std::string_view bytes, Limits const& limits) {
  Measured out;
  bool has_scan = false;
  std::size_t at = 2;  // behind SOI
  while (true) {
    if (!has(bytes, at, 2)) {
      return ends_early();
    }
    if (static_cast<unsigned char>(bytes[at]) != 0xFF) {
      return jpeg_damaged({"dữ liệu ở chỗ của dấu JPEG", "bytes where a JPEG marker belongs"});
    }
    unsigned const marker = static_cast<unsigned char>(bytes[at + 1]);
    if (marker == 0xFF) {  // fill
      ++at;
      continue;
    }
    at += 2;
    if (marker == kEndOfImage) {
      break;
    }
    if (is_alone(marker)) {
      continue;
    }
    if (!has(bytes, at, 2)) {
      return ends_early();
    }
    std::size_t const length = number_at(bytes, at, 2);  // counts itself
    if (length < 2) {
      return jpeg_damaged({"đoạn JPEG sai độ dài", "a JPEG segment of the wrong length"});
    }
    if (!has(bytes, at, length)) {
      return ends_early();
    }
    std::string_view const data = bytes.substr(at + 2, length - 2);
    at += length;
    if (is_frame(marker)) {
      // The first frame counts; hierarchical files, which have more, were refused with it.
      if (out.width_px == 0) {
        if (auto wrong = read_frame(marker, data, limits, out)) {
          return *wrong;
        }
      }
    } else if (marker == 0xE0) {
      read_jfif(data, out);
    } else if (marker == 0xE1) {
      read_app1(data, out);
    } else if (marker == kStartOfScan) {
      has_scan = true;
      at = end_of_scan(bytes, at);
    }
  }
  if (out.width_px == 0 || !has_scan) {
    return jpeg_damaged({"không có điểm ảnh nào (SOF và SOS)", "no pixels (SOF and SOS)"});
  }
  return out;
}

}  // namespace thethuc::media
