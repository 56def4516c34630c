#include "data/size.h"

#include <string>

#include <catch2/catch.hpp>

using namespace thethuc;
using namespace thethuc::data;

namespace {

std::string side_text(std::optional<base::Emu> side) {
  return side ? std::to_string(side->count) : "-";
}

// "1440000x1080000" in EMU, "-" for an open side, or the problem.
std::string size_of(char const* text) {
  Size size{base::Emu{7}, base::Emu{7}};
  if (auto const problem = parse_size(text, size)) {
    CHECK(size == Size{base::Emu{7}, base::Emu{7}});
    return "!" + problem->expected_en + ", found " + problem->found;
  }
  return side_text(size.width) + "x" + side_text(size.height);
}

std::string side_of(char const* text) {
  base::Emu side{7};
  if (auto const problem = parse_side(text, side)) {
    return "!" + problem->expected_en + ", found " + problem->found;
  }
  return std::to_string(side.count);
}

}  // namespace

TEST_CASE("sizes of pictures", "[data]") {
  struct Case {
    char const* text;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"40x30mm", "1440000x1080000"},
      {"40mmx30mm", "1440000x1080000"},
      {"4cmx30mm", "1440000x1080000"},
      {"4x3cm", "1440000x1080000"},
      {"4cmx3", "1440000x1080000"},
      {"40x30", "1440000x1080000"},
      {"40mm", "1440000x-"},
      {"40", "1440000x-"},
      {"40x", "1440000x-"},
      {"40mmx", "1440000x-"},
      {"x30mm", "-x1080000"},
      {"x3cm", "-x1080000"},
      {" 40 x 30 mm ", "1440000x1080000"},
      {"40 × 30 mm", "1440000x1080000"},
      {"40X30mm", "1440000x1080000"},
      {"2.54cm", "914400x-"},
      {"2,5cm", "900000x-"},
      {"0.1cm", "36000x-"},
      {"12.3456mm", "444456x-"},
      {"558mm", "20088000x-"},
      {"", "!a size such as 40x30mm, 40mm or x30mm, found \"\""},
      {"x", "!a size such as 40x30mm, 40mm or x30mm, found \"x\""},
      {"40x30x20mm", "!a size such as 40x30mm, 40mm or x30mm, found \"40x30x20mm\""},
      {"40px", "!the unit mm or cm, found \"px\""},
      {"40x30in", "!the unit mm or cm, found \"in\""},
      {"40MM", "!the unit mm or cm, found \"MM\""},
      {"40 mm cao", "!the unit mm or cm, found \"mm cao\""},
      {"mm", "!a number such as 40 or 2.5, found \"mm\""},
      {"rộng", "!the unit mm or cm, found \"rộng\""},
      {"4.0.1mm", "!a number such as 40 or 2.5, found \"4.0.1mm\""},
      {"40x.5mm", "!a number such as 40 or 2.5, found \".5mm\""},
      {"0x30mm", "!a side from 1 to 558 mm, found \"0\""},
      {"0.9mm", "!a side from 1 to 558 mm, found \"0.9mm\""},
      {"-40mm", "!a side from 1 to 558 mm, found \"-40mm\""},
      {"559mm", "!a side from 1 to 558 mm, found \"559mm\""},
      {"55.9cm", "!a side from 1 to 558 mm, found \"55.9cm\""},
      {"99999999999999999999999mm", "!a side from 1 to 558 mm, found \"99999999999999999999999mm\""},
  }));
  // clang-format on
  DYNAMIC_SECTION("<" << c.text << ">") {
    CHECK(size_of(c.text) == c.expect);
  }
}

TEST_CASE("the side of a square", "[data]") {
  CHECK(side_of("25mm") == "900000");
  CHECK(side_of(" 2.5 cm ") == "900000");
  CHECK(side_of("25") == "900000");
  CHECK(side_of("") == "!one side such as 25mm, found \"\"");
  CHECK(side_of("25x25mm") == "!one side such as 25mm, found \"25x25mm\"");
  CHECK(side_of("25px") == "!the unit mm or cm, found \"px\"");
  CHECK(side_of("900mm") == "!a side from 1 to 558 mm, found \"900mm\"");
}
