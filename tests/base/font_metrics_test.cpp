#include "base/font_metrics.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <string_view>
#include <vector>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "base/vietnamese_letters.h"

using namespace thethuc::base;
using thethuc::test::kCapitalLetters;
using thethuc::test::kSmallLetters;

namespace {

constexpr FontFace kRegular{};
constexpr FontFace kBold{true, false};
constexpr FontFace kItalic{false, true};
constexpr FontFace kBoldItalic{true, true};
constexpr HalfPoints k14{28};
struct Row {
  char32_t first;
  char32_t last;
  int advances[4];  // regular, bold, italic, bold italic; in 1/2048 em
};
constexpr Row kRows[] = {
#include "liberation_serif_advances.inc"
};
// At 102.4 pt an em would be 2048 twips; at ten times that, 1024 pt, an advance unit is ten twips.
constexpr HalfPoints kTenTwipsPerUnit{2048};

int width(std::string_view text, FontFace face = kRegular, HalfPoints size = k14) {
  return text_width(text, face, size).count;
}

int last_line(std::vector<TextSpan> const& spans, int available) {
  return line_widths(spans, Twips{available}).last.count;
}

}  // namespace

TEST_CASE("widths known from the font", "[base][font_metrics]") {
  struct Case {
    const char* text;
    FontFace face;
    int half_points;
    int twips;
  };
  // An advance of 1024/2048 em at 14 pt is 7 pt = 140 twips.
  auto const c = GENERATE(values<Case>({
      {"", kRegular, 28, 0},
      {"12", kRegular, 28, 280},
      {"0123456789", kRegular, 28, 1400},
      {"0123456789", kBold, 28, 1400},
      {"0123456789", kItalic, 28, 1400},
      {"0123456789", kBoldItalic, 28, 1400},
      {"12", kRegular, 26, 260},
      {" ", kRegular, 28, 70},
      {"\t", kRegular, 28, 70},
      {"\u00A0", kRegular, 28, 70},
      {"A", kRegular, 28, 202},         // 1479 * 280 / 2048 = 202.2
      {"AAAA", kRegular, 28, 809},      // rounded once: 808.8
      {"A", kItalic, 28, 171},          // 1251: 171.04
      {"A", kBoldItalic, 28, 187},      // 1366: 186.8
      {"%", kBold, 28, 280},            // 2048
      {"-\u2011", kRegular, 28, 186},   // 682 each, the second not in the font: 186.5
      {"a\u00ADb", kRegular, 28, 264},  // a soft hyphen is not seen: 909 + 1024 = 264.3
      {"\u200B\u200D\uFEFF\n", kRegular, 28, 0},
  }));
  CAPTURE(c.text, c.half_points);
  CHECK(width(c.text, c.face, HalfPoints{c.half_points}) == c.twips);
}

TEST_CASE("a character the font lacks is as wide as n", "[base][font_metrics]") {
  for (FontFace const face : {kRegular, kBold, kItalic, kBoldItalic}) {
    CHECK(width("越", face) == width("n", face));
    CHECK(width("\U0001F33E", face) == width("n", face));
  }
}

TEST_CASE("the committed table is in order", "[base][font_metrics]") {
  char32_t before = 0;
  for (Row const& row : kRows) {
    CAPTURE(static_cast<unsigned>(row.first));
    CHECK(row.first > before);
    CHECK(row.last >= row.first);
    before = row.last;
  }
}

TEST_CASE("all Vietnamese letters have advances in all faces", "[base][font_metrics]") {
  std::u32string letters{kSmallLetters};
  letters += kCapitalLetters;
  letters += U"fjwzFJWZ0123456789₫–—“”‘’…•×°½§";
  for (char32_t const c : letters) {
    std::string text;
    append_code_point(text, c);
    CAPTURE(text);
    auto const row = std::find_if(std::begin(kRows), std::end(kRows), [c](Row const& r) {
      return r.first <= c && c <= r.last;
    });
    REQUIRE(row != std::end(kRows));
    for (std::size_t i = 0; i < 4; ++i) {
      FontFace const face{i % 2 == 1, i >= 2};
      CHECK(row->advances[i] > 0);
      CHECK(width(text, face, kTenTwipsPerUnit) == row->advances[i] * 10);
    }
  }
}

TEST_CASE("tones take no room, composed or not", "[base][font_metrics]") {
  CHECK(width("Việt") == width("Viet"));
  CHECK(width("Vie\u0302\u0323t") == width("Việt"));
}

