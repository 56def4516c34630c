#include "media/qr.h"

#include <fmt/format.h>
#include <catch2/catch.hpp>

#include "tiny_pictures.h"
#include "told.h"

using namespace thethuc;
using namespace thethuc::media;
using namespace thethuc::test;

namespace {

constexpr base::Emu mm(std::int64_t count) {
  return {count * 36'000};
}

std::string repeated(std::string_view text, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    out += text;
  }
  return out;
}

}  // namespace

// What the codes say is proven by an outside reader: qr_oracle.py.

TEST_CASE("a QR code has whole pixels per module, at least 300 to the inch", "[media]") {
  struct Case {
    char const* name;
    std::string text;
    base::Emu side;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      // 21 modules of version 1 and 8 of quiet zone: 29 times 11
      {"short", "52/BC-UBND", mm(25), "png 319x319 px, 900000x900000 EMU"},
      {"the least", "1", {1}, "png 29x29 px, 1x1 EMU"},
      {"larger", "52/BC-UBND", mm(50), "png 609x609 px, 1800000x1800000 EMU"},
      // Version 40: 177 + 8 modules; 300 dots per inch need two pixels each
      {"long", std::string(2331, 'a'), mm(25), "png 370x370 px, 900000x900000 EMU"},
      // As for 22 inches: 6600 pixels and what is lacking to a multiple of 29
      {"boundless", "1", {914'400'000'000}, "png 6612x6612 px, 914400000000x914400000000 EMU"},
  }));
  DYNAMIC_SECTION(c.name) {
    auto const result = qr_picture(c.text, c.side);
    CHECK(told(result) == c.expect);
    // A sound PNG, and the same one again.
    auto const& picture = std::get<Picture>(result);
    auto const again = std::get<Picture>(picture_of_bytes(picture.bytes));
    CHECK(again.width_px == picture.width_px);
    CHECK(std::get<Picture>(qr_picture(c.text, c.side)).bytes == picture.bytes);
  }
}

TEST_CASE("a text fits into a QR code up to the limit told, and not beyond", "[media]") {
  struct Case {
    char const* name;
    std::string one;  // repeated
    std::size_t most;
    char const* expect;  // when there is one more
  };
  auto const c = GENERATE(values<Case>({
      {"digits", "7", 5596, "a text of 1 to 5596 digits for a QR code, found 5597 characters"},
      {"capitals",
       "A",
       3391,
       "a text of 1 to 3391 characters for a QR code, found 3392 characters"},
      {"letters", "a", 2331, "a text of 1 to 2331 characters for a QR code, found 2332 characters"},
      {"diacritics",
       "ấ",
       776,
       "a text of 1 to 2329 bytes (a letter with diacritics takes 2 or 3) for a QR code, found "
       "2331 bytes"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(told(qr_picture(repeated(c.one, c.most), mm(25))) == "png 370x370 px, 900000x900000 EMU");
    CHECK(told(qr_picture(repeated(c.one, c.most + 1), mm(25))) ==
          fmt::format("!qr_text_length: expected {}", c.expect));
  }
  CHECK(told(qr_picture("", mm(25))) ==
        "!qr_text_length: expected a text of 1 to 5596 digits for a QR code, found an empty text");
}

TEST_CASE("a NUL is text too", "[media]") {
  CHECK(std::get<Picture>(qr_picture(std::string("1\0002", 3), mm(25))).bytes !=
        std::get<Picture>(qr_picture("1", mm(25))).bytes);
}
