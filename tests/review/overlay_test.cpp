#include "review/overlay.h"

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
    review::Overlay const both = review::overlay(picture(c.from, 2), picture(c.to, 2));
    CHECK(colours(both) == c.colours);
    CHECK(both.changed == Approx(c.changed));
  }
}

TEST_CASE("pages of two sizes, and a page that is not there", "[overlay]") {
  review::Overlay const wider = review::overlay(picture("##", 1), picture("####", 2));
  CHECK(wider.image.width == 2);
  CHECK(colours(wider) == "kgkg");
  review::Overlay const gone = review::overlay(picture("#.", 2), convert::PageImage{});
  CHECK(colours(gone) == "r.");
  CHECK(gone.changed == Approx(0.5));
}

TEST_CASE("a page with colour and one without are compared", "[overlay]") {
  convert::PageImage colour;
  colour.width = 2;
  colour.height = 1;
  colour.channels = 3;
  colour.bytes = std::string("\xFF\x00\x00\x00\x00\x00", 6);  // red, black
  review::Overlay const both = review::overlay(picture("##", 2), colour);
  CHECK(both.changed == Approx(0.5));
}
