#include "base/text.h"

#include <cstdlib>
#include <random>
#include <stdexcept>
#include <string>

#include <utf8proc.h>
#include <catch2/catch.hpp>

#include "base/vietnamese_letters.h"

using namespace thethuc::base;
using thethuc::test::kCapitalLetters;
using thethuc::test::kSmallLetters;

namespace {

constexpr char32_t kLastCodePoint = 0x10FFFF;

bool is_surrogate(char32_t c) {
  return c >= 0xD800 && c <= 0xDFFF;
}

std::string utf8(std::u32string_view s) {
  std::string out;
  for (char32_t const c : s) {
    append_code_point(out, c);
  }
  return out;
}

std::string utf8(char32_t c) {
  return utf8(std::u32string_view{&c, 1});
}

// utf8proc's own one-call normalisation.
std::string by_utf8proc(std::string const& s, int options) {
  utf8proc_uint8_t* result = nullptr;
  utf8proc_ssize_t const size = utf8proc_map(reinterpret_cast<utf8proc_uint8_t const*>(s.data()),
                                             static_cast<utf8proc_ssize_t>(s.size()),
                                             &result,
                                             static_cast<utf8proc_option_t>(options));
  if (size < 0) {
    throw std::runtime_error(utf8proc_errmsg(size));
  }
  std::string out{reinterpret_cast<char const*>(result), static_cast<std::size_t>(size)};
  std::free(result);
  return out;
}

std::string oracle_nfc(std::string const& s) {
  return by_utf8proc(s, UTF8PROC_STABLE | UTF8PROC_COMPOSE);
}

std::string oracle_nfd(std::string const& s) {
  return by_utf8proc(s, UTF8PROC_STABLE | UTF8PROC_DECOMPOSE);
}

}  // namespace

