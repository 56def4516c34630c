#include "data/value.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "base/text.h"

using namespace thethuc;
using data::Document;
using data::Kind;
using data::Value;

namespace {

// A value in one line: kinds by brackets, numbers as their token, strings in quotes.
std::string shown(Value v) {
  switch (v.kind()) {
    case Kind::missing:
      return "missing";
    case Kind::null:
      return "null";
    case Kind::boolean:
    case Kind::number:
      return std::string(v.text());
    case Kind::string:
      return "\"" + std::string(v.text()) + "\"";
    case Kind::list:
    case Kind::object:
      break;
  }
  bool const is_list = v.kind() == Kind::list;
  std::string out = is_list ? "[" : "{";
  Value child = v.first();
  for (std::size_t i = 0; i < v.size(); ++i, child = child.next()) {
    out += i > 0 ? " " : "";
    out += is_list ? "" : std::string(child.key()) + ":";
    out += shown(child);
  }
  return out + (is_list ? "]" : "}");
}

std::string parsed(std::string_view json) {
  Document document;
  base::Diagnostics out;
  bool const ok = document.parse(json, "d.json", {}, out);
  CHECK(ok == out.empty());
  return ok ? shown(document.root()) : out.to_text(base::Language::en);
}

}  // namespace

TEST_CASE("values come out as they were written", "[data]") {
  struct Case {
    char const* name;
    char const* json;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"a number keeps its token",
       "[1.50, 3.80177, 1e+06, -0, 2590755750]",
       "[1.50 3.80177 1e+06 -0 2590755750]"},
      {"23 digits stay", R"({"so":12345678901234567890123})", "{so:12345678901234567890123}"},
      {"empty containers", R"({"a":{},"b":[],"c":""})", "{a:{} b:[] c:\"\"}"},
      {"nested", R"([[1,[2]],{"x":[{"y":null}]},true])", "[[1 [2]] {x:[{y:null}]} true]"},
      {"text at the root", R"( "Sơn Phú" )", "\"Sơn Phú\""},
      {"escaped text at the root", R"("S\u01a1n")", "\"Sơn\""},
      {"a number at the root", " 12.0 \n", "12.0"},
      {"a literal at the root", "null", "null"},
      {"false at the root", "false", "false"},
      {"byte order mark", "\xEF\xBB\xBF{\"a\":1}", "{a:1}"},
      {"escapes", R"(["\"\\\/\n\t", "\ud83d\ude00"])", "[\"\"\\/\n\t\" \"😀\"]"},
      {"page break and line tabulation", R"(["\f\u000b"])", "[\"\f\v\"]"},
      {"a name with escapes", R"({"s\u1ed1":1})", "{số:1}"},
      {"decomposed text is composed", "[\"ho\xCC\xA3 te\xCC\x82n\"]", "[\"họ tên\"]"},
      {"decomposed by escapes", R"(["e\u0302"])", "[\"ê\"]"},
      {"decomposed names are composed", "{\"ho\xCC\xA3\":1}", "{họ:1}"},
      {"white space everywhere", " { \"a\" : [ 1 , 2 ] } ", "{a:[1 2]}"},
      {"a text full of brackets", R"({"a":"]}{[,:"})", "{a:\"]}{[,:\"}"},
      {"a quote after backslashes", R"(["\\","\\\""])", "[\"\\\" \"\\\"\"]"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(parsed(c.json) == c.expect);
  }
}

TEST_CASE("every character comes out in NFC, alone and behind a letter", "[data]") {
  Document document;
  std::size_t wrong = 0;
  for (char32_t c = 0xA0; c < 0xFFFE; ++c) {
    if (c >= 0xD800 && c <= 0xDFFF) {
      continue;
    }
    std::string text = "e";
    base::append_code_point(text, c);
    base::Diagnostics out;
    bool const ok =
        document.parse("[\"" + text.substr(1) + "\",\"" + text + "\"]", "d.json", {}, out);
    if (!ok || document.root().item(0).text() != base::to_nfc(text.substr(1)) ||
        document.root().item(1).text() != base::to_nfc(text)) {
      ++wrong;
      UNSCOPED_INFO("U+" << std::hex << static_cast<unsigned>(c));
    }
  }
  CHECK(wrong == 0);
}

TEST_CASE("members are found, and walked", "[data]") {
  Document document;
  base::Diagnostics out;
  REQUIRE(
      document.parse(R"({"so":2,"ds":[{"a":"x"},{"a":"y"}],"khac_nua":1,"co_quan":{"ten":"UBND"}})",
                     "d.json",
                     {},
                     out));
  Value const root = document.root();
  CHECK(root.find("so").text() == "2");
  CHECK(root.find("co_quan").find("ten").text() == "UBND");
  CHECK(root.find("ds").item(1).find("a").text() == "y");
  CHECK(root.find("ds").item(2).is_missing());
  CHECK(root.find("ds").item(2).node() == nullptr);
  CHECK(root.find("khac").node() == nullptr);
  CHECK(root.find("ds").find("a").node() == nullptr);  // a list has no members
  CHECK(root.size() == 4);
}

