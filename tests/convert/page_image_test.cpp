#include "convert/page_image.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "media/png_write.h"
#include "opc/deflate.h"

using namespace thethuc::convert;

TEST_CASE("a PNG says what it holds", "[images]") {
  PageImage const grey{1, 2, 3, 1, "abcdef"};
  std::string const png = to_png(grey);
  CHECK(png.substr(1, 3) == "PNG");
  CHECK(png.substr(12, 4) == "IHDR");
  CHECK(png.substr(16, 10) == std::string("\0\0\0\2\0\0\0\3\10\0", 10));  // 2 x 3, 8 bits, grey
  std::string const rows = thethuc::opc::Deflater{1}.zlib_stream(std::string("\0ab\0cd\0ef", 9));
  CHECK(png.find("IDAT" + rows) != std::string::npos);
  CHECK(png.ends_with("IEND\xAE\x42\x60\x82"));
  CHECK(png == to_png(grey));

  std::string const colour = to_png({1, 1, 1, 3, "rgb"});
  CHECK(colour[25] == 2);  // true colour
}

TEST_CASE("a writer of PNGs keeps nothing of the picture before", "[images]") {
  using thethuc::media::PngForm;
  thethuc::media::PngWriter writer{kPngDeflateLevel};
  for (int const side : {200, 3, 1, 50}) {
    for (auto const colour : {PngForm::Colour::grey, PngForm::Colour::rgb}) {
      auto const size = static_cast<std::uint32_t>(side);
      PngForm const form{size, size, colour, 8};
      std::size_t const row = thethuc::media::png_row_size(form);
      std::string pixels;
      writer.begin(form);
      for (std::size_t y = 0; y < size; ++y) {
        std::string const bytes(row, static_cast<char>('a' + y % 20));
        pixels += bytes;
        std::copy(bytes.begin(), bytes.end(), writer.row(y));
      }
      CHECK(writer.finish("") == thethuc::media::write_png(form, "", pixels, kPngDeflateLevel));
    }
  }
}
