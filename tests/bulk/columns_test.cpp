// Names of columns as fields, and what the schema wants of them.

#include <catch2/catch.hpp>

#include "bulk/column_name.h"
#include "bulk/columns.h"
#include "bulk/read_all.h"

using namespace thethuc;

namespace {

bulk::Cells row_of(std::vector<std::string> const& texts) {
  bulk::Cells row;
  for (std::string const& text : texts) {
    row.add(text);
  }
  return row;
}

// The object of a row, or what is wrong with the names, as "column: what stands there".
std::string object(std::vector<std::string> const& names,
                   std::vector<std::string> const& texts,
                   bulk::SourceOptions const& options = {}) {
  base::Diagnostics out;
  auto const columns = bulk::Columns::read(row_of(names), {}, true, options, out);
  std::string json;
  if (columns) {
    columns->write(row_of(texts), json);
  }
  for (base::Diagnostic const& d : out.entries()) {
    json.append(d.arg("column")).append(": ").append(d.arg("found.en")).append("\n");
  }
  return json;
}

struct Case {
  char const* name;
  std::vector<std::string> names;
  std::vector<std::string> texts;
  char const* expected;
};

}  // namespace

TEST_CASE("dots in names make fields within fields", "[columns]") {
  auto const c = GENERATE(values<Case>({
      {"flat", {"so", "ten"}, {"1", "a"}, R"({"so":"1","ten":"a"})"},
      {"objects",
       {"ky.ten", "so", "ky.chuc_vu"},
       {"a", "1", "b"},
       R"({"ky":{"ten":"a","chuc_vu":"b"},"so":"1"})"},
      {"empty objects are none", {"so", "ky.ten", "ky.x.y"}, {"1", "", " "}, R"({"so":"1"})"},
      {"nothing at all", {"so", "ky.ten"}, {}, "{}"},
      {"lists",
       {"ds.1.ten", "ds.1.so", "ds.2.ten", "ds.2.so"},
       {"a", "1", "b", "2"},
       R"({"ds":[{"ten":"a","so":"1"},{"ten":"b","so":"2"}]})"},
      {"numbers order the items",
       {"ds.10", "ds.2", "ds.0"},
       {"c", "b", "a"},
       R"({"ds":["a","b","c"]})"},
      {"empty items are none",
       {"ds.1.ten", "ds.2.ten", "ds.3.ten"},
       {"", "b", ""},
       R"({"ds":[{"ten":"b"}]})"},
      {"lists of lists",
       {"a.1.1", "a.1.2", "a.2.1"},
       {"x", "y", "z"},
       R"({"a":[["x","y"],["z"]]})"},
      {"spaces around names", {" so ", "\u00A0ten"}, {"1", "2"}, R"({"so":"1","ten":"2"})"},
      {"names are composed", {"Tên"}, {"a"}, R"({"Tên":"a"})"},
      {"quotes", {"a\"b"}, {"x"}, R"({"a\"b":"x"})"},
      {"what data says of itself", {"$profile"}, {"x"}, R"({"$profile":"x"})"},
      {"twice", {"so", "ten", "so"}, {}, "C: \"so\", which column A has taken\n"},
      {"twice, composed and decomposed",
       {"Tên", "Te\u0302n"},
       {},
       "B: \"Tên\", which column A has taken\n"},
      {"the same item", {"a.1", "a.01"}, {}, "B: \"a.01\", which column A has taken\n"},
      {"a value and an object", {"ky", "ky.ten"}, {}, "B: \"ky.ten\", which column A has taken\n"},
      {"an object and a value", {"ky.ten", "ky"}, {}, "B: \"ky\", which column A has taken\n"},
      {"a list and an object", {"ky.1", "ky.ten"}, {}, "B: \"ky.ten\", which column A has taken\n"},
      {"no name", {"so", "", "ten", ""}, {}, "B: a column without a name\n"},
      {"parts without a name", {"a.", ".b", "c..d"}, {}, "A: \"a.\"\nB: \".b\"\nC: \"c..d\"\n"},
      {"a list at the root", {"1.a"}, {}, "A: \"1.a\"\n"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(object(c.names, c.texts) == c.expected);
  }
}

TEST_CASE("a name of endless parts is refused", "[columns]") {
  std::string name = "a";
  for (int i = 0; i < 100'000; ++i) {
    name += ".a";
  }
  CHECK(object({name}, {}).starts_with("A: "));
}

TEST_CASE("columns become what the schema wants", "[columns]") {
  base::Diagnostics out;
  auto const schema = data::Schema::compile(R"({"type": "object", "properties": {
      "so": {"type": "integer"}, "tien": {"type": "number"}, "ten": {"type": "string"},
      "ngay": {"type": "string", "format": "date"}, "han": {"$ref": "#/$defs/ngay"},
      "mat": {"type": "boolean"}, "hai": {"type": ["string", "number"]}, "bat_ky": true,
      "ds": {"type": "array", "items": {"$ref": "#/$defs/dong"}}, "ky": {"$ref": "#/$defs/dong"}},
      "$defs": {"ngay": {"type": ["string", "null"], "format": "date"}, "dong": {"type": "object", "properties": {"diem": {"type": "number"}}}}})",
                                            "schema.json",
                                            out);
  REQUIRE(schema);
  bulk::SourceOptions options;
  options.kinds = bulk::kinds_of(*schema);
  struct Row {
    char const* name;
    char const* text;
    char const* expected;
  };
  auto const c = GENERATE(values<Row>({
      {"so", "52", R"({"so":52})"},
      {"so", "007", R"({"so":7})"},
      {"so", "năm", R"({"so":"năm"})"},
      {"tien", "1.234.567,50", R"({"tien":1234567.50})"},
      {"tien", " 74,9 ", R"({"tien":74.9})"},
      {"tien", "1.234", R"({"tien":"1.234"})"},
      {"ten", "52", R"({"ten":"52"})"},
      {"ngay", "20/11/2026", R"({"ngay":"2026-11-20"})"},
      {"han", "2026-11-20T00:00", R"({"han":"2026-11-20"})"},
      {"ngay", "20/11", R"({"ngay":"20/11"})"},
      {"ten", "20/11/2026", R"({"ten":"20/11/2026"})"},
      {"mat", "Có", R"({"mat":true})"},
      {"mat", "không", R"({"mat":false})"},
      {"mat", "có lẽ", R"({"mat":"có lẽ"})"},
      {"hai", "52", R"({"hai":"52"})"},
      {"bat_ky", "52", R"({"bat_ky":"52"})"},
      {"la", "52", R"({"la":"52"})"},
      {"ds", "[{\"diem\": 9}]", R"({"ds":[{"diem": 9}]})"},
      {"ds", "[9,", R"({"ds":"[9,"})"},
      {"ds", "a; b", R"({"ds":"a; b"})"},
      {"ds.1.diem", "9,5", R"({"ds":[{"diem":9.5}]})"},
      {"ky", "{\"diem\": 1}", R"({"ky":{"diem": 1}})"},
      {"ky.diem", "9,5", R"({"ky":{"diem":9.5}})"},
      {"ky.la.lam", "9,5", R"({"ky":{"la":{"lam":"9,5"}}})"},
  }));
  DYNAMIC_SECTION(c.name << " " << c.text) {
    CHECK(object({c.name}, {c.text}, options) == c.expected);
  }
}

TEST_CASE("columns are called by letters", "[columns]") {
  CHECK(bulk::column_letters(0) == "A");
  CHECK(bulk::column_letters(25) == "Z");
  CHECK(bulk::column_letters(26) == "AA");
  CHECK(bulk::column_letters(16383) == "XFD");
}
