#include <string>

#include <catch2/catch.hpp>

#include "data/schema.h"

using namespace thethuc;

namespace {

std::string guide(char const* json, base::Language language = base::Language::en) {
  base::Diagnostics out;
  auto const schema = data::Schema::compile(json, "s.json", out);
  REQUIRE(schema);
  return schema->guide(language);
}

}  // namespace

TEST_CASE("a guide tells each field, a table for each object", "[guide]") {
  CHECK(guide(R"({
    "type": "object", "required": ["ten", "muc"],
    "properties": {
      "ten": {"type": "string", "title": "Tên", "description": "Tên | đầy đủ", "examples": ["Sở Nội vụ"]},
      "ngay": {"type": "string", "format": "date", "title": "Ngày"},
      "mat": {"enum": ["MẬT", "TỐI MẬT"]},
      "so": {"type": "integer", "minimum": 1},
      "muc": {"type": "array", "title": "Các mục", "items": {"$ref": "#/$defs/muc"}},
      "ket": {"$ref": "#/$defs/muc", "title": "Kết luận"},
      "noi_nhan": {"type": "array", "items": {"type": "string"}},
      "bo": false
    },
    "$defs": {"muc": {"type": "object", "title": "Mục", "properties": {
      "chu": {"type": "string"}, "con": {"type": "array", "items": {"$ref": "#/$defs/muc"}}}}}})") ==
        R"(
| Key | Meaning | Required | Type | Values |
|---|---|---|---|---|
| `ten` | Tên. Tên \| đầy đủ | yes | text | such as `"Sở Nội vụ"` |
| `muc` | Các mục | yes | a list, see `muc[]` |  |
| `ngay` | Ngày |  | a date (year-month-day) |  |
| `mat` |  |  | anything | `"MẬT"`, `"TỐI MẬT"` |
| `so` |  |  | a whole number | from 1 |
| `ket` | Kết luận |  | an object, see `muc[]` |  |
| `noi_nhan` |  |  | a list: text |  |

## `muc[]`: Mục

| Key | Meaning | Required | Type | Values |
|---|---|---|---|---|
| `chu` |  |  | text |  |
| `con` |  |  | a list, see `muc[]` |  |
)");
}

TEST_CASE("a guide in Vietnamese", "[guide]") {
  CHECK(
      guide(R"({"properties": {"a": {"type": "boolean"}}, "required": ["a"]})", base::Language::vi)
          .find("| `a` |  | có |") != std::string::npos);
}
