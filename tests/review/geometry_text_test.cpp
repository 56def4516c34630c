#include "review/geometry_text.h"

#include <catch2/catch.hpp>

using namespace thethuc::review;

TEST_CASE("a geometry is text and back", "[geometry_text]") {
  std::string const text =
      "= 1 210 297\n"
      "@ LiberationSerif\n"
      "13b 118.6 24.1 76.3 CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\n"
      "14 30 40.2 10 Số:\n"
      "+14i 40 40.2 5 52\n"
      "~14bi 46 40.2 12 /BC-UBND\n"
      "@ OpenSymbol\n"
      "12.5 30 50 3 •\n"
      "- 120 26 180.5 26 0.3\n"
      "# 30 60 20 20.5\n"
      "= 2 297 210\n"
      "@ LiberationSerif\n"
      "14 148 20 2 2\n";
  auto const geometry = geometry_from_text(text);
  REQUIRE(geometry);
  CHECK(geometry->pages == 2);
  REQUIRE(geometry->lines.size() == 4);
  CHECK(geometry->lines[1].text == "Số:52 /BC-UBND");
  CHECK(geometry->runs[3].font == "LiberationSerif-BoldItalic");
  CHECK(geometry->runs[4].font == "OpenSymbol");
  CHECK(to_text(*geometry) == text);
}

TEST_CASE("what is no geometry is told from one", "[geometry_text]") {
  CHECK_FALSE(geometry_from_text("= 1 210\n"));
  CHECK_FALSE(geometry_from_text("= 1 210 297\n13b 1 2\n"));
  CHECK_FALSE(geometry_from_text("chữ\n"));
  CHECK(geometry_from_text("")->pages == 0);
}
