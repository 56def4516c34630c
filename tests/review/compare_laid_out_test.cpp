#include "review/compare_laid_out.h"

#include <algorithm>

#include <catch2/catch.hpp>

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
