#include "media/cursor.h"
#include "media/formats.h"

// EXIF 2.3, 4.5 and 4.6.4: the TIFF 6.0 structure, of which the first directory is read.

namespace thethuc::media {

namespace {

constexpr std::size_t kEntrySize = 12;
constexpr std::uint32_t kShort = 3;
constexpr std::uint32_t kRational = 5;
constexpr double kCentimetresPerInch = 2.54;

struct Directory {
  std::string_view tiff;
  Order order;

  std::uint32_t number(std::size_t at, std::size_t count) const {
    return number_at(tiff, at, count, order);
  }
  // Of an entry of type SHORT, which holds its value itself; 0 for any other.
  std::uint32_t short_value(std::size_t entry) const {
    return number(entry + 2, 2) == kShort ? number(entry + 8, 2) : 0;
  }
  // Of an entry of type RATIONAL, which points to numerator and denominator; 0 when it has none.
  double rational_value(std::size_t entry) const {
    std::size_t const at = number(entry + 8, 4);
    if (number(entry + 2, 2) != kRational || !has(tiff, at, 8) || number(at + 4, 4) == 0) {
      return 0;
    }
    return static_cast<double>(number(at, 4)) / number(at + 4, 4);
  }
};

}  // namespace

void read_exif(std::string_view tiff, Measured& out) {
  if (!has(tiff, 0, 8) || (!tiff.starts_with("II") && !tiff.starts_with("MM"))) {
    return;
  }
  Directory const directory{tiff, tiff[0] == 'I' ? Order::little : Order::big};
  std::size_t const begin = directory.number(4, 4);
  if (directory.number(2, 2) != 42 || !has(tiff, begin, 2)) {
    return;
  }
  double x = 0;
  double y = 0;
  std::uint32_t unit = 2;  // inch, when it is not given
  std::size_t const count = directory.number(begin, 2);
  for (std::size_t i = 0; i < count && has(tiff, begin + 2 + i * kEntrySize, kEntrySize); ++i) {
    std::size_t const entry = begin + 2 + i * kEntrySize;
    switch (directory.number(entry, 2)) {
      case 0x0112: {
        std::uint32_t const orientation = directory.short_value(entry);
        if (orientation >= 1 && orientation <= 8) {
          out.orientation = static_cast<std::uint8_t>(orientation);
        }
        break;
      }
      case 0x011A:
        x = directory.rational_value(entry);
        break;
      case 0x011B:
        y = directory.rational_value(entry);
        break;
      case 0x0128:
        unit = directory.short_value(entry);
        break;
      default:
        break;
    }
  }
  if (unit == 2 || unit == 3) {
    double const to_inch = unit == 3 ? kCentimetresPerInch : 1;
    out.dpi_x = x * to_inch;
    out.dpi_y = y * to_inch;
  }
}

}  // namespace thethuc::media
