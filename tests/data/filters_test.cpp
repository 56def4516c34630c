#include "data/filters.h"

#include <algorithm>
#include <string>

#include <catch2/catch.hpp>

using namespace thethuc;
using namespace thethuc::data;

namespace {

// The text that `{{v | filters}}` makes of a JSON value, or the fault as "!id: expected X, found
// Y".
std::string apply(char const* json, char const* filters) {
  Document document;
  base::Diagnostics out;
  REQUIRE(document.parse(json, "d.json", {}, out));
  std::vector<ChainProblem> problems;
  auto const calls = parse_filters(filters, problems);
  REQUIRE(calls);
  Arena arena;
  Item item = Item::of(document.root());
  if (auto const fault = apply_filters(item, *calls, arena)) {
    return "!" + std::string(base::id_name(fault->id)) + " " + fault->filter + ": " +
           fault->expected_en + ", found " + fault->found_en;
  }
  return item.is_missing() ? "(missing)" : std::string(item.text);
}

}  // namespace

TEST_CASE("filters", "[data]") {
  struct Case {
    char const* json;
    char const* filters;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"\"Ủy ban nhân dân xã Sơn Phú\"", "hoa", "ỦY BAN NHÂN DÂN XÃ SƠN PHÚ"},
      {"\"ĐƯỜNG ẤP\"", "thuong", "đường ấp"},
      {"\"đồng chí\"", "hoa_dau", "Đồng chí"},
      {"\"“ủy ban”\"", "upper_first", "“Ủy ban”"},
      {"\"ho\xCC\xA3\"", "upper", "HỌ"},
      {"1e3", "hoa", "1e3"},
      {"true", "hoa", "!filter_wrong_type hoa: text or a number, found true or false"},
      {"[\"a\"]", "lower", "!filter_wrong_type lower: text or a number, found a list"},

      {"2590755750", "so", "2.590.755.750"},
      {"\"2590755750\"", "so", "2.590.755.750"},
      {"75.66483", "so:2", "75,66"},
      {"75.66483", "so", "75,66483"},
      {"1.50", "so", "1,50"},
      {"1234.5", "so", "1.234,5"},
      {"-1234.5", "so", "-1.234,5"},
      {"-0.004", "so:2", "0,00"},
      {"999999.995", "so:2", "1.000.000,00"},
      {"2.5", "so:0", "3"},
      {"-2.5", "so:0", "-3"},
      {"0.285", "number:2", "0,29"},
      {"1.005", "so:2", "1,01"},
      {"1e3", "so", "1.000"},
      {"1.5e-3", "so", "0,0015"},
      {"100", "so", "100"},
      {"12345678901234567890123", "so", "12.345.678.901.234.567.890.123"},
      {"7", "so:3", "7,000"},
      {"\"12a\"", "so", "!filter_bad_value so: a number such as 1234.5, found \"12a\""},
      {"\"\"", "so", "!filter_bad_value so: a number such as 1234.5, found \"\""},
      {"\"0912345678\"", "so", "0912345678"},
      {"\"01\"", "so", "01"},
      {"\"0\"", "so", "0"},
      {"\"00.5\"", "so", "!filter_bad_value so: a number such as 1234.5, found \"00.5\""},
      {"1e20000", "so", "!filter_bad_value so: a number such as 1234.5, found 1e20000"},
      {"{}", "so", "!filter_wrong_type so: a number such as 1234.5, found an object"},

      {"5", "hai_chu_so", "05"},
      {"\"5\"", "hai_chu_so", "05"},
      {"\"05\"", "hai_chu_so", "05"},
      {"0", "two_digits", "00"},
      {"12", "hai_chu_so", "12"},
      {"123", "hai_chu_so", "123"},
      {"5.0", "hai_chu_so", "05"},
      {"1e1", "hai_chu_so", "10"},
      {"5.5", "hai_chu_so", "!filter_bad_value hai_chu_so: a whole number from 0 up, found 5.5"},
      {"-5", "hai_chu_so", "!filter_bad_value hai_chu_so: a whole number from 0 up, found -5"},
      {"\"năm\"", "hai_chu_so", "!filter_bad_value hai_chu_so: a whole number from 0 up, found \"năm\""},
      {"\"\"", "hai_chu_so", "!filter_bad_value hai_chu_so: a whole number from 0 up, found \"\""},

      {"\"2021-09-14\"", "ngay", "ngày 14 tháng 9 năm 2021"},
      {"\"2020-01-05\"", "ngay", "ngày 05 tháng 01 năm 2020"},
      {"\"2020-02-09\"", "date", "ngày 09 tháng 02 năm 2020"},
      {"\"2019-03-01\"", "ngay", "ngày 01 tháng 3 năm 2019"},
      {"\"2019-12-29\"", "ngay", "ngày 29 tháng 12 năm 2019"},
      {"\"2021-09-14T08:30:00+07:00\"", "ngay", "ngày 14 tháng 9 năm 2021"},
      {"\"2021-02-30\"", "ngay", "!filter_bad_value ngay: a date such as 2021-09-14, found \"2021-02-30\""},
      {"\"2021-09\"", "ngay", "!filter_bad_value ngay: a date such as 2021-09-14, found \"2021-09\""},
      {"20210914", "ngay", "!filter_wrong_type ngay: a date such as 2021-09-14, found a number"},
      {"\"2023-03\"", "ngay_trong", "ngày … tháng 3 năm 2023"},
      {"\"2023-01\"", "date_blank", "ngày … tháng 01 năm 2023"},
      {"\"2023-03-08\"", "ngay_trong", "ngày 08 tháng 3 năm 2023"},
      {"\"2023\"", "ngay_trong", "!filter_bad_value ngay_trong: a month such as 2021-09, or a date such as 2021-09-14, found \"2023\""},

      {"null", "mac_dinh:\"không có\"", "không có"},
      {"null", "default: x", "x"},
      {"\"\"", "mac_dinh:\"không\"", ""},
      {"0", "mac_dinh:\"không\"", "0"},
      {"false", "mac_dinh:\"không\"", "false"},
      {"null", "hoa", "(missing)"},
      {"null", "hoa | mac_dinh:'chưa có' | hoa_dau", "Chưa có"},
      {"null", "mac_dinh:5 | hai_chu_so", "05"},
      {"\"2021-09-14\"", "ngay | hoa", "NGÀY 14 THÁNG 9 NĂM 2021"},
      {"\"x\"", "so | hoa", "!filter_bad_value so: a number such as 1234.5, found \"x\""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.json << " | " << c.filters) {
    CHECK(apply(c.json, c.filters) == c.expect);
  }
}

TEST_CASE("each filter has a Vietnamese and an English name", "[data]") {
  std::vector<std::string> names = filter_names();
  for (std::string const& name : names) {
    FilterInfo const* const info = find_filter(name);
    REQUIRE(info != nullptr);
    CHECK((info->name == name || info->english == name));
  }
  CHECK(find_filter("ngay") == find_filter("date"));
  CHECK(find_filter("khong_co") == nullptr);
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}

TEST_CASE("a long value is quoted short", "[data]") {
  std::string const json = "\"" + std::string(20'000, 'x') + "\"";
  CHECK(apply(json.c_str(), "so").size() < 120);
}

TEST_CASE("an arena's strings keep their place and are used again", "[data]") {
  Arena arena;
  std::string& first = arena.fresh();
  first = "một";
  for (int i = 0; i < 1000; ++i) {
    arena.fresh() = "khác";
  }
  CHECK(first == "một");
  arena.clear();
  CHECK(&arena.fresh() == &first);
  CHECK(first.empty());
}
