#include "review/compare_laid_out.h"

#include <algorithm>
#include <cmath>
#include <string>

#include <catch2/catch.hpp>

#include "review/geometry_text.h"

using namespace thethuc;

namespace {

// Pages of 10 x 10 pixels without text, each with so many black ones.
review::LaidOut pages(std::vector<int> const& black) {
  review::LaidOut out;
  out.layout.geometry.pages = static_cast<int>(black.size());
  for (int const count : black) {
    convert::PageImage image;
    image.page = static_cast<int>(out.images.size()) + 1;
    image.width = 10;
    image.height = 10;
    image.bytes.assign(100, '\xFF');
    std::fill_n(image.bytes.begin(), count, '\0');
    out.images.push_back(std::move(image));
    out.layout.geometry.sheets.push_back({image.page, 210, 297});
  }
  return out;
}

}  // namespace

TEST_CASE("pages whose pictures differ are told in their order", "[compare_laid_out]") {
  bool const pictures = GENERATE(false, true);
  review::LaidOut const from = pages({0, 10, 20, 30, 40});
  review::LaidOut const to = pages({0, 12, 20, 30, 90});
  review::Compared const found = review::compare_laid_out(from, to, {{}, 96, pictures});
  REQUIRE(found.pages.size() == 2);
  CHECK(found.pages[0].page == 2);
  CHECK(found.pages[0].changed == Approx(0.02));
  CHECK(found.pages[1].page == 5);
  CHECK(found.pages[1].changed == Approx(0.5));
  CHECK(found.pages[1].width_mm == Approx(10 * 25.4 / 96));
  for (review::PageReport const& page : found.pages) {
    for (auto const* png : {&page.old_png, &page.new_png, &page.overlay_png}) {
      CHECK(png->empty() != pictures);
    }
  }
  REQUIRE(found.changes.size() == 2);
  CHECK(found.changes[0].kind == review::ChangeKind::appearance);
  CHECK(found.changes[0].new_marks.at(0).page == 2);
  CHECK(found.changes[1].new_marks.at(0).page == 5);
}

TEST_CASE("equal pictures and layouts are no change", "[compare_laid_out]") {
  review::LaidOut const one = pages({0, 10});
  review::Compared const found = review::compare_laid_out(one, one, {{}, 96, true});
  CHECK(found.changes.empty());
  CHECK(found.pages.empty());
}

// A page of A4 on which a pixel is a millimetre, with black rectangles (left, top, width, height).
struct Black {
  int left, top, width, height;
};

review::LaidOut page(std::string const& records, std::vector<Black> const& black) {
  review::LaidOut out;
  out.layout.geometry = review::geometry_from_text("= 1 210 297\n" + records).value();
  convert::PageImage image;
  image.page = 1;
  image.width = 210;
  image.height = 297;
  image.bytes.assign(210 * 297, '\xFF');
  for (Black const& box : black) {
    for (int y = box.top; y < box.top + box.height; ++y) {
      std::fill_n(image.bytes.begin() + y * 210 + box.left, box.width, '\0');
    }
  }
  out.images.push_back(std::move(image));
  return out;
}

TEST_CASE("what moved explains its own pixels, and no others", "[compare_laid_out]") {
  struct Case {
    char const* name;
    char const* then;
    std::vector<Black> black_then;
    char const* now;
    std::vector<Black> black_now;
    std::string kinds;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"a line within the tolerance", "14 50 50 100 Một\n", {{50, 46, 100, 4}},
       "14 50.1 50.1 100 Một\n", {{50, 47, 100, 4}}, ""},
      {"and a shading elsewhere", "14 50 50 100 Một\n", {{50, 46, 100, 4}},
       "14 50.1 50.1 100 Một\n", {{50, 47, 100, 4}, {60, 200, 20, 10}}, "appearance 60 200 20 10"},
      {"a line that is told, and a shading elsewhere", "14 50 50 100 Một\n", {{50, 46, 100, 4}},
       "14 50 60 100 Một\n", {{50, 56, 100, 4}, {60, 200, 20, 10}}, "moved appearance 60 200 20 10"},
      {"a line that is told, with the shading behind it", "14 50 50 100 Một\n", {{20, 44, 180, 8}},
       "14 50 60 100 Một\n", {{20, 54, 180, 8}}, "moved"},
      {"a drawn line within the tolerance", "- 50 100 150 100 0.3\n", {{50, 100, 100, 1}},
       "- 50 100.1 150 100.1 0.3\n", {{50, 101, 100, 1}}, ""},
      {"a picture within the tolerance", "# 50 100 40 40\n", {{50, 100, 40, 40}},
       "# 50.1 100 40 40\n", {{51, 100, 40, 40}}, ""},
      {"another picture in its place", "# 50 100 40 40\n", {{50, 100, 40, 40}},
       "# 50 100 40 40\n", {{50, 100, 20, 40}}, "appearance 70 100 20 40"},
      {"the colour of a line that stayed", "14 50 50 100 Một\n", {{50, 46, 100, 4}},
       "14 50 50 100 Một\n", {{50, 46, 90, 4}}, "appearance 140 46 10 4"},
      {"words that are told", "14 50 50 100 Một hai\n", {{50, 46, 100, 4}},
       "14 50 50 90 Một ba\n", {{50, 46, 90, 4}}, "text"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    review::Compared const found = review::compare_laid_out(
        page(c.then, c.black_then), page(c.now, c.black_now), {{0.5}, 25.4, false});
    std::string told;
    for (review::Change const& change : found.changes) {
      told += (told.empty() ? "" : " ") + std::string{review::kind_id(change.kind)};
      if (change.kind == review::ChangeKind::appearance) {
        review::Mark const& mark = change.new_marks.at(0);
        for (double const value : {mark.left_mm, mark.top_mm, mark.width_mm, mark.height_mm}) {
          told += " " + std::to_string(std::lround(value));
        }
      }
    }
    CHECK(told == c.kinds);
  }
}

TEST_CASE("a page that one side lacks is told, without a picture of it", "[compare_laid_out]") {
  review::Compared const found =
      review::compare_laid_out(pages({0}), pages({0, 10}), {{}, 96, true});
  REQUIRE(found.pages.size() == 1);
  CHECK(found.pages[0].page == 2);
  CHECK(found.pages[0].old_png.empty());
  CHECK(!found.pages[0].new_png.empty());
  REQUIRE(!found.changes.empty());
  CHECK(found.changes[0].kind == review::ChangeKind::page_count);
}
