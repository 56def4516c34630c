// What filters make of a long value is worked out once for a document, and is right each time.

#include <catch2/catch.hpp>

#include <string>
#include <vector>

#include "data/filters.h"
#include "data/value.h"
#include "render/filter_cache.h"
#include "support/fill.h"

using namespace thethuc;
using test::Filled;

namespace {

// "[from,from+1,…]", `count` items.
std::string numbers(int from, int count) {
  std::string out;
  for (int i = 0; i < count; ++i) {
    out += (out.empty() ? "[" : ",") + std::to_string(from + i);
  }
  return out + "]";
}

}  // namespace

TEST_CASE("what each row asks of the whole list costs no more than the rows", "[render]") {
  char const* const filters =
      GENERATE("tong", "tb", "dem", "noi", "loc_trong | noi", "loc_trong | tong | so:2");
  DYNAMIC_SECTION(filters) {
    render::Options options;
    options.max_steps = 40'000;  // each row over all of the list would be 4,000,000 and more
    Filled const filled =
        test::fill("{{#a}}{{b | " + std::string{filters} + " | mac_dinh:\"?\"}}{{/a}}",
                   "{\"a\":" + numbers(0, 2'000) + ",\"b\":" + numbers(0, 2'000) + "}",
                   options);
    CHECK(test::ids(filled.diagnostics) == "");
  }
}

TEST_CASE("what filters made of one value is not taken for another's", "[render]") {
  struct Case {
    char const* name;
    std::string body, json, expect;
  };
  std::string const text(600, 'a');
  std::string const upper(600, 'A');
  auto const c = GENERATE_COPY(values<Case>({
      {"twice, in a row",
       "{{#x}}{{b | tong}} {{/x}}",
       R"({"x":[1,2],"b":)" + numbers(1, 20) + "}",
       "210 210 "},
      {"lists of rows",
       "{{#x}}{{b | tong}} {{c | tong}};{{/x}}",
       R"({"x":[{"b":)" + numbers(1, 20) + R"(,"c":)" + numbers(2, 20) + R"(},{"b":)" +
           numbers(3, 20) + R"(,"c":)" + numbers(4, 20) + "}]}",
       "210 230;250 270;"},
      {"filters of one list",
       "{{#x}}{{b | tong}} {{b | tb}} {{b | dem}};{{/x}}",
       R"({"x":[1,2],"b":)" + numbers(1, 20) + "}",
       "210 10.5 20;210 10.5 20;"},
      {"long texts",
       "{{#x}}{{b | hoa}} {{b | thuong}} {{b | mac_dinh:\"?\"}};{{/x}}",
       R"({"x":[1,2],"b":")" + text + "\"}",
       upper + " " + text + " " + text + ";" + upper + " " + text + " " + text + ";"},
      {"of no numbers it is missing, each time",
       "{{#x}}{{b | tong:n | mac_dinh:\"?\"}}{{/x}}",
       R"({"x":[1,2],"b":[{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{},{}]})",
       "??"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled = test::fill(c.body, c.json);
    REQUIRE(test::ids(filled.diagnostics) == "");
    CHECK(filled.notation() == c.expect);
  }
}

TEST_CASE("a long list that a filter cannot take is told at each tag", "[render]") {
  std::string const json = R"({"x":[1,2],"b":)" + numbers(1, 20).insert(1, "true,") + "}";
  Filled const filled = test::fill("{{#x}}{{b | tong}}{{/x}}\n{{b | tb}}", json);
  REQUIRE(test::ids(filled.diagnostics) == "filter_wrong_type filter_wrong_type");
  for (base::Diagnostic const& d : filled.diagnostics.entries()) {
    CHECK(d.data_pointer == "/b/0");
    CHECK(d.arg("found.en") == "true or false in item 1");
  }
}

TEST_CASE("what filters made is forgotten with the document", "[render]") {
  compile::Result const compiled = test::compile_body("{{b | tong}}");
  REQUIRE(compiled.compiled);
  render::Scratch scratch;
  data::Document data;  // the values of the next one lie where those of the last did
  for (int const from : {1, 2, 3}) {
    base::Diagnostics out;
    REQUIRE(data.parse("{\"b\":" + numbers(from, 20) + "}", "d.json", {}, out));
    Filled filled;
    filled.diagnostics = render::render(*compiled.compiled, data, {}, scratch, filled.docx);
    REQUIRE(test::ids(filled.diagnostics) == "");
    CHECK(filled.notation() == std::to_string(190 + 20 * from));
  }
}

TEST_CASE("more than is kept is worked out each time", "[render]") {
  std::string json;
  for (char c = 'a'; c < 'a' + 20; ++c) {
    json += std::string(json.empty() ? "[" : ",") + "\"" + std::string(1u << 20, c) + "\"";
  }
  data::Document data;
  base::Diagnostics out;
  REQUIRE(data.parse(json + "]", "d.json", {}, out));
  std::vector<data::ChainProblem> problems;
  auto const calls = data::parse_filters("hoa", problems);
  REQUIRE(calls);
  render::FilterCache cache;
  data::Arena arena;
  std::size_t kept = 0;
  for (bool const again : {false, true}) {
    for (std::size_t i = 0; i < 20; ++i) {
      data::Item item = data::Item::of(data.root().item(i));
      CHECK_FALSE(cache.apply(0, *calls, item, arena));
      CHECK((item.text == std::string(1u << 20, static_cast<char>('A' + i))));
      kept += again && arena.take_work() == 0;
      arena.recycle();
    }
    arena.take_work();
  }
  CHECK(kept == 15);  // of 16 MiB, less what an entry itself takes
}
