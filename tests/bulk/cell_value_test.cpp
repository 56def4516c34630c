#include <catch2/catch.hpp>

#include "bulk/cell_value.h"
#include "data/decimal.h"

using namespace thethuc;

TEST_CASE("numbers as people write them", "[cells]") {
  struct Case {
    char const* text;
    char const* number;  // "" for none
  };
  auto const c = GENERATE(values<Case>({
      {"0", "0"},
      {"52", "52"},
      {"-52", "-52"},
      {"007", "7"},
      {"000", "0"},
      {"1234.5", "1234.5"},
      {"1234.50", "1234.50"},
      {"1.5", "1.5"},
      {"0.125", "0.125"},
      {"-0.125", "-0.125"},
      {"1e5", "1e5"},
      {"74,9", "74.9"},
      {"-74,90", "-74.90"},
      {"1234,5", "1234.5"},
      {"1.234,5", "1234.5"},
      {"1.234.567,89", "1234567.89"},
      {"1.234.567", "1234567"},
      {"12345678901234567890123", "12345678901234567890123"},
      {"\u00A0 52 ", "52"},
      // A thousand in Vietnamese, one and a bit in English.
      {"1.234", ""},
      {"12.345", ""},
      {"1234.567", "1234.567"},
      {"1.23.456", ""},
      {"1234.567.890", ""},
      {"1,234,567", ""},
      {"1,234.5", ""},
      {"1.2345,6", ""},
      {",5", ""},
      {"5,", ""},
      {"5.", ""},
      {".5", ""},
      {"--5", ""},
      {"-", ""},
      {"", ""},
      {"5 kg", ""},
      {"1 234", ""},
      {"NaN", ""},
  }));
  DYNAMIC_SECTION(c.text) {
    auto const number = bulk::number_of(c.text);
    CHECK(number.value_or("") == c.number);
    CHECK((!number || data::is_json_number(*number)));
  }
}

TEST_CASE("yes and no as people write them", "[cells]") {
  for (char const* yes : {"true", "TRUE", "Đúng", "có", "CÓ", "x", "X", "1", "yes", "co\u0301"}) {
    CHECK(bulk::boolean_of(yes) == "true");
  }
  for (char const* no : {"false", "False", "sai", "Không", "0", "no"}) {
    CHECK(bulk::boolean_of(no) == "false");
  }
  for (char const* other : {"", "2", "có lẽ", "đung"}) {
    CHECK(!bulk::boolean_of(other));
  }
}

TEST_CASE("days as people and tables write them", "[cells]") {
  struct Case {
    char const* text;
    char const* day;  // "": none
  };
  auto const c = GENERATE(values<Case>({
      {"2026-11-20", "2026-11-20"},
      {" 20/11/2026 ", "2026-11-20"},
      {"5/9/2026", "2026-09-05"},
      {"05-09-2026", "2026-09-05"},
      {"5.9.2026", "2026-09-05"},
      {"29/02/2028", "2028-02-29"},
      {"2026-11-20T00:00", "2026-11-20"},
      {"2026-11-20 00:00:00", "2026-11-20"},
      {"20/11/2026 0:00", "2026-11-20"},
      {"2026-11-20T08:30", ""},
      {"20/11/2026 08:30", ""},
      {"11/20/2026", ""},  // no month is the twentieth: nobody guesses another order
      {"29/02/2027", ""},
      {"0/11/2026", ""},
      {"20/11/26", ""},
      {"2026/11/20", ""},
      {"20/11-2026", ""},
      {"020/11/2026", ""},
      {"20/11/2026/1", ""},
      {"-20/11/2026", ""},
      {"ngày 20/11/2026", ""},
      {"20/11", ""},
      {"T00:00", ""},
      {"", ""},
  }));
  DYNAMIC_SECTION(c.text) {
    CHECK(bulk::day_of(c.text).value_or("") == c.day);
  }
}

TEST_CASE("cells of a sheet keep their type but where the schema wants another", "[cells]") {
  using bulk::CellKind;
  using bulk::CellType;
  struct Case {
    CellType type;
    char const* text;
    CellKind kind;
    char const* json;
  };
  auto const c = GENERATE(values<Case>({
      {CellType::number, "52", CellKind::any, "52"},
      {CellType::number, "52", CellKind::text, "\"52\""},
      {CellType::number, "52", CellKind::number, "52"},
      {CellType::number, "1", CellKind::boolean, "true"},
      {CellType::number, "2", CellKind::boolean, "2"},
      {CellType::number, "52", CellKind::json, "52"},
      {CellType::boolean, "true", CellKind::any, "true"},
      {CellType::boolean, "true", CellKind::text, "true"},
      {CellType::boolean, "true", CellKind::boolean, "true"},
      {CellType::text, "x\ty\"", CellKind::any, "\"x\\ty\\\"\""},
      {CellType::text, "20/11/2026", CellKind::date, "\"2026-11-20\""},
      {CellType::text, "2026-11-20T00:00", CellKind::date, "\"2026-11-20\""},
      {CellType::text, "2026-11-20T00:00", CellKind::any, "\"2026-11-20T00:00\""},
      {CellType::text, "20/11/2026", CellKind::text, "\"20/11/2026\""},
      {CellType::text, "31/11/2026", CellKind::date, "\"31/11/2026\""},
      {CellType::number, "46346", CellKind::date, "46346"},
  }));
  std::string json;
  bulk::append_value(json, c.type, c.text, c.kind);
  CHECK(json == c.json);
}
