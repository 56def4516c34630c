#include <string>

#include <catch2/catch.hpp>

#include "data/filtered.h"

using namespace thethuc;
using namespace thethuc::data;

TEST_CASE("filters of dates", "[data]") {
  struct Case {
    char const* json;
    char const* filters;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
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

      {"\"2021-09-14\"", "ngay_ngan", "14/9/2021"},
      {"\"2019-06-05\"", "ngay_ngan", "05/6/2019"},
      {"\"2016-02-04\"", "date_short", "04/02/2016"},
      {"\"2020-12-31T23:59:00-05:00\"", "ngay_ngan", "31/12/2020"},
      {"\"2021-09\"", "ngay_ngan", "!filter_bad_value ngay_ngan: a date such as 2021-09-14, found \"2021-09\""},
      {"\"2021-01-01\"", "quy", "I"},
      {"\"2021-03-31\"", "quy", "I"},
      {"\"2021-04-01\"", "quy", "II"},
      {"\"2021-09-14\"", "quy", "III"},
      {"\"2021-10\"", "quarter", "IV"},
      {"\"2021-09-14\"", "thang", "9"},
      {"\"2021-02-14\"", "month", "2"},
      {"\"2021-02-14\"", "thang | hai_chu_so", "02"},
      {"\"2021-12\"", "thang", "12"},
      {"\"2021-09-14\"", "nam", "2021"},
      {"\"2021-09\"", "year", "2021"},
      {"\"2021-09-14\"", "nam | bang_chu", "hai nghìn không trăm hai mươi mốt"},
      {"\"2021\"", "nam", "!filter_bad_value nam: a month such as 2021-09, or a date such as 2021-09-14, found \"2021\""},
      {"9", "quy", "!filter_wrong_type quy: a month such as 2021-09, or a date such as 2021-09-14, found a number"},
      {"\"14/9/2021\"", "thang", "!filter_bad_value thang: a month such as 2021-09, or a date such as 2021-09-14, found \"14/9/2021\""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.json << " | " << c.filters) {
    CHECK(filtered(c.json, c.filters) == c.expect);
  }
}
