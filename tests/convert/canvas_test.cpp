#include "convert/canvas.h"

#include <cstdint>
#include <cstring>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace thethuc;
using convert::Canvas;

namespace {

constexpr int kWidth = 9;

// The fourth byte of a pixel means nothing, and must not.
void fill(Canvas& canvas, std::vector<std::uint32_t> const& pixels) {
  for (int y = 0; y < canvas.height(); ++y) {
    for (int x = 0; x < canvas.width(); ++x) {
      auto const at = static_cast<std::size_t>(y * canvas.width() + x);
      canvas.row(y)[x] = pixels[at % pixels.size()] | static_cast<std::uint32_t>(at * 37 % 256)
                                                          << 24;
    }
  }
}

}  // namespace

TEST_CASE("a row without colour is a byte a pixel", "[canvas]") {
  int const width = GENERATE(1, 2, 3, 8, 9);
  Canvas canvas;
  canvas.begin(width, 2);
  fill(canvas, {0xFFFFFF, 0x000000, 0x7F7F7F});
  std::string grey(static_cast<std::size_t>(width), '?');
  for (int y = 0; y < 2; ++y) {
    REQUIRE(canvas.take_grey(y, grey.data()));
    for (int x = 0; x < width; ++x) {
      int const at = (y * width + x) % 3;
      CHECK(grey[static_cast<std::size_t>(x)] == (at == 0 ? '\xFF' : at == 1 ? '\0' : '\x7F'));
    }
  }
}

TEST_CASE("one pixel of colour is seen wherever it is", "[canvas]") {
  int const place = GENERATE(range(0, kWidth));
  std::uint32_t const colour = GENERATE(0xFFFFFEU, 0xFFFEFFU, 0xFEFFFFU, 0x000001U, 0x010000U);
  Canvas canvas;
  canvas.begin(kWidth, 1);
  fill(canvas, {0xFFFFFF});
  canvas.row(0)[place] = colour;
  std::string row(kWidth * 3, '?');
  CHECK(!canvas.take_grey(0, row.data()));
  canvas.take_rgb(0, row.data());
  for (int x = 0; x < kWidth; ++x) {
    std::uint32_t const pixel = x == place ? colour : 0xFFFFFF;
    for (int i = 0; i < 3; ++i) {
      CHECK(static_cast<unsigned char>(row[static_cast<std::size_t>(x * 3 + i)]) ==
            (pixel >> (16 - 8 * i) & 0xFF));
    }
  }
}

TEST_CASE("memory is kept from page to page, unless a page was very large", "[canvas]") {
  Canvas canvas;
  canvas.begin(794, 1123);
  Canvas::Pixel const* const memory = canvas.row(0);
  canvas.begin(100, 100);
  CHECK(canvas.row(0) == memory);
  CHECK(canvas.row(1) == memory + 100);
  CHECK(!canvas.shrink());
  canvas.begin(5000, 5000);
  canvas.row(4999)[4999] = 1;
  CHECK(canvas.shrink());
  canvas.begin(794, 1123);
  canvas.row(1122)[793] = 1;
  CHECK(!canvas.shrink());
}
