#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "data/schema.h"

using namespace thethuc;
using namespace thethuc::data;

namespace {

Schema compile(std::string_view json) {
  base::Diagnostics out;
  auto schema = Schema::compile(json, "schema.json", out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(schema);
  return std::move(*schema);
}

using Kinds = std::vector<Kind>;
using Names = std::vector<std::string>;

}  // namespace

TEST_CASE("a schema is asked about names", "[data]") {
  Schema const schema = compile(R"({
    "title": "Báo cáo",
    "description": "Báo cáo định kỳ",
    "type": "object",
    "properties": {
      "so": {"type": ["string", "integer"], "title": "Số"},
      "dong": {"type": "array", "items": {"$ref": "#/$defs/dong"}},
      "ky": {"anyOf": [{"$ref": "#/$defs/dong"}, {"type": "null"}]},
      "tu_do": {"type": "object"},
      "bang": {"additionalProperties": {"type": "number"}},
      "kin": {"type": "object", "additionalProperties": false},
      "bat_ky": true
    },
    "required": ["so", "khac"],
    "$defs": {"dong": {"title": "Dòng", "type": "object", "required": ["ma"],
                       "properties": {"ma": {"type": "number"}, "con": {"$ref": "#/$defs/dong"}}}}
  })");
  SchemaView const root = schema.root();
  CHECK(root.title() == "Báo cáo");
  CHECK(root.description() == "Báo cáo định kỳ");
  CHECK(root.types() == Kinds{Kind::object});
  CHECK(root.is_required("so"));
  CHECK_FALSE(root.is_required("dong"));
  CHECK(root.property_names() ==
        Names{"so", "dong", "ky", "tu_do", "bang", "kin", "bat_ky", "khac"});
  CHECK_FALSE(root.is_open());
  CHECK_FALSE(root.property("sos"));
  CHECK_FALSE(root.items());

  CHECK(root.property("so")->types() == Kinds{Kind::number, Kind::string});
  CHECK(root.property("so")->title() == "Số");
  CHECK(root.property("bat_ky")->types().empty());
  REQUIRE(root.property("khac"));  // named by `required` only
  CHECK(root.property("khac")->types().empty());

  auto const item = root.property("dong")->items();
  REQUIRE(item);
  CHECK(item->title() == "Dòng");
  CHECK(item->types() == Kinds{Kind::object});
  CHECK(item->is_required("ma"));
  CHECK(item->property("con")->property("con")->property("ma")->types() == Kinds{Kind::number});

  auto const ky = root.property("ky");
  CHECK(ky->types() == Kinds{Kind::null, Kind::object});
  CHECK(ky->property("ma")->types() == Kinds{Kind::number});
  CHECK_FALSE(ky->is_required("ma"));  // null needs none

  CHECK(root.property("tu_do")->is_open());
  CHECK_FALSE(root.property("tu_do")->property("x"));
  CHECK(root.property("bang")->is_open());
  CHECK(root.property("bang")->property("x")->types() == Kinds{Kind::number});
  CHECK_FALSE(root.property("kin")->is_open());
}

TEST_CASE("a view stands for all subschemas of its place", "[data]") {
  Schema const schema = compile(R"({
    "allOf": [{"properties": {"a": {"type": "string"}}, "required": ["a"]}, {"properties": {"b": {}}}],
    "oneOf": [{"properties": {"c": {"type": "string"}, "d": {}}, "required": ["c", "d"]},
              {"properties": {"c": {"type": "array", "items": {"title": "Mục"}}}, "required": ["c"]}]
  })");
  SchemaView const root = schema.root();
  CHECK(root.property_names() == Names{"a", "b", "c", "d"});
  CHECK(root.is_required("a"));
  CHECK(root.is_required("c"));  // by every alternative
  CHECK_FALSE(root.is_required("d"));
  CHECK(root.property("c")->types() == Kinds{Kind::string, Kind::list});
  CHECK(root.property("c")->items()->title() == "Mục");
}

TEST_CASE("a view outlives a move of its schema", "[data]") {
  Schema schema = compile(R"({"properties":{"a":{"title":"A"}}})");
  SchemaView const root = schema.root();
  Schema const moved = std::move(schema);
  CHECK(root.property("a")->title() == "A");
}
