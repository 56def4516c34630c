#include "review/overlay.h"

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <utility>

namespace thethuc::review {

namespace {

using Byte = std::uint8_t;

struct Colour {
  int red, green, blue;
};

int brightness(Colour const& c) {
  return (299 * c.red + 587 * c.green + 114 * c.blue) / 1000;
}

int difference(Colour const& a, Colour const& b) {
  return std::max(
      {std::abs(a.red - b.red), std::abs(a.green - b.green), std::abs(a.blue - b.blue)});
}

// The colours of an overlay, which depend on 256 values each.
class Paint {
 public:
  using Ink = std::array<Byte, 3>;

  Paint() {
    for (int value = 0; value < 256; ++value) {
      auto const at = static_cast<std::size_t>(value);
      pale_[at] = static_cast<Byte>(255 - (255 - value) * 45 / 100);
      for (std::size_t i = 0; i < 3; ++i) {
        removed_[at][i] = tinted(kRemoved[i], value);
        added_[at][i] = tinted(kAdded[i], value);
      }
    }
  }

  // Of what stayed: lighter by half, so that colours stand out.
  Byte pale(int grey) const { return pale_[static_cast<std::size_t>(grey)]; }
  // Of what changed: the darker of the two is ink.
  Ink const& changed(int was, int is, int difference) const {
    return (was < is ? removed_ : added_)[static_cast<std::size_t>(difference)];
  }

 private:
  static constexpr std::array<int, 3> kRemoved{214, 29, 48};
  static constexpr std::array<int, 3> kAdded{0, 138, 62};

  // The paler the difference, the paler the colour: edges of letters stay smooth.
  static Byte tinted(int full, int difference) {
    int const part = std::min(255, difference + difference / 2);
    return static_cast<Byte>(255 - (255 - full) * part / 255);
  }

  std::array<Byte, 256> pale_{};
  std::array<Ink, 256> removed_{};
  std::array<Ink, 256> added_{};
};

Paint const& paint() {
  static Paint const kPaint;
  return kPaint;
}

// Reads the rows of a picture; beyond its edges, and where bytes are missing, it is white.
class Rows {
 public:
  explicit Rows(convert::PageImage const& image)
      : bytes_(reinterpret_cast<Byte const*>(image.bytes.data())),
        width_(static_cast<std::size_t>(std::max(image.width, 0))),
        channels_(image.channels == 3 ? 3 : 1) {
    std::size_t const row = width_ * channels_;
    height_ = row == 0 ? 0
                       : std::min(static_cast<std::size_t>(std::max(image.height, 0)),
                                  image.bytes.size() / row);
  }

  std::size_t channels() const { return channels_; }
  // How many pixels of row `y` there are.
  std::size_t width(std::size_t y) const { return y < height_ ? width_ : 0; }
  Byte const* row(std::size_t y) const {
    return y < height_ ? bytes_ + y * width_ * channels_ : nullptr;
  }

