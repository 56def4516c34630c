#include <catch2/catch.hpp>

#include "bulk/sheet_number.h"
#include "bulk/sheet_rows.h"

using namespace thethuc::bulk;

TEST_CASE("format codes say what a number is", "[xlsx]") {
  struct Case {
    char const* code;
    NumberShape shape;
  };
  auto const c = GENERATE(values<Case>({
      {"General", NumberShape::number},
      {"0.00", NumberShape::number},
      {"#,##0;[Red]-#,##0", NumberShape::number},
      {"#,##0\\ \"đồng/mỗi ngày\"", NumberShape::number},
      {"_-* #,##0.00\\ [$₫-42A]_-", NumberShape::number},
      {"0.00E+00", NumberShape::number},
      {"0%", NumberShape::number},
      {"@", NumberShape::number},
      {"", NumberShape::number},
      {"\"", NumberShape::number},
      {"[", NumberShape::number},
      {"\\", NumberShape::number},
      {"0;dd/mm", NumberShape::number},
      {"dd/mm/yyyy", NumberShape::date},
      {"DD/MM/YYYY", NumberShape::date},
      {"[$-42A]d mmmm yyyy;@", NumberShape::date},
      {"mm/yyyy", NumberShape::date},
      {"mmm", NumberShape::date},
      {"\"Ngày\" dd \"tháng\" mm", NumberShape::date},
      {"[Blue]yyyy", NumberShape::date},
      {"dd/mm/yyyy hh:mm", NumberShape::date_time},
      {"hh:mm:ss", NumberShape::time},
      {"mm:ss", NumberShape::time},
      {"h AM/PM", NumberShape::time},
      {"[h]:mm", NumberShape::elapsed},
      {"[mm]:ss", NumberShape::elapsed},
  }));
  DYNAMIC_SECTION(c.code) {
    CHECK(shape_of_format(c.code) == c.shape);
  }
}

TEST_CASE("days of sheets are those of the calendar", "[xlsx]") {
  auto const day = [](char const* text, bool is_1904 = false) {
    return date_of_number(text, NumberShape::date, is_1904).value_or("");
  };
  CHECK(day("0").empty());
  CHECK(day("1") == "1900-01-01");
  CHECK(day("59") == "1900-02-28");
  CHECK(day("60").empty());  // Excel's 29th of February 1900
  CHECK(day("61") == "1900-03-01");
  CHECK(day("36526") == "2000-01-01");
  CHECK(day("46356") == "2026-11-30");
  CHECK(day("46355.999999999") == "2026-11-30");
  CHECK(day("2958465") == "9999-12-31");
  CHECK(day("2958466").empty());
  CHECK(day("1e300").empty());
  CHECK(day("-1").empty());
  CHECK(day("x").empty());
  CHECK(day("0", true) == "1904-01-01");
  CHECK(day("44894", true) == "2026-11-30");
  CHECK(date_of_number("46356", NumberShape::date_time, false) == "2026-11-30T00:00");
  CHECK(date_of_number("46356.5", NumberShape::time, false) == "12:00");
  CHECK(date_of_number("46356.5", NumberShape::number, false) == std::nullopt);
}

TEST_CASE("numbers of sheets are what they show", "[xlsx]") {
  struct Case {
    char const* text;
    char const* number;
  };
  auto const c = GENERATE(values<Case>({
      {"0", "0"},
      {"-7", "-7"},
      {"1.50", "1.50"},
      {"0.1", "0.1"},
      {"0.10000000000000001", "0.1"},
      {"2.2999999999999998", "2.3"},
      {"1234567.8899999999", "1234567.89"},
      {"0.33333333333333331", "0.333333333333333"},
      {"1E-3", "0.001"},
      {"1e+15", "1000000000000000"},
      {"1E+300", "1E+300"},
      {".5", "0.5"},
      {" 5 ", "5"},
      {"5.", "5"},
      {"007.5", "7.5"},
      {"", ""},
      {"x", ""},
      {"1e999", "1e999"},
      {"nan", ""},
      {"inf", ""},
      {"1,5", ""},
  }));
  DYNAMIC_SECTION(c.text) {
    CHECK(plain_number(c.text).value_or("") == c.number);
  }
}

TEST_CASE("references name columns", "[xlsx]") {
  CHECK(column_of_reference("A1") == 0);
  CHECK(column_of_reference("z9") == 25);
  CHECK(column_of_reference("AA10") == 26);
  CHECK(column_of_reference("XFD1") == 16383);
  for (char const* none : {"", "1", "XFE1", "AAAAAAAAAAAAAAAAAAAAAAA1", "$A$1"}) {
    CHECK(!column_of_reference(none));
  }
}
