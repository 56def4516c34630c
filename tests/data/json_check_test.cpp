#include "data/json_check.h"

#include <random>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace thethuc;

namespace {

struct Found {
  std::string text;  // "id line:column pointer problem"
  bool ok;
};

Found check(std::string_view json) {
  data::Document document;
  base::Diagnostics out;
  Found found;
  found.ok = document.parse(json, "d.json", {}, out);
  for (auto const& d : out.entries()) {
    CHECK(d.place.file == "d.json");
    found.text += found.text.empty() ? "" : "; ";
    found.text += std::string(base::id_name(d.id)) + " " + std::to_string(d.place.line) + ":" +
                  std::to_string(d.place.column);
    found.text += d.data_pointer.empty() ? "" : " " + d.data_pointer;
    std::string_view const detail = d.id == base::Id::json_syntax      ? d.arg("problem.en")
                                    : d.id == base::Id::json_key_twice ? d.arg("key")
                                                                       : d.arg("character");
    found.text += " " + std::string(detail);
    CHECK((d.id != base::Id::json_syntax || !d.arg("problem.vi").empty()));
  }
  return found;
}

}  // namespace

TEST_CASE("a mistake in JSON is named with its place", "[data]") {
  struct Case {
    char const* name;
    std::string json;
    char const* expect;
  };
  using namespace std::string_literals;
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"empty", "", "json_syntax 1:1 the text is empty"},
      {"only white space", " \n ", "json_syntax 2:2 the text is empty"},
      {"only a byte order mark", "\xEF\xBB\xBF", "json_syntax 1:1 the text is empty"},
      {"object not closed", "{\"a\":1", "json_syntax 1:7 expected ',' or '}', found the end of the file"},
      {"list not closed", "[1,\n2", "json_syntax 2:2 expected ',' or ']', found the end of the file"},
      {"missing comma", "{\"a\":1\n \"b\":2}", "json_syntax 2:2 expected ',' or '}', found '\"'"},
      {"columns are code points", "{\"họ tên\":\"ạ\" x}", "json_syntax 1:15 expected ',' or '}', found 'x'"},
      {"lines end by CR LF or CR", "[\r\n1,\r,]", "json_syntax 3:1 expected text in double quotes, a number, true, false, null, '{' or '[', found ','"},
      {"comma before }", "{\"a\":1,}", "json_syntax 1:8 a comma before '}'"},
      {"comma before ]", "[1, ]", "json_syntax 1:5 a comma before ']'"},
      {"line comment", "{\"a\":1} // xong", "json_syntax 1:9 expected the end of the text, found a comment"},
      {"block comment", "[/* */1]", "json_syntax 1:2 expected text in double quotes, a number, true, false, null, '{' or '[', found a comment"},
      {"single quotes", "{'a':1}", "json_syntax 1:2 expected a name in double quotes, found a single quote"},
      {"curly quotes", "{“a”:1}", "json_syntax 1:2 expected a name in double quotes, found '“' (U+201C)"},
      {"name without quotes", "{ten:1}", "json_syntax 1:2 expected a name in double quotes, found 'ten'"},
      {"a list with a colon", "[\"a\":1]", "json_syntax 1:5 expected ',' or ']', found ':'"},
      {"no colon", "{\"a\" 1}", "json_syntax 1:6 expected ':', found '1'"},
      {"no value", "{\"a\":}", "json_syntax 1:6 expected text in double quotes, a number, true, false, null, '{' or '[', found '}'"},
      {"wrong bracket", "[1}", "json_syntax 1:3 expected ',' or ']', found '}'"},
      {"two values", "{} {}", "json_syntax 1:4 expected the end of the text, found '{'"},
      {"one bracket too many", "[1]]", "json_syntax 1:4 expected the end of the text, found ']'"},
      {"Python's True", "[True]", "json_syntax 1:2 expected text in double quotes, a number, true, false, null, '{' or '[', found 'True'"},
      {"nullx", "[nullx]", "json_syntax 1:2 expected text in double quotes, a number, true, false, null, '{' or '[', found 'nullx'"},
      {"leading zero", "[01]", "json_syntax 1:2 a number that begins with 0 (write it in double quotes to keep the zero)"},
      {"NaN", "[NaN]", "json_syntax 1:2 expected text in double quotes, a number, true, false, null, '{' or '[', found 'NaN'"},
      {"-Infinity", "[-Infinity]", "json_syntax 1:3 expected a digit, found 'Infinity'"},
      {"only a minus", "[-]", "json_syntax 1:3 expected a digit, found ']'"},
      {"plus", "[+1]", "json_syntax 1:2 a number that begins with '+'"},
      {"no digit before the point", "[.5]", "json_syntax 1:2 expected a digit, found '.'"},
      {"no digit after the point", "[5.]", "json_syntax 1:4 expected a digit after the decimal point, found ']'"},
      {"no exponent", "[1e]", "json_syntax 1:4 expected a digit in the exponent, found ']'"},
      {"two points", "[1.2.3]", "json_syntax 1:5 expected the end of the number, found '.'"},
      {"decimal comma", "{\"a\":1,5}", "json_syntax 1:8 expected a name in double quotes, found '5'"},
      {"number at the root", "12x", "json_syntax 1:3 expected the end of the number, found 'x'"},
      {"string not closed", "[\"abc]", "json_syntax 1:2 a string that is never closed"},
      {"line break in a string", "[\"a\nb\"]", "json_syntax 1:4 expected \\n within a string, found the character itself (U+000A)"},
      {"control character in a string", "[\"a\x01\"]", "json_syntax 1:4 the control character U+0001 within a string"},
      {"NUL in a string", "[\"a\0\"]"s, "json_syntax 1:4 the control character U+0000 within a string"},
      {"NUL outside", "[1]\0"s, "json_syntax 1:4 expected the end of the text, found U+0000"},
      {"unknown escape", "[\"\\x\"]", "json_syntax 1:3 expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u, found \\x"},
      {"short \\u", "[\"\\u12\"]", "json_syntax 1:3 expected four hexadecimal digits after \\u"},
      {"no-break space", "[1,\xC2\xA0""2]", "json_syntax 1:4 expected text in double quotes, a number, true, false, null, '{' or '[', found U+00A0"},
      {"invalid UTF-8", "[\"ạ\xC3(\"]", "json_syntax 1:4 expected UTF-8, found the byte 0xC3, which is no UTF-8"},
      {"overlong UTF-8", "[\"\xC0\xAF\"]", "json_syntax 1:3 expected UTF-8, found the byte 0xC0, which is no UTF-8"},
      {"surrogate in UTF-8", "[\"\xED\xA0\x80\"]", "json_syntax 1:3 expected UTF-8, found the byte 0xED, which is no UTF-8"},
      {"beyond Unicode", "[\"\xF4\x90\x80\x80\"]", "json_syntax 1:3 expected UTF-8, found the byte 0xF4, which is no UTF-8"},
      {"UTF-16", "\xFF\xFE{\0}\0"s, "json_syntax 1:1 expected UTF-8, found UTF-16"},
      {"a name twice", R"({"so":1,"b":2,"so":3})", "json_key_twice 1:15 /so so"},
      {"a name twice, within", R"([{"a":{"b":{},"b":[]}}])", "json_key_twice 1:15 /0/a/b b"},
      {"a name twice, in another spelling", "{\"\u1ECD\":1,\n\"o\u0323\":2}", "json_key_twice 2:1 /\u1ECD \u1ECD"},
      {"a name twice, escaped", R"({"a":1,"\u0061":2})", "json_key_twice 1:8 /a a"},
      {"an empty name twice", R"({"":1,"":2})", "json_key_twice 1:7 / "},
      {"a lone high surrogate", R"({"a":["x\ud800"]})", "data_lone_surrogate 1:9 /a/0 \\uD800"},
      {"a lone low surrogate", R"({"a":"\uDE00"})", "data_lone_surrogate 1:7 /a \\uDE00"},
      {"two high surrogates", R"(["\ud83d\ud83d"])", "data_lone_surrogate 1:3 /0 \\uD83D"},
      {"a lone surrogate in a name", R"({"\ud800":1})", "data_lone_surrogate 1:3"},
      {"a lone surrogate at the root", R"("\ud800")", "data_lone_surrogate 1:2 \\uD800"},
      {"U+0007", "{\"kinh_gui\":[\"a\",\n\"b\\u0007\"]}", "data_control_character 2:3 /kinh_gui/1 U+0007"},
      {"backspace", R"({"a~b":"\b"})", "data_control_character 1:9 /a~0b U+0008"},
      {"escaped NUL", R"(["\u0000"])", "data_control_character 1:3 /0 U+0000"},
      {"DEL", "[\"a\x7F\"]", "data_control_character 1:4 /0 U+007F"},
      {"escaped DEL", R"(["\u007f"])", "data_control_character 1:3 /0 U+007F"},
      {"a control of Latin-1", "[\"\xC2\x80\"]", "data_control_character 1:3 /0 U+0080"},
      {"the next line of Latin-1", R"(["a\u0085"])", "data_control_character 1:4 /0 U+0085"},
      {"the last of them", R"(["\u009f"])", "data_control_character 1:3 /0 U+009F"},
      {"U+FFFE", "[\"a\xEF\xBF\xBE\"]", "data_control_character 1:4 /0 U+FFFE"},
      {"escaped U+FFFF", R"(["\uffff"])", "data_control_character 1:3 /0 U+FFFF"},
      {"all such strings at once", R"({"a":"\b","b":["\u0001"]})", "data_control_character 1:7 /a U+0008; data_control_character 1:17 /b/0 U+0001"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    Found const found = check(c.json);
    CHECK_FALSE(found.ok);
    // A lone surrogate in a name has no text of its own to point with.
    if (std::string_view(c.name) == "a lone surrogate in a name") {
      CHECK(found.text.starts_with(c.expect));
    } else {
      CHECK(found.text == c.expect);
    }
  }
}

