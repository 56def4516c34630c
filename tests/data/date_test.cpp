#include "data/date.h"

#include <catch2/catch.hpp>

#include <initializer_list>
#include <utility>

using namespace thethuc::data;

TEST_CASE("dates that exist", "[data]") {
  CHECK(parse_date("2021-09-14") == Date{2021, 9, 14});
  CHECK(parse_date("2024-02-29") == Date{2024, 2, 29});
  CHECK(parse_date("2000-02-29") == Date{2000, 2, 29});
  CHECK(parse_date("0001-01-01") == Date{1, 1, 1});
  for (char const* bad : {"",
                          "2021-02-30",
                          "2023-02-29",
                          "1900-02-29",
                          "2021-04-31",
                          "2021-13-01",
                          "2021-00-10",
                          "2021-01-00",
                          "2021-1-05",
                          "21-01-05",
                          "2021-01-05 ",
                          " 2021-01-05",
                          "2021/01/05",
                          "0000-01-01",
                          "2021-01-05T08:00",
                          "14/9/2021",
                          "2021-01",
                          "-021-01-05"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_date(bad));
  }
}

TEST_CASE("a time may follow a date", "[data]") {
  Date const expect{2021, 9, 14};
  for (char const* good : {"2021-09-14",
                           "2021-09-14T08:30",
                           "2021-09-14T08:30:15",
                           "2021-09-14 08:30:15",
                           "2021-09-14T08:30:15.123Z",
                           "2021-09-14T08:30:15+07:00",
                           "2021-09-14T08:30-0300",
                           "2021-09-14t23:59:60z",
                           "2021-09-14T08:30:15,5"}) {
    CAPTURE(good);
    CHECK(parse_date_or_time(good) == expect);
  }
  for (char const* bad : {"2021-09-14T",
                          "2021-09-14T8:30",
                          "2021-09-14T25:00",
                          "2021-09-14T08:60",
                          "2021-09-14X",
                          "2021-09-14T08:30:",
                          "2021-09-14T08:30:15.",
                          "2021-09-14T08:30+7",
                          "2021-09-14T08:30Zx",
                          "2021-09-1408:30",
                          "2021-09-14T08:30:15+07:00x",
                          "2021-02-30T08:30"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_date_or_time(bad));
  }
}

TEST_CASE("dates as the properties of a package have them", "[data]") {
  for (auto const& [given, expect] : std::initializer_list<std::pair<char const*, char const*>>{
           {"2021-09-14", "2021-09-14T00:00:00Z"},
           {"2021-09-14T08:30", "2021-09-14T08:30:00Z"},
           {"2021-09-14 08:30:15", "2021-09-14T08:30:15Z"},
           {"2021-09-14t08:30:15z", "2021-09-14T08:30:15Z"},
           {"2021-09-14T08:30:15,5", "2021-09-14T08:30:15.5Z"},
           {"2021-09-14T08:30:15.123+07:00", "2021-09-14T08:30:15.123+07:00"},
           {"2021-09-14T08:30-0300", "2021-09-14T08:30:00-03:00"},
       }) {
    CAPTURE(given);
    CHECK(w3cdtf(given) == expect);
  }
  for (char const* bad : {"",
                          "không",
                          "2021-02-30",
                          "2021-09",
                          "2021-09-14T24:00",
                          "2021-09-14T23:59:60Z",
                          "14/9/2021"}) {
    CAPTURE(bad);
    CHECK_FALSE(w3cdtf(bad));
  }
}

TEST_CASE("a month without a day", "[data]") {
  CHECK(parse_month("2023-03") == Date{2023, 3, 0});
  CHECK_FALSE(parse_month("2023-13"));
  CHECK_FALSE(parse_month("2023-3"));
  CHECK_FALSE(parse_month("2023-03-01"));
  CHECK_FALSE(parse_month("2023-03-"));
}