TEST_CASE("UTF-8 is well-formed or not", "[base][text]") {
  struct Case {
    const char* name;
    std::string bytes;
    bool valid;
  };
  auto const c = GENERATE(values<Case>({
      {"empty", "", true},
      {"ASCII", "Cong van", true},
      {"Vietnamese", "Cộng hòa xã hội chủ nghĩa Việt Nam", true},
      {"four bytes", "\xF0\x9F\x8C\xBE", true},
      {"last code point", "\xF4\x8F\xBF\xBF", true},
      {"beyond the last", "\xF4\x90\x80\x80", false},
      {"lead byte F5", "\xF5\x80\x80\x80", false},
      {"before the surrogates", "\xED\x9F\xBF", true},
      {"first surrogate", "\xED\xA0\x80", false},
      {"last surrogate", "\xED\xBF\xBF", false},
      {"overlong slash in two", "\xC0\xAF", false},
      {"overlong in two, highest", "\xC1\xBF", false},
      {"overlong in three", "\xE0\x9F\xBF", false},
      {"overlong in four", "\xF0\x8F\xBF\xBF", false},
      {"continuation alone", "abcdefgh\x80", false},
      {"cut in two", "Vi\xE1\xBB", false},
      {"cut after lead", "Vi\xE1", false},
      {"second byte missing", "\xE1\x41\x87", false},
      {"third byte missing", "\xE1\xBB\x41", false},
      {"NUL", std::string{"a\0b", 3}, true},
      {"TCVN3 bytes", "C\xE9ng hoµ", false},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(is_valid_utf8(c.bytes) == c.valid);
  }
}

TEST_CASE("every code point survives encoding and decoding", "[base][text]") {
  std::size_t wrong = 0;
  std::string all;
  std::size_t count = 0;
  for (char32_t c = 0; c <= kLastCodePoint; ++c) {
    if (is_surrogate(c)) {
      continue;
    }
    std::string const encoded = utf8(c);
    std::size_t pos = 0;
    wrong += next_code_point(encoded, pos) != c || pos != encoded.size() || !is_valid_utf8(encoded);
    all += encoded;
    ++count;
  }
  CHECK(wrong == 0);
  CHECK(is_valid_utf8(all));
  CHECK(code_point_count(all) == count);
}

TEST_CASE("broken UTF-8 reads as U+FFFD, a byte at a time", "[base][text]") {
  std::string const broken = "a\xE1\xBB";
  std::size_t pos = 1;
  CHECK(next_code_point(broken, pos) == 0xFFFD);
  CHECK(pos == 2);
  CHECK(next_code_point(broken, pos) == 0xFFFD);
  CHECK(pos == 3);
}

TEST_CASE("NFC composes Vietnamese", "[base][text]") {
  struct Case {
    const char* name;
    const char* in;
    const char* out;
  };
  auto const c = GENERATE(values<Case>({
      {"circumflex, then dot below", "Vie\u0302\u0323t", "Việt"},
      {"dot below, then circumflex", "Vie\u0323\u0302t", "Việt"},
      {"precomposed base, then tone", "Vi\u00EA\u0323t", "Việt"},
      {"tone composed, then circumflex", "Vi\u1EB9\u0302t", "Việt"},
      {"horn and hook", "u\u031B\u0309 y", "ử y"},
      {"macOS file name", "Quye\u0302\u0301t \u0111i\u0323nh", "Quyết định"},
      {"already composed", "Quyết định", "Quyết định"},
      {"singleton", "\u212B", "\u00C5"},
      {"two kinds of wide space", "a\u2000b\u2001c", "a\u2002b\u2003c"},
      {"mark without base", "\u0301a", "\u0301a"},
      {"Hangul", "\u1112\u1161\u11AB", "\uD55C"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(to_nfc(c.in) == c.out);
    CHECK(is_nfc(c.in) == (std::string_view{c.in} == c.out));
    CHECK(is_nfc(c.out));
  }
}

TEST_CASE("what may not change under NFC does not", "[base][text]") {
  std::size_t broken_promises = 0;
  std::size_t joining = 0;
  std::size_t differences = 0;
  for (char32_t c = 0; c <= kLastCodePoint; ++c) {
    if (is_surrogate(c)) {
      continue;
    }
    std::string const s = utf8(c);
    std::string const expected = oracle_nfc(s);
    differences += to_nfc(s) != expected;
    broken_promises += !may_change_under_nfc(s) && expected != s;
    // What stands second in any decomposition may join what is before it, so it must be flagged in
    // every pair.
    std::string const decomposed = oracle_nfd(s);
    std::size_t pos = 0;
    next_code_point(decomposed, pos);
    while (pos < decomposed.size()) {
      joining += !may_change_under_nfc(utf8(next_code_point(decomposed, pos)));
    }
    // A mark may also change places with the mark before it.
    broken_promises +=
        utf8proc_get_property(static_cast<utf8proc_int32_t>(c))->combining_class != 0 &&
        !may_change_under_nfc(s);
  }
  CHECK(differences == 0);
  CHECK(broken_promises == 0);
  CHECK(joining == 0);
}

TEST_CASE("pairs with combining marks normalise as utf8proc does", "[base][text]") {
  auto const mark = GENERATE(values<char32_t>({0x0300,
                                               0x0301,
                                               0x0302,
                                               0x0309,
                                               0x0323,
                                               0x031B,
                                               0x0338,
                                               0x05B0,
                                               0x0345,
                                               0x1161,
                                               0x11A8,
                                               0x3099,
                                               0x20D0}));
  std::size_t differences = 0;
  std::size_t unflagged = 0;
  for (char32_t c = 0; c < 0x30000; ++c) {
    if (is_surrogate(c)) {
      continue;
    }
    std::string const pair = utf8(c) + utf8(mark);
    differences += to_nfc(pair) != oracle_nfc(pair);
    unflagged += !may_change_under_nfc(pair);
  }
  CHECK(differences == 0);
  CHECK(unflagged == 0);
}

TEST_CASE("random text normalises as utf8proc does", "[base][text]") {
  std::mt19937 random{20200305};
  std::u32string_view const letters = U"aeouyđAEOUYĐ ưƠâặ̛́̀́̂̃̆̉̈̇\u0345\u1112\u1161\u11AB₫";
  std::size_t differences = 0;
  std::size_t not_idempotent = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string s;
    for (auto length = random() % 12; length > 0; --length) {
      append_code_point(s, letters[random() % letters.size()]);
    }
    std::string const normal = to_nfc(s);
    differences += normal != oracle_nfc(s);
    not_idempotent += to_nfc(normal) != normal || !is_nfc(normal);
  }
  CHECK(differences == 0);
  CHECK(not_idempotent == 0);
}

TEST_CASE("precomposed Vietnamese is known to be stable without normalising", "[base][text]") {
  CHECK_FALSE(may_change_under_nfc(utf8(kSmallLetters)));
  CHECK_FALSE(may_change_under_nfc(utf8(kCapitalLetters)));
  CHECK_FALSE(may_change_under_nfc("“Độc lập – Tự do – Hạnh phúc” … 5 × 3 ≥ 15 ₫ • → ½"));
  CHECK(may_change_under_nfc("e\u0323"));
}

TEST_CASE("megabytes of alternating marks are sorted, not swapped", "[base][text]") {
  // Swapping neighbours takes 5 * 10^11 steps.
  constexpr int kPairs = 1'000'000;
  std::string s = "a";
  for (int i = 0; i < kPairs; ++i) {
    s += "\u0301\u0316";
  }
  std::string const normal = to_nfc(s);
  CHECK(normal.substr(0, 4) == "\u00E1\u0316");
  CHECK(code_point_count(normal) == 2 * kPairs);
}

TEST_CASE("case of the Vietnamese letters", "[base][text]") {
  for (std::size_t i = 0; i < kSmallLetters.size(); ++i) {
    std::string const small = utf8(kSmallLetters[i]);
    std::string const capital = utf8(kCapitalLetters[i]);
    CAPTURE(small, capital);
    CHECK(to_upper(small) == capital);
    CHECK(to_lower(capital) == small);
    CHECK(to_upper(capital) == capital);
    CHECK(to_lower(small) == small);
    CHECK(upper_first(small + "x") == capital + "x");
    CHECK(fold_for_comparison(small) == fold_for_comparison(capital));
    CHECK(fold_for_comparison(small).size() == 1);
  }
}

TEST_CASE("case mapping of whole texts", "[base][text]") {
  CHECK(to_upper("Ủy ban nhân dân tỉnh Đắk Lắk, số 12/BC-UBND") ==
        "ỦY BAN NHÂN DÂN TỈNH ĐẮK LẮK, SỐ 12/BC-UBND");
  CHECK(to_lower("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM") == "cộng hòa xã hội chủ nghĩa việt nam");
  CHECK(to_upper("") == "");
}

TEST_CASE("the result of case mapping is NFC for every letter", "[base][text]") {
  std::size_t wrong = 0;
  for (char32_t c = 0; c <= 0x1FFFF; ++c) {
    if (!is_surrogate(c)) {
      std::string const s = to_nfc(utf8(c));
      wrong += !is_nfc(to_upper(s)) || !is_nfc(to_lower(s)) || !is_nfc(upper_first(s));
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("upper_first changes the first letter only", "[base][text]") {
  struct Case {
    const char* name;
    const char* in;
    const char* out;
  };
  auto const c = GENERATE(values<Case>({
      {"plain", "đề nghị Sở", "Đề nghị Sở"},
      {"quotes before", "“ủy ban”", "“Ủy ban”"},
      {"dash before", "– ý kiến", "– Ý kiến"},
      {"already upper", "Điều 1", "Điều 1"},
      {"no letter", "12/2020", "12/2020"},
      {"empty", "", ""},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(upper_first(c.in) == c.out);
  }
}

TEST_CASE("folding for comparison", "[base][text]") {
  CHECK(fold_for_comparison("Nơi_Nhận") == "noi_nhan");
  CHECK(fold_for_comparison("ĐỊA DANH") == "dia danh");
  CHECK(fold_for_comparison("\u0110i\u0323a") == "dia");
  CHECK(fold_for_comparison("So_12") == "so_12");
}

TEST_CASE("characters that XML 1.0 can hold", "[base][text]") {
  struct Case {
    char32_t c;
    bool held;
  };
  auto const c = GENERATE(values<Case>({
      {0x0, false},    {0x8, false},    {0x9, true},      {0xA, true},       {0xB, false},
      {0xC, false},    {0xD, true},     {0x1F, false},    {0x20, true},      {0xD7FF, true},
      {0xD800, false}, {0xDFFF, false}, {0xE000, true},   {0xFFFD, true},    {0xFFFE, false},
      {0xFFFF, false}, {0x10000, true}, {0x10FFFF, true}, {0x110000, false},
  }));
  CAPTURE(static_cast<unsigned>(c.c));
  CHECK(is_xml_char(c.c) == c.held);
}

TEST_CASE("sizes in bytes as people read them", "[base][text]") {
  CHECK(bytes_text(0) == "0 B");
  CHECK(bytes_text(1023) == "1023 B");
  CHECK(bytes_text(1024) == "1 KiB");
  CHECK(bytes_text(1025) == "1025 B");
  CHECK(bytes_text(20u << 20) == "20 MiB");
  CHECK(bytes_text((20u << 20) + 1024) == "20481 KiB");
}

TEST_CASE("trimming", "[base][text]") {
  CHECK(trim(" \t\r\n\u00A0Hà Nội \u00A0\v\f") == "Hà Nội");
  CHECK(trim("a \u00A0 b") == "a \u00A0 b");
  CHECK(trim(" \u00A0 ") == "");
  CHECK(trim("") == "");
  CHECK(trim("à") == "à");  // its last byte is A0, as that of U+00A0
  CHECK(trim("\u2003a") == "\u2003a");
}

TEST_CASE("whole characters within a number of bytes", "[base]") {
  struct Case {
    char const* text;
    std::size_t most;
    std::size_t expect;
  };
  auto const c = GENERATE(values<Case>({
      {"", 0, 0},
      {"abc", 5, 3},
      {"abc", 3, 3},
      {"abc", 2, 2},
      {"abc", 0, 0},
      {"aạ", 3, 1},  // 3 bytes
      {"aạ", 4, 4},
      {"ae\u0302", 3, 1},  // e and its mark stay together
      {"ae\u0302", 4, 4},
      {"e\u0302\u0323", 4, 3},  // the first alone is longer: by code points
      {"e\u0302\u0323", 2, 1},
      {"đ", 1, 0},
      {"a\r\n", 2, 1},
      {"a\U0001F469\u200D\U0001F4BB", 8, 1},
  }));
  DYNAMIC_SECTION(c.text << " in " << c.most) {
    CHECK(whole_characters(c.text, c.most) == c.expect);
  }
}
