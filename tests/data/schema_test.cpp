#include "data/schema.h"

#include <string>
#include <vector>

#include <catch2/catch.hpp>

using namespace thethuc;
using namespace thethuc::data;

namespace {

std::string compiled(std::string_view json) {
  base::Diagnostics out;
  auto const schema = Schema::compile(json, "schema.json", out);
  CHECK(schema.has_value() == out.empty());
  std::string text;
  for (auto const& d : out.entries()) {
    CHECK(d.place.file == "schema.json");
    text += text.empty() ? "" : "; ";
    text += std::string(base::id_name(d.id)) + " " + d.data_pointer;
    text += d.arg("nearest").empty() ? "" : " (" + std::string(d.arg("nearest")) + ")";
  }
  return text;
}

base::Diagnostics violations(std::string_view schema_json, std::string_view json) {
  base::Diagnostics out;
  auto const schema = Schema::compile(schema_json, "schema.json", out);
  Document document;
  bool const ok = document.parse(json, "d.json", {}, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(schema);
  REQUIRE(ok);
  schema->validate(document, "d.json", out);
  for (auto const& d : out.entries()) {
    CHECK(d.place.file == "d.json");
  }
  return out;
}

// "id pointer: message", warnings with "~" before them.
std::string shown(base::Diagnostics const& out) {
  std::string text;
  for (auto const& d : out.entries()) {
    text += text.empty() ? "" : "; ";
    text += d.severity == base::Severity::warning ? "~" : "";
    text += std::string(base::id_name(d.id)) + " " + d.data_pointer + ": " +
            base::message(d, base::Language::en);
    text += d.arg("nearest").empty() ? "" : " (" + std::string(d.arg("nearest")) + ")";
  }
  return text;
}

}  // namespace

TEST_CASE("a schema's mistakes come back all at once", "[data]") {
  struct Case {
    char const* json;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"{}", ""},
      {"true", ""},
      {R"({"$schema":"x","$id":"y","$comment":"z","title":"T","description":"D","examples":[1],"default":3,"x-don-vi":"đồng"})", ""},
      {R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"items":{"$ref":"#"}}},"$ref":"#/$defs/a"})", ""},
      {R"({"$ref":"#/properties/a~1b","properties":{"a/b":{"title":"x"}}})", ""},
      {R"({"$ref":"#/$defs/s%E1%BB%91","$defs":{"số":true}})", ""},
      {"[]", "schema_bad_keyword "},
      {R"({"propertes":{}})", "schema_unknown_keyword /propertes (properties)"},
      {R"({"properties":{"a":{"not":true,"uniqueItems":true}}})", "schema_unknown_keyword /properties/a/not; schema_unknown_keyword /properties/a/uniqueItems"},
      {R"({"type":"text"})", "schema_bad_keyword /type"},
      {R"({"type":["string",5]})", "schema_bad_keyword /type/1"},
      {R"({"type":[]})", "schema_bad_keyword /type"},
      {R"({"properties":[],"required":{},"items":3,"enum":1})", "schema_bad_keyword /properties; schema_bad_keyword /required; schema_bad_keyword /items; schema_bad_keyword /enum"},
      {R"({"required":["a",1]})", "schema_bad_keyword /required/1"},
      {R"({"additionalProperties":"no"})", "schema_bad_keyword /additionalProperties"},
      {R"({"minItems":-1,"maxLength":1.5,"minLength":"2","minimum":"1"})", "schema_bad_keyword /minItems; schema_bad_keyword /maxLength; schema_bad_keyword /minLength; schema_bad_keyword /minimum"},
      {R"({"maxItems":2.0})", ""},
      {R"({"format":"uri"})", "schema_bad_keyword /format"},
      {R"({"pattern":"("})", "schema_bad_pattern /pattern"},
      {R"({"pattern":5})", "schema_bad_keyword /pattern"},
      {R"({"anyOf":[]})", "schema_bad_keyword /anyOf"},
      {R"({"allOf":{"a":1}})", "schema_bad_keyword /allOf"},
      {R"({"if":true,"then":{"minimum":1},"else":false})", ""},
      {R"({"then":{"minimum":1},"items":{"else":false}})", "schema_bad_keyword /then; schema_bad_keyword /items/else"},
      {R"({"if":5,"then":[]})", "schema_bad_keyword /if; schema_bad_keyword /then"},
      {R"({"x-enumFrom":{"a":{"list":"ds","value":"ma"},"b":{"list":"ds","value":"ma","name":"ten"}}})", ""},
      {R"({"x-enumFrom":["a"]})", "schema_bad_keyword /x-enumFrom"},
      {R"({"x-enumFrom":{"a":"ds","b":{"list":"ds"},"c":{"list":"ds","value":1},"d":{"list":"ds","value":"ma","nme":"ten"}}})",
       "schema_bad_keyword /x-enumFrom/a; schema_bad_keyword /x-enumFrom/b; schema_bad_keyword /x-enumFrom/c; schema_bad_keyword /x-enumFrom/d"},
      {R"({"title":5,"description":[],"examples":1})", "schema_bad_keyword /title; schema_bad_keyword /description; schema_bad_keyword /examples"},
      {R"({"x-sum":{"t":"ds.a"},"properties":{"t":{},"ds":{"items":{"$ref":"#/$defs/d"}}},"$defs":{"d":{"properties":{"a":{}}}}})", ""},
      {R"({"x-sum":{"t":"ds.a"},"properties":{"t":{},"ds":{"allOf":[{"items":{"anyOf":[{"properties":{"b":{}}},{"properties":{"a":{}}}]}}]}}})", ""},
      {R"({"x-sum":["t"]})", "schema_bad_keyword /x-sum"},
      {R"({"x-sum":{"t":"ds"},"items":{"$ref":"#"}})", "schema_bad_keyword /x-sum/t"},
      {R"({"x-order":{"a":"b"},"properties":{"a":{},"b":{}}})", ""},
      {R"({"x-order":{"a":"b"},"properties":{"a":{}}})", "schema_bad_keyword /x-order/a"},
      {R"({"x-order":["a","b"]})", "schema_bad_keyword /x-order"},
      {R"({"x-order":{"a":1}})", "schema_bad_keyword /x-order/a"},
      {R"({"enum":["a"],"x-fold":"có"})", "schema_bad_keyword /x-fold"},
      {R"({"prefixItems":[]})", "schema_bad_keyword /prefixItems"},
      {R"({"x-sum":{"t.":"ds","t":5,"":"ds"}})", "schema_bad_keyword /x-sum/t.; schema_bad_keyword /x-sum/t; schema_bad_keyword /x-sum/"},
      {R"({"x-sum":{"t":"ds.a"},"properties":{"t":{},"ds":{"items":{"properties":{"b":{}}}}}})", "schema_bad_keyword /x-sum/t"},
      {R"({"x-sum":{"T":"ds"},"properties":{"t":{},"ds":{}}})", "schema_bad_keyword /x-sum/T"},
      {R"({"$ref":5})", "schema_bad_keyword /$ref"},
      {R"({"$ref":"#/$defs/ngya","$defs":{"ngay":{}}})", "schema_bad_ref /$ref (#/$defs/ngay)"},
      {R"({"$ref":"other.json#/a"})", "schema_bad_ref /$ref"},
      {R"({"$ref":"#"})", "schema_ref_loop "},
      {R"({"$defs":{"a":{"$ref":"#/$defs/b"},"b":{"anyOf":[true,{"$ref":"#/$defs/a"}]}}})", "schema_ref_loop /$defs/b/anyOf/1"},
      {R"({"if":{"$ref":"#"},"then":true})", "schema_ref_loop /if"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.json) {
    CHECK(compiled(c.json) == c.expect);
  }
}

TEST_CASE("a schema that is no JSON says where", "[data]") {
  base::Diagnostics out;
  CHECK_FALSE(Schema::compile("{\"type\":}", "schema.json", out));
  REQUIRE(out.entries().size() == 1);
  CHECK(out.entries()[0].id == base::Id::json_syntax);
  CHECK(out.entries()[0].place.column == 9);
}

TEST_CASE("a schema of many schemas in one place is refused, not followed", "[data]") {
  // Each definition names the next twice: 2^40 ways down, with a chain of only 40.
  std::string doubling = R"({"$ref":"#/$defs/d0","$defs":{)";
  std::string chain = doubling;
  for (int i = 0; i < 40; ++i) {
    std::string const next = R"({"$ref":"#/$defs/d)" + std::to_string(i + 1) + "\"}";
    doubling += "\"d" + std::to_string(i) + R"(":{"allOf":[)" + next + "," + next + "]},";
  }
  doubling += R"("d40":{}}})";
  CHECK(compiled(doubling).starts_with("schema_too_costly"));
  for (int i = 0; i < 20'000; ++i) {
    chain += "\"d" + std::to_string(i) + R"(":{"$ref":"#/$defs/d)" + std::to_string(i + 1) + "\"},";
  }
  chain += R"("d20000":{}}})";
  CHECK(compiled(chain).starts_with("schema_too_costly"));
}

TEST_CASE("a condition chooses what holds, and is not told itself", "[data]") {
  // As the indicators of period reports use it: the unit says what the value may be.
  std::string const schema =
      R"({"properties":{"don_vi":{"type":"string"},"so_lieu":{"title":"Số liệu"}},
    "additionalProperties":false,
    "if":{"properties":{"don_vi":{"const":"%"}},"required":["don_vi"]},
    "then":{"properties":{"so_lieu":{"title":"Tỷ lệ","minimum":0,"maximum":100}}},
    "else":{"properties":{"so_lieu":{"title":"Số lượng","type":"integer"}}}})";
  struct Case {
    char const* json;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {R"({"don_vi":"%","so_lieu":99.5})", ""},
      {R"({"don_vi":"%","so_lieu":100.5})", "data_range /so_lieu: \"Tỷ lệ\": expected a number of at most 100, found 100.5"},
      {R"({"don_vi":"Người","so_lieu":101})", ""},
      {R"({"so_lieu":1.5})", "data_wrong_type /so_lieu: \"Số lượng\": expected a whole number, found a number 1.5"},
      {R"({"don_vi":"%","so_lieu":-1,"ghi":1})", "data_unknown_property /ghi: \"ghi\" is not a field of the data; data_range /so_lieu: \"Tỷ lệ\": expected a number of at least 0, found -1"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.json) {
    CHECK(shown(violations(schema, c.json)) == c.expect);
  }
}

TEST_CASE("a value is one of those that the data lists", "[data]") {
  std::string const schema =
      R"({"items":{"title":"Chỉ tiêu","properties":{"so_lieu":{"title":"Số liệu"},"lua_chon":{}},
    "x-enumFrom":{"so_lieu":{"list":"lua_chon","value":"gia_tri","name":"nghia"},"khac":{"list":"lua_chon","value":"nghia"}}}})";
  std::string const codes =
      R"("lua_chon":[{"gia_tri":0,"nghia":"Trực tuyến"},{"gia_tri":1,"nghia":"Phát phiếu"},{"gia_tri":2}])";
  std::string const expected = "\"Số liệu\": expected 0 (Trực tuyến), 1 (Phát phiếu) or 2, found ";
  struct Case {
    std::string json;
    std::string expect;
  };
  // clang-format off
  auto const c = GENERATE_COPY(values<Case>({
      {R"([{"so_lieu":0,)" + codes + "}]", ""},
      {R"([{"so_lieu":2.0,)" + codes + "}]", ""},
      {R"([{"so_lieu":7},{"so_lieu":3,)" + codes + "}]", "data_not_in_enum /1/so_lieu: " + expected + "3"},
      {R"([{"so_lieu":"1",)" + codes + "}]", "data_not_in_enum /0/so_lieu: " + expected + "\"1\""},
      // Not filled in yet.
      {"[{" + codes + "}]", ""},
      {R"([{"so_lieu":null,)" + codes + "}]", ""},
      {R"([{"so_lieu":"",)" + codes + "}]", ""},
      // No list to hold it against.
      {R"([{"so_lieu":5,"lua_chon":[]},{"so_lieu":5,"lua_chon":"0"}])", ""},
      {R"([{"so_lieu":5,"lua_chon":[1,{"ma":5}]}])", "data_not_in_enum /0/so_lieu: \"Số liệu\": expected nothing or nothing, found 5"},
      // A field that `properties` do not name is called by its object's title.
      {R"([{"khac":"Qua thư",)" + codes + "}]", "data_not_in_enum /0/khac: \"Chỉ tiêu\": expected \"Trực tuyến\", \"Phát phiếu\" or nothing, found \"Qua thư\"; "
                                                "~data_unknown_property /0/khac: \"khac\" is not a field of \"Chỉ tiêu\""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.json) {
    CHECK(shown(violations(schema, c.json)) == c.expect);
  }
}

TEST_CASE("totals that differ from what they add up are told as warnings", "[data]") {
  struct Case {
    char const* json;
    char const* expect;
  };
  static constexpr char kSchema[] = R"({
    "properties": {
      "cong": {"title": "Cộng", "properties": {"so": {"title": "Tổng số", "type": ["number", "string", "null"]}}},
      "dat": {}, "thanh_phan": {},
      "nhom": {"title": "Nhóm", "items": {"$ref": "#/$defs/nhom"}}},
    "x-sum": {"cong.so": "nhom.dong.so", "dat": "thanh_phan"},
    "$defs": {"nhom": {"properties": {"so": {}, "dong": {"items": {"properties": {"so": {}}}}}, "x-sum": {"so": "dong.so"}}}})";
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {R"({"nhom":[{"dong":[{"so":1.25},{"so":"0.75"}],"so":2},{"dong":[{"so":0.1},{"so":0.2}],"so":0.30}],"cong":{"so":2.3}})", ""},
      {R"({"nhom":[{"dong":[{"so":1.25},{"so":0.75}],"so":3}],"cong":{"so":2}})",
       "~data_sum_differs /nhom/0/so: \"so\": expected 2, the sum of \"dong\", found 3"},
      {R"({"nhom":[{"dong":[{"so":1}]},{"dong":[{"so":0.5},{"so":null},{"so":""},{}]}],"cong":{"so":"2"}})",
       "~data_sum_differs /cong/so: \"Tổng số\": expected 1.5, the sum of \"Nhóm\", found \"2\""},
      {R"({"nhom":[{"dong":[{"so":1e30},{"so":1}],"so":1000000000000000000000000000000}]})",
       "~data_sum_differs /nhom/0/so: \"so\": expected 1000000000000000000000000000001, the sum of \"dong\", found 1000000000000000000000000000000"},
      {R"({"dat":73.53,"thanh_phan":[41.50,32.03]})", ""},
      {R"({"dat":"150.000","thanh_phan":[100000,50000]})", ""},
      {R"({"dat":150000,"thanh_phan":["100.000",50000]})", ""},
      {R"({"dat":76.82,"thanh_phan":[46.75,null,28.15]})",
       "~data_sum_differs /dat: \"dat\": expected 74.9, the sum of \"thanh_phan\", found 76.82"},
      // Nothing to compare: no total, no parts, or something that is no number.
      {R"({"nhom":[{"dong":[{"so":1}]}]})", ""},
      {R"({"nhom":[{"dong":[],"so":3},{"dong":[{"so":null}],"so":3},{"so":3}]})", ""},
      {R"({"nhom":[{"dong":[{"so":1},{"so":"một"}],"so":3},{"dong":[1,2],"so":3}],"cong":{"so":null}})", ""},
      {R"({"nhom":[{"dong":[{"so":1}],"so":"ba"}],"cong":{}})", ""},
      {R"({"nhom":[{"dong":[{"so":1e100}],"so":3}]})", ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.json) {
    CHECK(shown(violations(kSchema, c.json)) == c.expect);
  }
}

TEST_CASE("a total that differs rules out no alternative", "[data]") {
  static constexpr char kSchema[] = R"({"oneOf": [
    {"properties": {"a": {}, "ds": {}}, "required": ["a"], "x-sum": {"a": "ds"}},
    {"properties": {"b": {}}, "required": ["b"]}]})";
  CHECK(shown(violations(kSchema, R"({"a":1,"ds":[2,3]})")) == "");
}

TEST_CASE("violations name the field, what is expected and what is found", "[data]") {
  struct Case {
    char const* name;
    char const* schema;
    char const* json;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"fits", R"({"properties":{"so":{"type":"string"}},"required":["so"]})", R"({"so":"5"})", ""},
      {"wrong type with title", R"({"properties":{"so":{"title":"Số","type":"string"}}})", R"({"so":{}})",
       "data_wrong_type /so: \"Số\": expected text, found an object"},
      {"title behind $ref", R"({"properties":{"so":{"$ref":"#/$defs/s"}},"$defs":{"s":{"title":"Số","type":"string"}}})", R"({"so":1})",
       "data_wrong_type /so: \"Số\": expected text, found a number 1"},
      {"name without title", R"({"properties":{"so":{"type":["integer","null"]}}})", R"({"so":"5"})",
       "data_wrong_type /so: \"so\": expected a whole number or null, found text \"5\""},
      {"an item", R"({"properties":{"ds":{"items":{"type":"string"}}}})", R"({"ds":["a",2]})",
       "data_wrong_type /ds/1: item 2 of \"ds\": expected text, found a number 2"},
      {"an item of an item", R"({"items":{"items":{"type":"string"}}})", R"([[],["a",true]])",
       "data_wrong_type /1/1: item 2 of item 2: expected text, found true"},
      {"the root", R"({"type":"object"})", "[]", "data_wrong_type : the data: expected an object, found a list"},
      {"missing, with the nearest unknown name", R"({"properties":{"noi_nhan":{"title":"Nơi nhận"}},"required":["noi_nhan"]})", R"({"noi_nhna":1})",
       "data_missing_property /noi_nhan: expected \"Nơi nhận\" (noi_nhan), found nothing (\"noi_nhna\"); "
       "data_unknown_property /noi_nhna: \"noi_nhna\" is not a field of the data (\"noi_nhan\")"},
      {"missing, without properties", R"({"required":["so"]})", "{}", "data_missing_property /so: expected \"so\", found nothing"},
      {"missing, where items are of the schema itself", R"({"items":{"$ref":"#"},"required":["so"]})", "{}", "data_missing_property /so: expected \"so\", found nothing"},
      {"missing in an item", R"({"items":{"title":"Dòng","properties":{"a/b":{}},"required":["a/b"]}})", "[{}]",
       "data_missing_property /0/a~1b: expected \"a/b\", found nothing"},
      {"unknown, a warning", R"({"properties":{"so_hieu":{}}})", R"({"so_hieu":1,"abc":2})",
       "~data_unknown_property /abc: \"abc\" is not a field of the data"},
      {"unknown near an optional name", R"({"properties":{"so_hieu":{}}})", R"({"so_hiue":1})",
       "~data_unknown_property /so_hiue: \"so_hiue\" is not a field of the data (\"so_hieu\")"},
      {"unknown and forbidden", R"({"properties":{"so_hieu":{}},"additionalProperties":false})", R"({"so_hiue":1})",
       "data_unknown_property /so_hiue: \"so_hiue\" is not a field of the data (\"so_hieu\")"},
      {"unknown and welcome", R"({"properties":{"a":{}},"additionalProperties":true})", R"({"b":1})", ""},
      {"a free object", R"({"type":"object"})", R"({"b":1})", ""},
      {"additional by schema", R"({"additionalProperties":{"type":"string"}})", R"({"b":1,"c":"x"})",
       "data_wrong_type /b: \"b\": expected text, found a number 1"},
      {"known by allOf", R"({"properties":{"a":{}},"allOf":[{"properties":{"b":{}}}]})", R"({"a":1,"b":2,"c":3})",
       "~data_unknown_property /c: \"c\" is not a field of the data"},
      {"known by $ref", R"({"$ref":"#/$defs/x","$defs":{"x":{"properties":{"b":{}},"required":["b"]}}})", R"({"c":3})",
       "data_missing_property /b: expected \"b\", found nothing; ~data_unknown_property /c: \"c\" is not a field of the data"},
      {"unknown and forbidden behind $ref: once, though a name is missing", R"({"items":{"$ref":"#/$defs/d"},"$defs":{"d":{"properties":{"ten":{},"so":{}},"required":["ten"],"additionalProperties":false}}})",
       R"([{"tenn":1,"so":2,"abc":3}])",
       "data_unknown_property /0/tenn: \"tenn\" is not a field of item 1 (\"ten\"); data_unknown_property /0/abc: \"abc\" is not a field of item 1; "
       "data_missing_property /0/ten: expected \"ten\", found nothing (\"tenn\")"},
      {"unknown and forbidden behind allOf: once", R"({"allOf":[{"properties":{"a":{}},"additionalProperties":false},{"properties":{"a":{}},"additionalProperties":false}]})", R"({"a":1,"b":2})",
       "data_unknown_property /b: \"b\" is not a field of the data"},
      {"unknown and forbidden in every alternative: once", R"({"anyOf":[{"properties":{"a":{}},"additionalProperties":false},{"properties":{"b":{}},"additionalProperties":false}]})", R"({"a":1,"c":2})",
       "data_unknown_property /c: \"c\" is not a field of the data"},
      {"unknown and forbidden in an alternative that does not apply", R"({"anyOf":[{"properties":{"a":{}},"additionalProperties":false},{"properties":{"b":{}}}]})", R"({"a":1,"c":2})",
       "~data_unknown_property /c: \"c\" is not a field of the data"},
      {"directives of rendering", R"({"properties":{"a":{}},"additionalProperties":false})", R"({"$profile":"nd30-2020"})", ""},
      {"enum", R"({"properties":{"loai":{"enum":["Báo cáo","Tờ trình",3]}}})", R"({"loai":"báo cao"})",
       "data_not_in_enum /loai: \"loai\": expected \"Báo cáo\", \"Tờ trình\" or 3, found \"báo cao\" (\"Báo cáo\")"},
      {"a long enum", R"({"enum":[1,2,3,4,5,6,7,8,9]})", "10",
       "data_not_in_enum : the data: expected 1, 2, 3, 4, 5, 6, 7, 8, … (9 values), found 10"},
      {"const", R"({"const":{"a":[1.0,true]}})", R"({"a":[1,false]})", "data_not_in_enum : the data: expected an object, found an object"},
      {"const by value", R"({"const":{"a":[1.0,true],"b":null}})", R"({"b":null,"a":[1,true]})", ""},
      {"pattern", R"({"properties":{"so":{"pattern":"^\\d+/BC$","examples":["52/BC"]}}})", R"({"so":"52/bc"})",
       "data_pattern /so: \"so\": expected a value such as \"52/BC\", found \"52/bc\""},
      {"pattern with letters", R"({"pattern":"^\\p{Lu}"})", "\"Đồng\"", ""},
      {"pattern anywhere", R"({"pattern":"ng"})", "\"Đồng\"", ""},
      {"pattern up to the very end", R"({"pattern":"a$"})", "\"a\\n\"", "data_pattern : the data: expected text of the form a$, found \"a \""},
      {"range", R"({"minimum":0.1,"maximum":0.3})", "0.30000000000000001", "data_range : the data: expected a number of at most 0.3, found 0.30000000000000001"},
      {"exclusive range", R"({"exclusiveMinimum":1,"exclusiveMaximum":2})", "1.0", "data_range : the data: expected a number greater than 1, found 1.0"},
      {"length in characters", R"({"maxLength":3})", "\"ủyạ\"", ""},
      {"too long", R"({"maxLength":3})", "\"abcd\"", "data_length : the data: expected at most 3 characters, found 4"},
      {"too short", R"({"minLength":1})", "\"\"", "data_length : the data: expected at least 1 characters, found 0"},
      {"too few items", R"({"minItems":2})", "[1]", "data_length : the data: expected at least 2 items, found 1"},
      {"too many items", R"({"maxItems":0})", "[1]", "data_length : the data: expected at most 0 items, found 1"},
      {"date", R"({"format":"date"})", "\"2021-02-30\"", "data_date : the data: expected a date such as 2021-09-14, found \"2021-02-30\", which is no day of the calendar"},
      {"a date in another form", R"({"format":"date"})", "\"30/02/2021\"", "data_date : the data: expected a date such as 2021-09-14, found \"30/02/2021\""},
      {"date is for text only", R"({"format":"date"})", "5", ""},
      {"never", R"({"properties":{"a":false}})", R"({"a":1})", "data_not_allowed /a: \"a\": expected nothing, found 1"},
      {"anyOf by type", R"({"anyOf":[{"type":"string"},{"type":"number"}]})", "[]", "data_wrong_type : the data: expected text or a number, found a list"},
      {"anyOf, the nearest", R"({"anyOf":[{"type":"string"},{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["a"]}]})", R"({"a":1})",
       "data_wrong_type /a: \"a\": expected text, found a number 1"},
      {"anyOf, a branch fits", R"({"anyOf":[{"type":"string"},{"type":"array","items":{"type":"string"}}]})", R"(["x"])", ""},
      {"oneOf, two fit", R"({"oneOf":[{"type":"number"},{"type":"integer"}]})", "5", "data_ambiguous : the data: expected exactly one of the 2 allowed forms, found a value of 2"},
      {"oneOf, two fit that ask for names", R"({"title":"Khoản","properties":{"a":{"title":"Á"},"b":{}},"oneOf":[{"required":["a"]},{"required":["b"]},{"required":["c"]}]})", R"({"a":1,"b":2})",
       "data_ambiguous : \"Khoản\": expected exactly one of \"Á\" (a), \"b\" or \"c\", found \"Á\" (a) and \"b\""},
      {"oneOf, two fit that have titles", R"({"oneOf":[{"title":"Số","type":"number"},{"title":"Nguyên","type":"integer"}]})", "5",
       "data_ambiguous : the data: expected exactly one of \"Số\" or \"Nguyên\", found \"Số\" and \"Nguyên\""},
      {"names of which one is needed", R"({"properties":{"a":{"title":"Á"},"b":{}},"anyOf":[{"required":["a"]},{"required":["b"]}]})", "{}",
       "data_missing_property /a: expected \"Á\" (a) or \"b\", found nothing"},
      {"names of which one is needed, behind a reference", R"({"properties":{"a":{"title":"Á"},"b":{},"c":{}},"allOf":[{"$ref":"#/$defs/x"}],"$defs":{"x":{"oneOf":[{"required":["a","c"]},{"required":["b"]}]}}})", R"({"c":1})",
       "data_missing_property /a: expected \"Á\" (a) or \"b\", found nothing"},
      {"names of which one is needed, and one is misspelt", R"({"properties":{"ngay":{},"thang":{}},"anyOf":[{"required":["ngay"]},{"required":["thang"]}]})", R"({"thagn":1})",
       "data_missing_property /thang: expected \"thang\", found nothing (\"thagn\"); ~data_unknown_property /thagn: \"thagn\" is not a field of the data (\"thang\")"},
      {"a name that a part requires has the title of the whole", R"({"properties":{"a":{"title":"Á"}},"allOf":[{"required":["a"]}]})", "{}",
       "data_missing_property /a: expected \"Á\" (a), found nothing"},
      {"a text not of its own form does not hear of the wider one", R"({"properties":{"a":{"$ref":"#/$defs/x","pattern":"^BC-","examples":["BC-A"]}},"$defs":{"x":{"pattern":"^[A-Z-]+$","examples":["XX-A"]}}})", R"({"a":"b c"})",
       "data_pattern /a: \"a\": expected a value such as \"BC-A\", found \"b c\""},
      {"an example that all allow", R"({"properties":{"a":{"$ref":"#/$defs/x","pattern":"^BC","examples":["BC-A","BC/A"]}},"$defs":{"x":{"pattern":"/"}}})", R"({"a":"x"})",
       "data_pattern /a: \"a\": expected a value such as \"BC/A\", found \"x\""},
      {"prefixItems", R"({"prefixItems":[{"type":"string"},{"type":"number"}],"items":{"type":"boolean"}})", R"([1,"a","b"])",
       "data_wrong_type /0: item 1: expected text, found a number 1; data_wrong_type /1: item 2: expected a number, found text \"a\"; data_wrong_type /2: item 3: expected true or false, found text \"b\""},
      {"prefixItems, fewer and more", R"({"items":{"prefixItems":[{"type":"string"}]}})", R"([[],["a",1]])", ""},
      {"texts of an enum without regard to case and white space", R"({"items":{"enum":["Hồ sơ","Bộ"],"x-fold":true}})", "[\"hồ  SƠ\",\" bộ\\n\",\"bo\"]",
       "data_not_in_enum /2: item 3: expected \"Hồ sơ\" or \"Bộ\", found \"bo\" (\"Bộ\")"},
      {"dates in order", R"({"properties":{"a":{"title":"Từ"},"b":{"title":"Đến"}},"x-order":{"a":"b"}})", R"({"a":"2023-03-15","b":"2022-12-15"})",
       "data_range /b: \"Đến\": expected a date from 2023-03-15 (\"Từ\") on, found \"2022-12-15\""},
      {"dates in order, one alone or none", R"({"items":{"properties":{"a":{},"b":{}},"x-order":{"a":"b"}}})", R"([{"a":"2023-03-15"},{"a":"2023-03-15","b":"2023-03-15"},{"a":"x","b":"a"}])", ""},
      {"oneOf, none fits", R"({"oneOf":[{"minimum":10},{"minimum":20}]})", "5", "data_range : the data: expected a number of at least 10, found 5"},
      {"allOf", R"({"allOf":[{"minimum":1},{"maximum":2}]})", "3", "data_range : the data: expected a number of at most 2, found 3"},
      {"allOf, the same is said once", R"({"allOf":[{"title":"Ký hiệu","pattern":"^B","examples":["BC"]},{"pattern":"^.C","examples":["BC"]}]})", "\"xx\"",
       "data_pattern : \"Ký hiệu\": expected a value such as \"BC\", found \"xx\""},
      {"recursion", R"({"properties":{"con":{"$ref":"#"},"ten":{"type":"string"}}})", R"({"con":{"con":{"ten":1}}})",
       "data_wrong_type /con/con/ten: \"ten\": expected text, found a number 1"},
      {"all at once", R"({"properties":{"a":{"type":"string"},"b":{"type":"string"}},"required":["c"]})", R"({"a":1,"b":2})",
       "data_wrong_type /a: \"a\": expected text, found a number 1; data_wrong_type /b: \"b\": expected text, found a number 2; data_missing_property /c: expected \"c\", found nothing"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    CHECK(shown(violations(c.schema, c.json)) == c.expect);
  }
}

TEST_CASE("a form is told in the schema's own words", "[data]") {
  struct Case {
    char const* schema;
    char const* json;
    char const* message;
    char const* hint;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {R"({"title":"Số","pattern":"^\\d+$"})", "\"a\"", "\"Số\": cần chữ theo dạng ^\\d+$, nhưng gặp \"a\"", ""},
      {R"({"title":"Số","pattern":"^\\d+$","description":"Chỉ ghi chữ số"})", "\"a\"", "\"Số\": cần chữ đúng dạng quy định, nhưng gặp \"a\"", "Chỉ ghi chữ số"},
      {R"({"title":"Số","pattern":"^\\d+$","examples":["01","02"]})", "\"a\"", "\"Số\": cần giá trị như \"01\", nhưng gặp \"a\"", ""},
      {R"({"title":"Số","pattern":"^\\d+$","examples":[null,true,491]})", "\"a\"", "\"Số\": cần giá trị như 491, nhưng gặp \"a\"", ""},
      {R"({"title":"Số","pattern":"^\\d+$","examples":[1.50],"description":"Chỉ ghi chữ số"})", "\"a\"", "\"Số\": cần giá trị như 1.50, nhưng gặp \"a\"", "Chỉ ghi chữ số"},
      {R"({"title":"Số","pattern":"^Đ","description":"Chữ Đ"})", "\"\u00D0A\"", "\"Số\": cần chữ đúng dạng quy định, nhưng gặp \"\u00D0A\"", "thay Ð, ð (U+00D0, U+00F0) bằng Đ, đ (U+0110, U+0111)"},
      {R"({"$ref":"#/$defs/x","description":"Hẹp","examples":["b"],"$defs":{"x":{"title":"Số","pattern":"^[ab]$","description":"Rộng","examples":["a"]}}})", "\"c\"", "\"Số\": cần giá trị như \"b\", nhưng gặp \"c\"", "Hẹp"},
      {R"({"title":"Số","pattern":"^\\d+$","examples":[]})", "\"a\"", "\"Số\": cần chữ theo dạng ^\\d+$, nhưng gặp \"a\"", ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.schema) {
    auto const out = violations(c.schema, c.json);
    REQUIRE(out.entries().size() == 1);
    CHECK(out.entries()[0].id == base::Id::data_pattern);
    CHECK(base::message(out.entries()[0], base::Language::vi) == c.message);
    CHECK(base::hint(out.entries()[0], base::Language::vi) == c.hint);
  }
}

TEST_CASE("violations speak Vietnamese", "[data]") {
  auto const out =
      violations(R"({"properties":{"dong":{"items":{"type":"string"}}},"required":["so"]})",
                 R"({"dong":[[]]})");
  REQUIRE(out.entries().size() == 2);
  CHECK(base::message(out.entries()[0], base::Language::vi) ==
        "phần tử thứ 1 của \"dong\": cần chữ, nhưng gặp một danh sách");
  CHECK(base::message(out.entries()[1], base::Language::vi) == "thiếu \"so\"");
}

TEST_CASE("alternatives within each other end", "[data]") {
  // Each level tries two alternatives that both lead down: 2^190 ways.
  std::string json;
  for (int i = 0; i < 190; ++i) {
    json += R"({"a":)";
  }
  json += "1" + std::string(190, '}');
  auto const out = violations(
      R"({"type":"object","properties":{"a":{"anyOf":[{"$ref":"#"},{"$ref":"#"}]}}})", json);
  REQUIRE(out.has_errors());
  CHECK(out.entries().back().id == base::Id::data_too_costly);
}

TEST_CASE("a pattern's cost is bounded", "[data]") {
  SECTION("one that goes astray") {
    auto const out = violations(R"({"pattern":"^(a+)+$"})", "\"" + std::string(5000, 'a') + "b\"");
    REQUIRE(out.entries().size() == 1);
    CHECK(out.entries()[0].id == base::Id::data_pattern_too_costly);
  }
  SECTION("one that is only long") {
    CHECK(violations(R"({"pattern":"^(a|b)*$"})", "\"" + std::string(100'000, 'a') + "\"").empty());
  }
}

TEST_CASE("very many names in the schema and in the data are not all compared", "[data]") {
  // Each with each would be more than 10^9 comparisons, three times over.
  std::string schema = R"({"additionalProperties":false,"properties":{)";
  std::string json = "{";
  for (int i = 0; i < 60'000; ++i) {
    schema += "\"truong_" + std::to_string(i) + "\":{},";
    json += "\"truonng_" + std::to_string(i) + "\":1,";
  }
  schema.back() = '}';
  json.back() = '}';
  auto const out = violations(schema + "}", json);
  CHECK(out.error_count() == 60'000);
  CHECK(out.entries().back().arg("nearest") == "\"truong_99\"");
}

TEST_CASE("very many violations are counted, and found in time", "[data]") {
  std::string json = "{";
  for (int i = 0; i < 50'000; ++i) {
    json += "\"ten" + std::to_string(i) + "\":1,";
  }
  json += "\"x\":1}";
  auto const out = violations(
      R"({"properties":{"ten":{}},"additionalProperties":false,"required":["ten"]})", json);
  CHECK(out.error_count() == 50'002);
  CHECK(out.entries().size() == base::Diagnostics::kMostPerId + 1);
}