TEST_CASE("the last line of broken text", "[base][font_metrics]") {
  // Digits are 140 twips at 14 pt, a space 70, a hyphen 93.24.
  struct Case {
    const char* name;
    std::vector<TextSpan> spans;
    int available;
    int twips;
  };
  auto const plain = [](const char* text) { return TextSpan{text, kRegular, k14}; };
  auto const c = GENERATE_COPY(values<Case>({
      {"nothing", {}, 1000, 0},
      {"spaces only", {plain("  \t ")}, 1000, 0},
      {"no-break spaces only", {plain("\u00A0\u00A0")}, 1000, 0},
      {"breaks only", {plain("\n\n")}, 1000, 0},
      {"one word", {plain("12")}, 1000, 280},
      {"fits in one line exactly", {plain("12 34")}, 630, 630},
      {"one twip short", {plain("12 34")}, 629, 280},
      {"three lines", {plain("12 34 56 78 9")}, 700, 140},
      {"spaces at a line's end do not count", {plain("12 34   56")}, 630, 280},
      {"trailing spaces do not count", {plain("12 34  ")}, 1000, 630},
      {"several spaces within a line count", {plain("12   34")}, 1000, 770},
      {"leading spaces count", {plain("  12")}, 1000, 420},
      {"leading spaces alone in their line", {plain("  12")}, 400, 280},
      {"hard break", {plain("12 34\n5")}, 1000, 140},
      {"hard break, then spaces", {plain("12\n 3")}, 1000, 210},
      {"hard break at the end", {plain("12\n")}, 1000, 0},
      {"hard break and soft break", {plain("12\n34 56 7")}, 650, 140},
      {"a long word stands alone", {plain("1 234567890 1")}, 600, 140},
      {"a long word is last", {plain("1 234567890")}, 600, 1260},
      {"after a hyphen", {plain("12-34")}, 400, 280},
      {"the hyphen stays with its word", {plain("12-34")}, 280, 280},
      {"a hyphen that need not break", {plain("12-34")}, 1000, 653},
      {"a no-break space does not break", {plain("1 2\u00A03")}, 300, 350},
      {"a no-break hyphen does not break", {plain("1 2\u20113")}, 300, 373},
      {"a word in two spans", {plain("1 2"), {"3", kBold, k14}}, 300, 280},
      {"a break between spans", {plain("12 "), {"34", kBold, k14}}, 300, 280},
      {"faces differ", {{"A", kRegular, k14}, {"A", kItalic, k14}}, 1000, 373},  // 1479 + 1251
      {"sizes differ", {plain("12 "), {"34", kRegular, HalfPoints{56}}}, 2000, 910},
      {"sizes differ over a break", {plain("12 "), {"34", kRegular, HalfPoints{56}}}, 600, 560},
      {"a space has the width of its own format",
       {plain("12"), {" ", kRegular, HalfPoints{56}}, plain("34")},
       2000,
       700},
      {"no room at all", {plain("12 3 45")}, 0, 280},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(last_line(c.spans, c.available) == c.twips);
  }
}

TEST_CASE("the widest line of broken text", "[base][font_metrics]") {
  struct Case {
    const char* name;
    std::vector<TextSpan> spans;
    int available;
    int twips;
  };
  auto const plain = [](const char* text) { return TextSpan{text, kRegular, k14}; };
  auto const c = GENERATE_COPY(values<Case>({
      {"nothing", {}, 1000, 0},
      {"spaces only", {plain("   ")}, 1000, 0},
      {"one line", {plain("12 34")}, 1000, 630},
      {"the last line is the widest", {plain("12\n34 5")}, 1000, 490},
      {"the first of two", {plain("12 34 5")}, 640, 630},
      {"the second of three", {plain("1\n234\n5")}, 1000, 420},
      {"spaces at its end do not count", {plain("12 34    5")}, 640, 630},
      {"a word longer than a line", {plain("1 23456 7")}, 300, 700},
      {"in two formats", {plain("12"), {"34", kRegular, HalfPoints{56}}, plain("\n5")}, 1000, 840},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(line_widths(c.spans, Twips{c.available}).widest.count == c.twips);
  }
}

TEST_CASE("a text that fits in one line is as long as its width", "[base][font_metrics]") {
  auto const text = GENERATE(as<std::string>{},
                             "Độc lập - Tự do - Hạnh phúc",
                             "ỦY BAN NHÂN DÂN HUYỆN PHÚ QUÝ",
                             "Về việc báo cáo số liệu 6 tháng đầu năm 2021 – lần 2");
  auto const face = GENERATE(kRegular, kBold, kItalic, kBoldItalic);
  int const whole = width(text, face);
  CHECK(last_line({{text, face, k14}}, whole + 1) == whole);
  CHECK(last_line({{text, face, k14}}, whole - 1) < whole);
  // Cutting the text into spans changes nothing.
  for (int const available : {whole + 1, whole * 2 / 3, whole / 3}) {
    int const uncut = last_line({{text, face, k14}}, available);
    for (std::size_t cut = 0; cut < text.size(); ++cut) {
      if ((static_cast<unsigned char>(text[cut]) & 0xC0) == 0x80) {
        continue;  // within a letter
      }
      std::string_view const all = text;
      CHECK(last_line({{all.substr(0, cut), face, k14}, {all.substr(cut), face, k14}}, available) ==
            uncut);
    }
  }
}