TEST_CASE("the place shows the text around a mistake", "[data]") {
  data::Document document;
  base::Diagnostics out;
  std::string const json = "{\n  \"ten\": \"Sơn Phú\"\n  \"so\": 5\n}";
  REQUIRE_FALSE(document.parse(json, "d.json", {}, out));
  base::Place const& place = out.entries().front().place;
  CHECK(place.text == "  \"so\": 5");
  CHECK(place.text.substr(place.mark_begin, place.mark_end - place.mark_begin) == "\"");
}

TEST_CASE("both readers accept the same texts", "[data]") {
  static std::vector<std::string> const kSeeds{
      R"({"so":"52/BC-UBND","ds":[1,2.5,-3e10,{"a":null}],"ok":true,"x":{}})",
      R"([[],{},"",0,-0.0,1E+2,false,"\u00e9\\\"\n",[[["Sơn Phú"]]]])",
      R"(  {"a" : [ 1 , 2 ] , "b":"\ud83d\ude00" }  )",
      R"("chỉ một chuỗi \t")",
      "-12.50e-3",
      "[\"ho\xCC\xA3\",\"\xEF\xBF\xBD\"]",
      "[\"\xEF\xBF\xBE\"]",
      "true",
  };
  static constexpr std::string_view kPieces[] = {
      "\"",   "\\",           "{",    "}",   "[",    "]",       ":",   ",",
      " ",    "\n",           "0",    "1",   "-",    ".",       "e",   "E",
      "+",    "true",         "nul",  "\\u", "d800", "\\udc00", "\\b", "\xC3",
      "\xA1", "\xEF\xBF\xBE", "\x07", "//",  "'",    "\"a\":",  "[]",  "{}",
      "1.2",  "\xE1\xBA\xA1"};
  std::mt19937 random(20210914);
  auto const below = [&](std::size_t n) { return static_cast<std::size_t>(random()) % n; };
  data::Document document;
  std::size_t accepted = 0;
  std::size_t disagreed = 0;
  constexpr std::size_t kRounds = 60'000;
  for (std::size_t round = 0; round < kRounds; ++round) {
    std::string json = kSeeds[below(kSeeds.size())];
    for (std::size_t changes = 1 + below(3); changes > 0; --changes) {
      std::size_t const at = below(json.size() + 1);
      switch (below(4)) {
        case 0:
          json.erase(at, 1 + below(3));
          break;
        case 1:
          json.insert(at, kPieces[below(std::size(kPieces))]);
          break;
        case 2:
          json.replace(at, 1, kPieces[below(std::size(kPieces))]);
          break;
        default:
          json += json.substr(at, below(8));
          break;
      }
    }
    base::Diagnostics slow;
    base::Diagnostics fast;
    std::string_view const text = json;
    bool const slow_accepts =
        data::check_json(text.substr(text.starts_with("\xEF\xBB\xBF") ? 3 : 0), "d.json", {}, slow);
    bool const fast_accepts = document.parse(json, "d.json", {}, fast);
    accepted += fast_accepts ? 1 : 0;
    if (slow_accepts != fast_accepts || slow_accepts != slow.empty()) {
      ++disagreed;
      UNSCOPED_INFO("the readers disagree on: " << json);
    }
  }
  CHECK(disagreed == 0);
  // Both verdicts must be common, or the test proves little.
  CHECK(accepted > kRounds / 20);
  CHECK(accepted < kRounds - kRounds / 20);
}

TEST_CASE("a name given twice is found among any number", "[data]") {
  for (std::size_t const count : {2u, 3u, 63u, 64u, 65u, 66u, 200u, 5'000u}) {
    for (std::size_t const again : {std::size_t{0}, count / 2, count - 1}) {
      CAPTURE(count, again);
      std::string once;
      for (std::size_t i = 0; i < count; ++i) {
        once += (i == 0 ? "\"truong_" : ",\"truong_") + std::to_string(i) + "\":{\"a\":[1]}";
      }
      data::Document document;
      base::Diagnostics out;
      CHECK(document.parse("{" + once + "}", "d.json", {}, out));
      CHECK_FALSE(document.parse(
          "[{" + once + ",\"truong_" + std::to_string(again) + "\":1}]", "d.json", {}, out));
      REQUIRE(out.entries().size() == 1);
      CHECK(out.entries()[0].id == base::Id::json_key_twice);
      CHECK(out.entries()[0].data_pointer == "/0/truong_" + std::to_string(again));
    }
  }
}
