#include "media/qr.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>
#include <qrcodegen.hpp>

#include "base/text.h"
#include "media/faults.h"
#include "media/png_write.h"
#include "opc/deflate.h"

namespace thethuc::media {

namespace {

using qrcodegen::QrCode;
using qrcodegen::QrSegment;

constexpr int kQuietZone = 4;  // ISO/IEC 18004, 5.3.8
constexpr std::int64_t kEmuPerInch = 914400;
constexpr std::int64_t kLeastDpi = 300;
// Word's pages end at 22 inches: more pixels per module serve nobody.
constexpr std::int64_t kMostSide = 22 * kEmuPerInch;
constexpr long kUtf8 = 26;  // AIM ECI assignment of UTF-8

// How a text is written into a code, and how much of it the largest code (version 40, level M)
// holds (ISO/IEC 18004, table 7).
struct Mode {
  std::vector<QrSegment> segments;
  std::size_t most;
  Words most_words;
};

Words counted(std::size_t count, std::string_view vi, std::string_view en) {
  return {fmt::format("{} {}", count, vi),
          fmt::format("{} {}{}", count, en, count == 1 ? "" : "s")};
}

Mode mode_of(std::string const& text) {
  // The library takes C strings here: behind a NUL it would see nothing.
  bool const is_whole = text.find('\0') == std::string::npos;
  if (is_whole && QrSegment::isNumeric(text.c_str())) {
    return {{QrSegment::makeNumeric(text.c_str())}, 5596, counted(5596, "chữ số", "digit")};
  }
  if (is_whole && QrSegment::isAlphanumeric(text.c_str())) {
    return {{QrSegment::makeAlphanumeric(text.c_str())}, 3391, counted(3391, "ký tự", "character")};
  }
  QrSegment bytes = QrSegment::makeBytes({text.begin(), text.end()});
  bool const is_ascii = std::none_of(
      text.begin(), text.end(), [](char c) { return static_cast<signed char>(c) < 0; });
  if (is_ascii) {
    return {{std::move(bytes)}, 2331, counted(2331, "ký tự", "character")};
  }
  // The announcement takes 12 bits (mode and number), so two bytes.
  return {{QrSegment::makeEci(kUtf8), std::move(bytes)},
          2329,
          {"2329 byte (một chữ có dấu chiếm 2 hoặc 3 byte)",
           "2329 bytes (a letter with diacritics takes 2 or 3)"}};
}

Fault length_fault(std::string const& text, Words most) {
  bool const is_ascii = base::code_point_count(text) == text.size();
  return fault(base::Id::qr_text_length,
               std::move(most),
               text.empty() ? Words{"chữ rỗng", "an empty text"}
               : is_ascii   ? counted(text.size(), "ký tự", "character")
                            : counted(text.size(), "byte", "byte"));
}

// Rows of `scale` pixels per module, white is 1; the quiet zone around.
std::string draw(QrCode const& code, std::uint32_t side_px, std::uint32_t scale) {
  std::size_t const row_size = (side_px + 7) / 8;
  std::string const white(row_size, '\xFF');
  std::string rows;
  rows.reserve(row_size * side_px);
  std::string row;
  for (std::uint32_t y = 0; y < side_px; ++y) {
    if (y % scale == 0) {
      row = white;
      for (std::uint32_t x = 0; x < side_px; ++x) {
        // Outside of the code, getModule gives light.
        if (code.getModule(static_cast<int>(x / scale) - kQuietZone,
                           static_cast<int>(y / scale) - kQuietZone)) {
          row[x / 8] = static_cast<char>(row[x / 8] & ~(0x80 >> (x % 8)));
        }
      }
    }
    rows += row;
  }
  return rows;
}

}  // namespace

Result<Picture> qr_picture(std::string_view text, base::Emu side) {
  std::string const bytes{text};
  Mode mode = mode_of(bytes);
  if (text.empty() || text.size() > mode.most) {
    return length_fault(bytes, std::move(mode.most_words));
  }
  // The library tries all eight masks and takes the best by the standard's own penalties, so the
  // same text always gives the same code.
  QrCode const code = QrCode::encodeSegments(mode.segments, QrCode::Ecc::MEDIUM);
  auto const modules = static_cast<std::uint32_t>(code.getSize() + 2 * kQuietZone);
  std::int64_t const least_px =
      (std::min(side.count, kMostSide) * kLeastDpi + kEmuPerInch - 1) / kEmuPerInch;
  auto const scale =
      static_cast<std::uint32_t>(std::max<std::int64_t>(1, (least_px + modules - 1) / modules));
  std::uint32_t const side_px = modules * scale;
  Picture picture;
  picture.format = Format::png;
  PngForm const form{side_px, side_px, PngForm::Colour::grey, 1};
  picture.bytes = write_png(form, "", draw(code, side_px, scale), opc::kDefaultDeflateLevel);
  picture.width_px = picture.height_px = side_px;
  picture.dpi_x = picture.dpi_y =
      static_cast<double>(side_px) * kEmuPerInch / static_cast<double>(side.count);
  picture.width = picture.height = side;
  return picture;
}

}  // namespace thethuc::media
