#include <catch2/catch.hpp>

#include "data/json_text.h"
#include "data/schema.h"

using namespace thethuc;
using namespace thethuc::data;

namespace {

std::string dense(std::string_view json) {
  Document document;
  base::Diagnostics out;
  REQUIRE(document.parse(json, "", {}, out));
  std::string text;
  append_json(text, document.root());
  return text;
}

}  // namespace

TEST_CASE("a sample is made of what a schema gives", "[data]") {
  struct Case {
    char const* schema;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {R"({"examples":["Sơn Phú","Hương Sơn"]})", R"("Sơn Phú")"},
      {R"({"type":["number","null"],"examples":[null,21.10]})", "21.10"},
      {R"({"default":false})", "false"},
      {R"({"default":false,"examples":[true]})", "true"},
      {R"({"enum":["Báo cáo","Tờ trình"]})", R"("Báo cáo")"},
      {R"({"const":{"a":[1,null]}})", R"({"a":[1,null]})"},
      {R"({"type":"string"})", R"("…")"},
      {"true", R"("…")"},
      {R"({"type":"boolean"})", "true"},
      {R"({"type":"null"})", "null"},
      {R"({"type":"object"})", "{}"},
      {R"({"type":"string","format":"date"})", R"("2021-09-14")"},
      {R"({"type":"string","minLength":3})", R"("………")"},
      {R"({"type":"string","maxLength":0})", R"("")"},
      {R"({"type":"string","pattern":"^[0-9]{4}-[0-9]{2}$"})", R"("2021-09")"},
      {R"({"type":"integer"})", "1"},
      {R"({"type":"integer","minimum":1.5})", "2"},
      {R"({"type":"number","exclusiveMinimum":100})", "101"},
      {R"({"type":"number","maximum":-3.5})", "-3.5"},
      {R"({"type":"integer","exclusiveMaximum":-3})", "-4"},
      {R"({"type":"array","items":{"type":"integer"}})", "[1]"},
      {R"({"type":"array","minItems":2,"items":{"type":"integer"}})", "[1,1]"},
      {R"({"type":"array","maxItems":0,"items":{"type":"integer"}})", "[]"},
      {R"({"properties":{"a":{"type":"integer"},"b":{"items":{}},"c":false},"required":["d"]})", R"({"a":1,"b":["…"],"d":"…"})"},
      {R"({"properties":{"a":{"$ref":"#/$defs/x"}},"$defs":{"x":{"examples":[7]}}})", R"({"a":7})"},
      {R"({"allOf":[{"properties":{"a":{"type":"integer"}}},{"properties":{"b":{}}}]})", R"({"a":1,"b":"…"})"},
      {R"({"oneOf":[{"type":"integer"},{"type":"string"}]})", "1"},
      {R"({"properties":{"a":{},"b":{},"c":{}},"oneOf":[{"required":["a"]},{"required":["b"]}]})", R"({"a":"…","c":"…"})"},
      {R"({"properties":{"a":{},"b":{}},"anyOf":[{"required":["a"]},{"required":["b"]}]})", R"({"a":"…","b":"…"})"},
      {R"({"properties":{"ten":{},"con":{"type":"array","items":{"$ref":"#"}}}})", R"({"ten":"…","con":[]})"},
      {R"({"properties":{"ten":{},"con":{"$ref":"#"}}})", R"({"ten":"…"})"},
      {R"({"$ref":"#/$defs/x","examples":["a","b"],"$defs":{"x":{"pattern":"b"}}})", R"("b")"},
      {R"({"prefixItems":[{"type":"integer"},{"type":"boolean"}],"minItems":2})", "[1,true]"},
      {R"({"properties":{"a":{},"b":{},"c":{}},"anyOf":[{"properties":{"a":false}},{"properties":{"b":false}}]})", R"({"b":"…","c":"…"})"},
      {R"({"properties":{"a":{"const":1},"b":{},"c":{}},"if":{"properties":{"a":{"const":1}}},"then":{"properties":{"b":false}}})", R"({"a":1,"c":"…"})"},
      // What excludes each other unseen: what may stay with the first.
      {R"({"properties":{"a":{},"b":{}},"required":["a"],"oneOf":[{"properties":{"b":false}},{"properties":{"a":false}}]})", R"({"a":"…"})"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.schema) {
    base::Diagnostics out;
    auto const schema = Schema::compile(c.schema, "schema.json", out);
    REQUIRE(schema);
    std::string const sample = schema->sample();
    CHECK(dense(sample) == c.expect);
    Document document;
    REQUIRE(document.parse(sample, "", {}, out));
    schema->validate(document, "", out);
    CHECK(out.empty());
  }
}

TEST_CASE("a sample has an end, whatever the schema", "[data]") {
  // Each requires the next twice, or itself.
  std::string doubling = R"({"$ref":"#/$defs/d0","$defs":{)";
  for (int i = 0; i < 40; ++i) {
    std::string const next = R"({"$ref":"#/$defs/d)" + std::to_string(i + 1) + "\"}";
    doubling += "\"d" + std::to_string(i) + R"(":{"properties":{"a":)" + next + R"(,"b":)" + next +
                R"(},"required":["a","b"]},)";
  }
  doubling += R"("d40":{}}})";
  for (std::string const& json : {
           doubling,
           std::string{R"({"properties":{"a":{"$ref":"#"}},"required":["a"]})"},
           std::string{R"({"type":"array","minItems":3,"items":{"$ref":"#"}})"},
           std::string{R"({"type":"array","minItems":1000000000000,"items":{}})"},
           std::string{R"({"type":"string","minLength":1000000000000})"},
       }) {
    base::Diagnostics out;
    auto const schema = Schema::compile(json, "schema.json", out);
    REQUIRE(schema);
    CHECK(schema->sample().size() < 10'000'000);
  }
}

TEST_CASE("JSON is printed to be read", "[data]") {
  struct Case {
    char const* json;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"1", "1"},
      {R"( "a\"}{" )", R"("a\"}{")"},
      {"[]", "[]"},
      {R"({"a":[1,2],"b":{"c":null}})", "{\n  \"a\": [1, 2],\n  \"b\": {\"c\": null}\n}"},
      {"[[],[{}]]", "[\n  [],\n  [\n    {}\n  ]\n]"},
      {"[\"0123456789012345678901234567890123456789\","
       "\"0123456789012345678901234567890123456789\"]",
       "[\n  \"0123456789012345678901234567890123456789\",\n  "
       "\"0123456789012345678901234567890123456789\"\n]"},
  }));
  CHECK(pretty_json(c.json) == c.expect);
  CHECK(pretty_json(pretty_json(c.json)) == c.expect);
  CHECK(json_string("a\"\\\n\t\u0001đ") == "\"a\\\"\\\\\\n\\t\\u0001đ\"");
}
