#include <cstdint>
#include <string>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "data/filtered.h"

using namespace thethuc;
using namespace thethuc::data;

TEST_CASE("names of files", "[data]") {
  struct Case {
    char const* json;
    char const* filters;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {R"("Báo cáo quý III")", "ten_tep", "Báo cáo quý III"},
      {R"("sơn phú")", "hoa | ten_tep", "SƠN PHÚ"},
      {R"("e\u0302")", "file_name", "ê"},
      {"52", "ten_tep", "52"},
      {R"("52/BC-UBND")", "ten_tep", "52-BC-UBND"},
      {R"("a\\b:c|d")", "ten_tep", "a-b-c-d"},
      {R"("Họp \"mật\" <lần 2>?*")", "ten_tep", "Họp mật lần 2"},
      {R"("../../etc/passwd")", "ten_tep", "etc-passwd"},
      {R"("C:\\Windows\\a.txt")", "ten_tep", "C--Windows-a.txt"},
      {R"("a\uFF0Fb\u2215c\uFF1Ad")", "ten_tep", "a-b-c-d"},
      {R"(".bashrc")", "ten_tep", "bashrc"},
      {R"("a. . ")", "ten_tep", "a"},
      {R"("--help")", "ten_tep", "help"},
      {R"("a\n\t b\u00A0\u2003c")", "ten_tep", "a b c"},
      {R"("bao\u202Efdp.exe")", "ten_tep", "baofdp.exe"},
      {R"("a\u200Bb\uFEFFc\u00ADd\u2066e")", "ten_tep", "abcde"},
      {R"("e?\u0302")", "ten_tep", "ê"},
      {R"("\uD83D\uDC69\u200D\uD83D\uDCBB")", "ten_tep", "\U0001F469\u200D\U0001F4BB"},

      {R"("CON")", "ten_tep", "_CON"},
      {R"("con.txt")", "ten_tep", "_con.txt"},
      {R"("Nul .tar.gz")", "ten_tep", "_Nul .tar.gz"},
      {R"("aux")", "ten_tep", "_aux"},
      {R"("prn.")", "ten_tep", "_prn"},
      {R"("COM1")", "ten_tep", "_COM1"},
      {R"("lpt9.doc")", "ten_tep", "_lpt9.doc"},
      {R"("com²")", "ten_tep", "_com²"},
      {R"("CONIN$")", "ten_tep", "_CONIN$"},
      {R"("C:ON")", "ten_tep", "C-ON"},
      {R"("C?ON")", "ten_tep", "_CON"},
      {R"("COM10")", "ten_tep", "COM10"},
      {R"("COM")", "ten_tep", "COM"},
      {R"("Công")", "ten_tep", "Công"},
      {R"("contract")", "ten_tep", "contract"},

      {R"("")", "ten_tep", "!filter_bad_value ten_tep: text or a number to name a file by, found \"\""},
      {R"("..")", "ten_tep", "!filter_bad_value ten_tep: text or a number to name a file by, found \"..\""},
      {R"(" / ")", "ten_tep", "!filter_bad_value ten_tep: text or a number to name a file by, found \" / \""},
      {R"("\u202E?")", "ten_tep", "!filter_bad_value ten_tep: text or a number to name a file by, found \"\u202E?\""},
      {"[]", "ten_tep", "!filter_wrong_type ten_tep: text or a number to name a file by, found a list"},
      {"null", "ten_tep", "(missing)"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.json << " | " << c.filters) {
    CHECK(filtered(c.json, c.filters) == c.expect);
  }
}

namespace {

std::string repeated(std::string_view s, std::size_t times) {
  std::string out;
  for (std::size_t i = 0; i < times; ++i) {
    out += s;
  }
  return out;
}

std::string file_name(std::string const& text) {
  return filtered("\"" + text + "\"", "ten_tep");
}

}  // namespace

TEST_CASE("a long name is cut where a letter ends", "[data]") {
  CHECK(file_name(repeated("a", 200)) == repeated("a", 200));
  CHECK(file_name(repeated("a", 201)) == repeated("a", 200));
  CHECK(file_name(repeated("ạ", 67)) == repeated("ạ", 66));           // 3 bytes each
  CHECK(file_name(repeated("a", 199) + "é") == repeated("a", 199));   // 201 bytes
  CHECK(file_name(repeated("a", 199) + " b") == repeated("a", 199));  // no space at the end
  CHECK(file_name("b" + repeated("q\u0323\u0302", 40)) == "b" + repeated("q\u0323\u0302", 39));
  CHECK(file_name("CON." + repeated("a", 200)) == "_CON." + repeated("a", 195));
  CHECK(file_name("q" + repeated("\u0323", 300)).size() == 199);  // one letter: by code points
}

// Whatever is taken, the rules hold, and the filter has nothing left to do.
TEST_CASE("any name is safe", "[data]") {
  std::string const pieces[] = {"CON",     "nul",    "COM1",   ".",      "..",     " ",      "/",
                                "\\\\",    ":",      "?",      "-",      "_",      "a",      "ễ",
                                "e",       "\u0302", "\u202E", "\u2028", "\u2029", "\uFEFF", "\\n",
                                "\\u000b", "\u00A0", "\uFF0F", "\u200D", "|",      "đ",      "~"};
  constexpr std::size_t kPieces = std::size(pieces);
  std::uint32_t random = 20210914;
  std::size_t names = 0;
  for (int round = 0; round < 3000; ++round) {
    std::string text;
    std::size_t const length = round % 10 == 0 ? 300 : 1 + static_cast<std::size_t>(round % 7);
    for (std::size_t i = 0; i < length; ++i) {
      random = random * 1664525 + 1013904223;
      text += pieces[(random >> 8) % kPieces];
    }
    CAPTURE(text);
    std::string const name = file_name(text);
    if (name.starts_with("!")) {
      continue;
    }
    ++names;
    CHECK_FALSE(name.empty());
    CHECK(name.size() <= 200);
    CHECK(base::is_valid_utf8(name));
    CHECK(base::is_nfc(name));
    CHECK(name.find_first_of("/\\:|?*<>\"\n\v") == std::string::npos);
    CHECK(name.find("\u202E") == std::string::npos);
    CHECK(std::string(" .").find(name.front()) == std::string::npos);
    CHECK(std::string(" .").find(name.back()) == std::string::npos);
    std::string const stem = base::to_upper(base::trim(name.substr(0, name.find('.'))));
    CHECK_FALSE((stem == "CON" || stem == "NUL" || stem == "COM1"));
    CHECK(file_name(name) == name);
  }
  CHECK(names > 2000);
}
