// NDJSON and JSON arrays.

#include <catch2/catch.hpp>

#include "bulk/read_all.h"

using namespace thethuc;
using bulk::RecordFormat;

namespace {

struct Case {
  char const* name;
  RecordFormat format;
  std::string text;
  std::string expected;
};

constexpr auto kLines = RecordFormat::ndjson;
constexpr auto kArray = RecordFormat::json;

}  // namespace

TEST_CASE("records of JSON come as they are written", "[records]") {
  auto const c = GENERATE(values<Case>({
      {"lines", kLines, "{\"a\": 1}\n{\"a\":2}\n", "1: {\"a\": 1}\n2: {\"a\":2}\n"},
      {"no newline at the end", kLines, "{\"a\":1}\n{\"a\":2}", "1: {\"a\":1}\n2: {\"a\":2}\n"},
      {"blank lines",
       kLines,
       "\n  \n{\"a\":1}\n\t\n\n{\"a\":2}\n\n",
       "3: {\"a\":1}\n6: {\"a\":2}\n"},
      {"CRLF", kLines, "{\"a\":1}\r\n\r\n{\"a\":2}\r\n", "1: {\"a\":1}\r\n3: {\"a\":2}\r\n"},
      {"mark", kLines, "\xEF\xBB\xBF{\"a\":1}\n", "1: {\"a\":1}\n"},
      {"nothing", kLines, "", ""},
      {"other values",
       kLines,
       "[1]\n7\n{\"a\":1}\n\"x\"\n",
       "1: record_not_object@1\n2: record_not_object@2\n3: {\"a\":1}\n4: record_not_object@4\n"},
      {"no JSON",
       kLines,
       "{\"a\":1}\n{\"a\":\n  oops\n{\"a\":2}\n",
       "1: {\"a\":1}\n2: json_syntax@2:6\n3: json_syntax@3:3\n4: {\"a\":2}\n"},
      {"array", kArray, "[{\"a\":1},{\"a\":2}]", "1: {\"a\":1}\n1: {\"a\":2}\n"},
      {"array over lines",
       kArray,
       "\xEF\xBB\xBF\n[\n {\"a\":\n 1} ,\n{\"b\":\"]},\\\"\"}\n]\n\n",
       "3: {\"a\":\n 1}\n5: {\"b\":\"]},\\\"\"}\n"},
      {"empty array", kArray, " [ ] ", ""},
      {"nested", kArray, "[{\"a\":[{\"b\":[]},2]}]", "1: {\"a\":[{\"b\":[]},2]}\n"},
      {"other items",
       kArray,
       "[7,{\"a\":1}, \"x,]\" ,null,[1,2]]",
       "1: record_not_object@1:2\n1: {\"a\":1}\n1: record_not_object@1:13\n"
       "1: record_not_object@1:20\n1: record_not_object@1:25\n"},
      {"broken item of no object", kArray, "[tru,{\"a\":1}]", "1: json_syntax@1:2\n1: {\"a\":1}\n"},
      {"one object", kArray, "{\n\"a\":1}\n", "1: {\n\"a\":1}\n"},
      {"objects without array",
       kArray,
       "{\"a\":1} {\"a\":2}\n{\"a\":3}",
       "1: {\"a\":1}\n1: {\"a\":2}\n2: {\"a\":3}\n"},
      {"empty file", kArray, " \n", "records_not_readable"},
      {"no array", kArray, "\n  so", "json_syntax@2:3"},
      {"no comma", kArray, "[{\"a\":1} {\"a\":2}]", "1: {\"a\":1}\njson_syntax@1:10"},
      {"comma too many", kArray, "[{\"ô\":1},\n]", "1: {\"ô\":1}\njson_syntax@2:1"},
      {"array not closed", kArray, "[{\"a\":1}\n", "1: {\"a\":1}\njson_syntax@2:1"},
      {"record not closed", kArray, "[{\"a\":1},\n {\"a\":[", "1: {\"a\":1}\njson_syntax@2:2"},
      {"wrong bracket", kArray, "[{\"ô\":[1}]", "json_syntax@1:9"},
      {"line break in text", kArray, "[{\"a\":\"x\n\"}]", "json_syntax@1:9"},
      {"text behind", kArray, "[{\"a\":1}] x", "1: {\"a\":1}\njson_syntax@1:11"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(test::read_text(c.format, c.text) == c.expected);
    for (std::size_t const piece : {1u, 2u, 3u, 7u}) {
      CHECK(test::read_text(c.format, c.text, {}, piece) == c.expected);
    }
  }
}

TEST_CASE("a record beyond the limit is one mistake", "[records]") {
  bulk::SourceOptions options;
  options.limits.max_record_bytes = 10;
  auto const c = GENERATE(values<Case>({
      {"lines",
       kLines,
       "{\"a\":1234}\n{\"a\":12345}\n{\"a\":1}",
       "1: {\"a\":1234}\n2: record_too_large@2\n3: {\"a\":1}\n"},
      {"array",
       kArray,
       "[{\"a\":1234},{\"a\":12345},{\"a\":1}]",
       "1: {\"a\":1234}\n1: record_too_large@1:13\n1: {\"a\":1}\n"},
  }));
  DYNAMIC_SECTION(c.name) {
    for (std::size_t const piece : {1u, 4u, 100u}) {
      CHECK(test::read_text(c.format, c.text, options, piece) == c.expected);
    }
  }
}

TEST_CASE("a place in a record is one in its file", "[records]") {
  bulk::Record record;
  record.place.file = "a.json";
  record.place.line = 7;
  record.place.column = 3;
  base::Place inside;
  inside.line = 1;
  inside.column = 5;
  base::Place place = bulk::place_in_source(record, inside);
  CHECK(base::place_text(place, base::Language::en) == "a.json:7:7: ");
  inside.line = 2;
  CHECK(base::place_text(bulk::place_in_source(record, inside), base::Language::en) ==
        "a.json:8:5: ");
  record.place.line = record.place.column = 0;
  record.place.row = 4;
  CHECK(base::place_text(bulk::place_in_source(record, inside), base::Language::en) ==
        "a.json: row 4: ");
}