TEST_CASE("what is true in a section", "[data]") {
  struct Case {
    char const* json;
    bool expect;
  };
  auto const c = GENERATE(values<Case>({{"null", false},
                                        {"false", false},
                                        {"true", true},
                                        {"\"\"", false},
                                        {"\" \"", true},
                                        {"\"false\"", true},
                                        {"0", true},
                                        {"[]", false},
                                        {"[null]", true},
                                        {"{}", true}}));
  DYNAMIC_SECTION(c.json) {
    Document document;
    base::Diagnostics out;
    REQUIRE(document.parse(c.json, "d.json", {}, out));
    CHECK(document.root().truthy() == c.expect);
  }
  CHECK_FALSE(Value{}.truthy());
}

TEST_CASE("a value's pointer leads to it", "[data]") {
  Document document;
  base::Diagnostics out;
  REQUIRE(document.parse(R"({"a":[0,{"b/c":[1,2]},{"d~":{}}],"":true})", "d.json", {}, out));
  Value const list = document.root().find("a");
  CHECK(document.pointer(document.root()).empty());
  CHECK(document.pointer(list) == "/a");
  CHECK(document.pointer(list.item(0)) == "/a/0");
  CHECK(document.pointer(list.item(1).find("b/c").item(1)) == "/a/1/b~1c/1");
  CHECK(document.pointer(list.item(2).find("d~")) == "/a/2/d~0");
  CHECK(document.pointer(document.root().find("")) == "/");
  CHECK(document.pointer(Value{}).empty());
  for (char const* pointer : {"", "/a", "/a/0", "/a/1/b~1c/1", "/a/2/d~0", "/"}) {
    CAPTURE(pointer);
    CHECK(document.pointer(document.at(pointer)) == pointer);
  }
  for (char const* pointer : {"/b", "/a/3", "/a/x", "/a/0/a"}) {
    CHECK(document.at(pointer).is_missing());
  }
}

TEST_CASE("a document may be parsed into again, also after a failure", "[data]") {
  Document document;
  base::Diagnostics out;
  std::string big = "[";
  for (int i = 0; i < 3000; ++i) {
    big += R"({"ten":"e\u0302 )" + std::to_string(i) + "\"},";
  }
  big += "0]";
  REQUIRE(document.parse(big, "a.json", {}, out));
  CHECK(document.root().item(2999).find("ten").text() == "ê 2999");
  CHECK_FALSE(document.parse("[1,", "b.json", {}, out));
  CHECK(document.root().is_missing());
  CHECK(document.root().node() == nullptr);
  REQUIRE(document.parse(R"({"a":"e\u0302"})", "c.json", {}, out));
  CHECK(shown(document.root()) == "{a:\"ê\"}");

  Document moved = std::move(document);
  CHECK(shown(moved.root()) == "{a:\"ê\"}");
}

TEST_CASE("a stranger's JSON is bounded", "[data]") {
  using base::Id;
  struct Case {
    char const* name;
    std::string json;
    data::Limits limits;
    std::vector<Id> expect;
  };
  auto const nested = [](std::size_t n) { return std::string(n, '[') + std::string(n, ']'); };
  auto const c = GENERATE_COPY(values<Case>({
      {"as deep as allowed", nested(200), {}, {}},
      {"deeper", nested(201), {}, {Id::json_too_deep}},
      {"much deeper", nested(1'000'000), {}, {Id::json_too_deep}},
      {"never closed", std::string(1'000'000, '['), {}, {Id::json_too_deep}},
      {"objects deeper", R"({"a":{"b":{"c":1}}})", {1000, 2, 1000}, {Id::json_too_deep}},
      {"scalars have no depth", "[1]", {1000, 1, 1000}, {}},
      {"as many values as allowed", "[1,2,3]", {1000, 5, 4}, {}},
      {"more values", "[1,2,3,4]", {1000, 5, 4}, {Id::json_too_many_values}},
      {"as many bytes as allowed", "[1,2]", {5, 5, 5}, {}},
      {"more bytes", "[1,2] ", {5, 5, 5}, {Id::file_too_large}},
  }));
  DYNAMIC_SECTION(c.name) {
    Document document;
    base::Diagnostics out;
    bool const ok = document.parse(c.json, "d.json", c.limits, out);
    std::vector<Id> found;
    for (auto const& d : out.entries()) {
      found.push_back(d.id);
    }
    CHECK(found == c.expect);
    CHECK(ok == c.expect.empty());
  }
}

TEST_CASE("members of an object of any size are found", "[data]") {
  for (int const size : {1, 64, 65, 5'000}) {
    std::string json = "{\"o\":{";
    for (int i = 0; i < size; ++i) {
      json += "\"k" + std::to_string(i) + "\":{\"i\":" + std::to_string(i) + "},";
    }
    json += R"("cuoi":"lần cuối"},"sau":[1]})";
    Document document;
    base::Diagnostics out;
    REQUIRE(document.parse(json, "", {}, out));
    Document const moved = std::move(document);
    Value const object = moved.root().find("o");
    REQUIRE(object.size() == static_cast<std::size_t>(size) + 1);
    CHECK(object.text().empty());
    for (int i = 0; i < size; ++i) {
      REQUIRE(object.find("k" + std::to_string(i)).find("i").text() == std::to_string(i));
    }
    CHECK(object.find("cuoi").text() == "lần cuối");
    CHECK(object.find("k").kind() == Kind::missing);
    CHECK(object.find("x").kind() == Kind::missing);
    CHECK(moved.root().find("sau").size() == 1);
  }
}