 private:
  Byte const* bytes_;
  std::size_t width_;
  std::size_t height_ = 0;
  std::size_t channels_;
};

Colour colour_at(Byte const* row, std::size_t channels, std::size_t x) {
  Byte const* const pixel = row + x * channels;
  return channels == 1 ? Colour{pixel[0], pixel[0], pixel[0]}
                       : Colour{pixel[0], pixel[1], pixel[2]};
}

// A stretch of one row in both pictures.
struct Stretch {
  Byte const* from;  // null: white
  std::size_t from_channels;
  Byte const* to;
  std::size_t to_channels;
  std::size_t pixels;
  Byte* out;  // three bytes a pixel; null when only the count is wanted
};

// The number of pixels that differ, which are painted when they are wanted.
std::size_t compare_any(Stretch const& stretch, int threshold) {
  constexpr Colour kWhite{255, 255, 255};
  std::size_t changed = 0;
  for (std::size_t x = 0; x < stretch.pixels; ++x) {
    Colour const a =
        stretch.from == nullptr ? kWhite : colour_at(stretch.from, stretch.from_channels, x);
    Colour const b = stretch.to == nullptr ? kWhite : colour_at(stretch.to, stretch.to_channels, x);
    int const by = difference(a, b);
    bool const differs = by > threshold;
    changed += differs ? 1U : 0U;
    if (stretch.out == nullptr) {
      continue;
    }
    Byte* const out = stretch.out + x * 3;
    if (differs) {
      std::memcpy(out, paint().changed(brightness(a), brightness(b), by).data(), 3);
    } else {
      std::memset(out, paint().pale(brightness(b)), 3);
    }
  }
  return changed;
}

// Eight pixels that are the same on both pages, which both have no colour.
void paint_same(std::uint64_t pixels, Byte* out) {
  constexpr std::uint64_t kPaper = ~std::uint64_t{0};
  if (pixels == kPaper) {
    std::memset(out, 255, 24);
    return;
  }
  for (std::size_t i = 0; i < 8; ++i, pixels >>= 8) {
    std::memset(out + i * 3, paint().pale(static_cast<int>(pixels & 0xFF)), 3);
  }
}

// The same for pages without colour: eight pixels at once where they are equal, which is nearly
// everywhere.
std::size_t compare_grey(Stretch const& stretch, int threshold) {
  std::size_t changed = 0;
  std::size_t x = 0;
  for (; x + 8 <= stretch.pixels; x += 8) {
    std::uint64_t a = 0;
    std::uint64_t b = 0;
    std::memcpy(&a, stretch.from + x, 8);
    std::memcpy(&b, stretch.to + x, 8);
    Byte* const out = stretch.out == nullptr ? nullptr : stretch.out + x * 3;
    if (a != b) {
      changed += compare_any({stretch.from + x, 1, stretch.to + x, 1, 8, out}, threshold);
    } else if (out != nullptr) {
      paint_same(b, out);
    }
  }
  Byte* const rest = stretch.out == nullptr ? nullptr : stretch.out + x * 3;
  return changed +
         compare_any({stretch.from + x, 1, stretch.to + x, 1, stretch.pixels - x, rest}, threshold);
}

std::size_t compare(Stretch const& stretch, int threshold) {
  bool const is_alike = stretch.from != nullptr && stretch.to != nullptr &&
                        stretch.from_channels == stretch.to_channels;
  if (is_alike && stretch.out == nullptr &&
      std::memcmp(stretch.from, stretch.to, stretch.pixels * stretch.to_channels) == 0) {
    return 0;
  }
  return is_alike && stretch.to_channels == 1 ? compare_grey(stretch, threshold)
                                              : compare_any(stretch, threshold);
}

// Row `y` of `width` pixels; where one picture ends, the rest of the row is compared with white.
std::size_t compare_row(
    Rows const& from, Rows const& to, std::size_t y, std::size_t width, Byte* out, int threshold) {
  std::size_t const narrow = std::min(from.width(y), to.width(y));
  std::size_t const wide = std::max(from.width(y), to.width(y));
  std::size_t changed = 0;
  std::size_t x = 0;
  for (std::size_t const end : {narrow, wide, width}) {
    if (x == end) {
      continue;
    }
    auto const part = [x, y](Rows const& rows) {
      return x < rows.width(y) ? rows.row(y) + x * rows.channels() : nullptr;
    };
    changed += compare({part(from),
                        from.channels(),
                        part(to),
                        to.channels(),
                        end - x,
                        out == nullptr ? nullptr : out + x * 3},
                       threshold);
    x = end;
  }
  return changed;
}

std::size_t larger(int a, int b) {
  return static_cast<std::size_t>(std::max({a, b, 0}));
}

// The share of pixels that differ; `out` has room for all of them, or is null.
double compare_pictures(convert::PageImage const& from,
                        convert::PageImage const& to,
                        Byte* out,
                        int threshold) {
  std::size_t const width = larger(from.width, to.width);
  std::size_t const height = larger(from.height, to.height);
  Rows const old_rows{from};
  Rows const new_rows{to};
  std::size_t changed = 0;
  for (std::size_t y = 0; y < height; ++y) {
    Byte* const row = out == nullptr ? nullptr : out + y * width * 3;
    changed += compare_row(old_rows, new_rows, y, width, row, threshold);
  }
  std::size_t const all = width * height;
  return all == 0 ? 0 : static_cast<double>(changed) / static_cast<double>(all);
}

// What of a row lies in no box: [begin, end) each, rising. `boxes` are sorted by their left edge.
void uncovered(std::vector<PixelBox> const& boxes,
               int y,
               std::size_t width,
               std::vector<std::pair<std::size_t, std::size_t>>& out) {
  out.clear();
  std::size_t at = 0;
  for (PixelBox const& box : boxes) {
    if (y < box.top || y >= box.bottom || box.right <= 0) {
      continue;
    }
    std::size_t const left = std::min(static_cast<std::size_t>(std::max(box.left, 0)), width);
    if (left > at) {
      out.emplace_back(at, left);
    }
    at = std::max(at, static_cast<std::size_t>(box.right));
  }
  if (at < width) {
    out.emplace_back(at, width);
  }
}

// The first and the last pixel that differ in a stretch of a row, and how many do.
struct Differing {
  std::size_t count = 0;
  std::size_t first = 0;
  std::size_t last = 0;
};

Differing differing(Rows const& from,
                    Rows const& to,
                    std::size_t y,
                    std::pair<std::size_t, std::size_t> stretch,
                    int threshold) {
  auto const pixel = [y](Rows const& rows, std::size_t x) {
    return x < rows.width(y) ? colour_at(rows.row(y), rows.channels(), x) : Colour{255, 255, 255};
  };
  Differing out;
  for (std::size_t x = stretch.first; x < stretch.second; ++x) {
    if (difference(pixel(from, x), pixel(to, x)) > threshold) {
      out.first = out.count == 0 ? x : out.first;
      out.last = x;
      ++out.count;
    }
  }
  return out;
}

bool is_row_equal(Rows const& from, Rows const& to, std::size_t y) {
  return from.channels() == to.channels() && from.width(y) == to.width(y) && from.width(y) > 0 &&
         std::memcmp(from.row(y), to.row(y), from.width(y) * from.channels()) == 0;
}

}  // namespace

Outside changed_outside(convert::PageImage const& from,
                        convert::PageImage const& to,
                        std::vector<PixelBox> boxes,
                        int threshold) {
  std::sort(boxes.begin(), boxes.end(), [](PixelBox const& a, PixelBox const& b) {
    return a.left < b.left;
  });
  std::size_t const width = larger(from.width, to.width);
  std::size_t const height = larger(from.height, to.height);
  Rows const old_rows{from};
  Rows const new_rows{to};
  std::vector<std::pair<std::size_t, std::size_t>> stretches;
  std::size_t count = 0;
  Outside out;
  for (std::size_t row = 0; row < height; ++row) {
    if (is_row_equal(old_rows, new_rows, row)) {
      continue;
    }
    int const y = static_cast<int>(row);
    uncovered(boxes, y, width, stretches);
    for (auto const& stretch : stretches) {
      Differing const found = differing(old_rows, new_rows, row, stretch, threshold);
      if (found.count == 0) {
        continue;
      }
      int const left = static_cast<int>(found.first);
      int const right = static_cast<int>(found.last) + 1;
      out.where = count == 0 ? PixelBox{left, y, right, y + 1}
                             : PixelBox{std::min(out.where.left, left),
                                        out.where.top,
                                        std::max(out.where.right, right),
                                        y + 1};
      count += found.count;
    }
  }
  std::size_t const all = width * height;
  out.changed = all == 0 ? 0 : static_cast<double>(count) / static_cast<double>(all);
  return out;
}

void overlay(convert::PageImage const& from,
             convert::PageImage const& to,
             Overlay& out,
             int threshold) {
  out.image.page = std::max(from.page, to.page);
  out.image.width = std::max(from.width, to.width);
  out.image.height = std::max(from.height, to.height);
  out.image.channels = 3;
  out.image.bytes.resize(larger(from.width, to.width) * larger(from.height, to.height) * 3);
  out.changed =
      compare_pictures(from, to, reinterpret_cast<Byte*>(out.image.bytes.data()), threshold);
}

double changed_share(convert::PageImage const& from, convert::PageImage const& to, int threshold) {
  return compare_pictures(from, to, nullptr, threshold);
}

}  // namespace thethuc::review
