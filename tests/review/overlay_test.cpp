#include "review/overlay.h"

#include <algorithm>
#include <cstdlib>
#include <random>

#include <catch2/catch.hpp>

using namespace thethuc;

namespace {

// Rows of '#' (black), '-' (grey) and '.' (white).
convert::PageImage picture(std::string const& rows, int width) {
  convert::PageImage image;
  image.width = width;
  image.height = static_cast<int>(rows.size()) / width;
  for (char const c : rows) {
    image.bytes += static_cast<char>(c == '#' ? 0 : c == '-' ? 230 : 255);
  }
  return image;
}

// 'r' removed, 'g' added, 'k' kept ink, '.' paper.
std::string colours(review::Overlay const& overlay) {
  std::string out;
  for (std::size_t i = 0; i < overlay.image.bytes.size(); i += 3) {
    auto const at = [&](std::size_t j) {
      return static_cast<int>(static_cast<unsigned char>(overlay.image.bytes[i + j]));
    };
    out += at(0) == 255 && at(1) == 255 && at(2) == 255 ? '.'
           : at(0) > at(1) + 50                         ? 'r'
           : at(1) > at(0) + 50                         ? 'g'
                                                        : 'k';
  }
  return out;
}

// Laid over what was laid before, larger and of other colours: nothing of that may be left.
review::Overlay laid_over(convert::PageImage const& from, convert::PageImage const& to) {
  review::Overlay out;
  review::overlay(picture("#.#.#.#.#.", 5), picture(".#.#.#.#.#", 5), out);
  review::overlay(from, to, out);
  CHECK(out.changed == review::changed_share(from, to));
  return out;
}

}  // namespace

TEST_CASE("what went is red, what came green, what stayed grey", "[overlay]") {
  struct Case {
    char const* name;
    char const* from;
    char const* to;
    char const* colours;
    double changed;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"the same",            "#.#.", "#.#.", "k.k.", 0},
      {"one moved",           "#...", ".#..", "rg..", 0.5},
      {"within the threshold", "....", "-...", "k...", 0},
      {"all went",            "####", "....", "rrrr", 1},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    review::Overlay const both = laid_over(picture(c.from, 2), picture(c.to, 2));
    CHECK(colours(both) == c.colours);
    CHECK(both.changed == Approx(c.changed));
  }
}

TEST_CASE("pages of two sizes, and a page that is not there", "[overlay]") {
  review::Overlay const wider = laid_over(picture("##", 1), picture("####", 2));
  CHECK(wider.image.width == 2);
  CHECK(colours(wider) == "kgkg");
  review::Overlay const gone = laid_over(picture("#.", 2), convert::PageImage{});
  CHECK(colours(gone) == "r.");
  CHECK(gone.changed == Approx(0.5));
}

TEST_CASE("a page with colour and one without are compared", "[overlay]") {
  convert::PageImage colour;
  colour.width = 2;
  colour.height = 1;
  colour.channels = 3;
  colour.bytes = std::string("\xFF\x00\x00\x00\x00\x00", 6);  // red, black
  review::Overlay const both = laid_over(picture("##", 2), colour);
  CHECK(both.changed == Approx(0.5));
}

// All that a pixel may be, in rows longer than what is compared at once.
TEST_CASE("what differs outside of boxes, and where", "[overlay]") {
  struct Case {
    char const* name;
    std::vector<review::PixelBox> boxes;
    int changed;
    review::PixelBox where;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"no box", {}, 3, {0, 0, 4, 3}},
      {"one", {{0, 0, 1, 1}}, 2, {2, 1, 4, 3}},
      {"all, by boxes that overlap and reach beyond the page", {{-5, -5, 3, 2}, {1, -1, 99, 99}}, 0, {0, 0, 0, 0}},
      {"boxes of other rows", {{0, 1, 2, 3}, {3, 0, 4, 2}}, 3, {0, 0, 4, 3}},
      {"an empty one", {{2, 1, 2, 2}}, 3, {0, 0, 4, 3}},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    review::Outside const found =
        review::changed_outside(picture("#...........", 4), picture("......#....#", 4), c.boxes);
    CHECK(found.changed == Approx(c.changed / 12.0));
    CHECK(found.where.left == c.where.left);
    CHECK(found.where.top == c.where.top);
    CHECK(found.where.right == c.where.right);
    CHECK(found.where.bottom == c.where.bottom);
  }
}

TEST_CASE("overlays are as counted pixel by pixel", "[overlay]") {
  constexpr int kWidth = 21;
  constexpr int kHeight = 40;
  auto const from_channels = GENERATE(1, 3);
  auto const to_channels = GENERATE(1, 3);
  auto const narrower = GENERATE(0, 1, 9);
  auto const lower = GENERATE(0, 3);
  std::mt19937 random{7};  // the same each time
  auto const made = [&random](int width, int height, int channels) {
    convert::PageImage image{1, width, height, channels, ""};
    for (int i = 0; i < width * height * channels; ++i) {
      unsigned const dice = random() % 8;
      image.bytes += static_cast<char>(dice < 6 ? 255 : random() % 256);
    }
    return image;
  };
  convert::PageImage const from = made(kWidth - narrower, kHeight, from_channels);
  convert::PageImage const to = made(kWidth, kHeight - lower, to_channels);
  auto const value = [](convert::PageImage const& image, int x, int y, int channel) {
    bool const is_there = x < image.width && y < image.height;
    auto const at = static_cast<std::size_t>((y * image.width + x) * image.channels +
                                             (image.channels == 1 ? 0 : channel));
    return is_there ? static_cast<int>(static_cast<unsigned char>(image.bytes[at])) : 255;
  };
  review::Overlay const both = laid_over(from, to);
  int changed = 0;
  for (int y = 0; y < kHeight; ++y) {
    for (int x = 0; x < kWidth; ++x) {
      int most = 0;
      for (int channel = 0; channel < 3; ++channel) {
        most = std::max(most, std::abs(value(from, x, y, channel) - value(to, x, y, channel)));
      }
      changed += most > review::kPixelThreshold ? 1 : 0;
      auto const painted = [&](int channel) {
        return both.image.bytes.at(static_cast<std::size_t>((y * kWidth + x) * 3 + channel));
      };
      bool const is_grey = painted(0) == painted(1) && painted(1) == painted(2);
      REQUIRE(is_grey == (most <= review::kPixelThreshold));
    }
  }
  CHECK(both.changed == Approx(static_cast<double>(changed) / (kWidth * kHeight)));
}
