#include "review/overlay.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>

namespace thethuc::review {

namespace {

struct Colour {
  int red, green, blue;
};

class Pixels {
 public:
  explicit Pixels(convert::PageImage const& image) : image_(image) {}

  // White beyond the edge.
  Colour at(int x, int y) const {
    if (x >= image_.width || y >= image_.height) {
      return {255, 255, 255};
    }
    auto const channels = static_cast<std::size_t>(image_.channels);
    std::size_t const place =
        (static_cast<std::size_t>(y) * static_cast<std::size_t>(image_.width) +
         static_cast<std::size_t>(x)) *
        channels;
    auto const value = [&](std::size_t i) {
      return static_cast<int>(static_cast<std::uint8_t>(image_.bytes[place + i]));
    };
    return channels == 1 ? Colour{value(0), value(0), value(0)}
                         : Colour{value(0), value(1), value(2)};
  }

 private:
  convert::PageImage const& image_;
};

int brightness(Colour const& c) {
  return (299 * c.red + 587 * c.green + 114 * c.blue) / 1000;
}

// Lighter by half, so that colours stand out.
std::array<int, 3> pale(int grey) {
  int const value = 255 - (255 - grey) * 45 / 100;
  return {value, value, value};
}

// The paler the difference, the paler the colour: edges of letters stay smooth.
std::array<int, 3> tinted(std::array<int, 3> const& full, int difference) {
  int const part = std::min(255, difference + difference / 2);
  std::array<int, 3> out{};
  for (std::size_t i = 0; i < out.size(); ++i) {
    out[i] = 255 - (255 - full[i]) * part / 255;
  }
  return out;
}

}  // namespace

Overlay overlay(convert::PageImage const& from, convert::PageImage const& to, int threshold) {
  constexpr std::array<int, 3> kRemoved{214, 29, 48};
  constexpr std::array<int, 3> kAdded{0, 138, 62};
  Overlay out;
  out.image.page = std::max(from.page, to.page);
  out.image.width = std::max(from.width, to.width);
  out.image.height = std::max(from.height, to.height);
  out.image.channels = 3;
  out.image.bytes.reserve(static_cast<std::size_t>(out.image.width) *
                          static_cast<std::size_t>(out.image.height) * 3);
  Pixels const old_pixels{from};
  Pixels const new_pixels{to};
  std::size_t changed = 0;
  for (int y = 0; y < out.image.height; ++y) {
    for (int x = 0; x < out.image.width; ++x) {
      Colour const a = old_pixels.at(x, y);
      Colour const b = new_pixels.at(x, y);
      int const difference = std::max(
          {std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
      bool const differs = difference > threshold;
      changed += differs ? 1 : 0;
      // The darker of the two is ink.
      std::array<int, 3> const colour =
          !differs ? pale(brightness(b))
                   : tinted(brightness(a) < brightness(b) ? kRemoved : kAdded, difference);
      for (int const value : colour) {
        out.image.bytes += static_cast<char>(value);
      }
    }
  }
  std::size_t const all =
      static_cast<std::size_t>(out.image.width) * static_cast<std::size_t>(out.image.height);
  out.changed = all == 0 ? 0 : static_cast<double>(changed) / static_cast<double>(all);
  return out;
}

}  // namespace thethuc::review
