#pragma once

// Calendar dates as data writes them (ISO 8601): 2021-09-14.

#include <optional>
#include <string>
#include <string_view>

namespace thethuc::data {

struct Date {
  int year = 0;   // 1 to 9999
  int month = 0;  // 1 to 12
  int day = 0;    // 1 to 31, of that month; 0 in a year and month only
  bool operator==(Date const&) const = default;
};

// Exactly "2021-09-14", and a day that exists.
std::optional<Date> parse_date(std::string_view s);

// Whether it is digits and dashes as "2021-02-30" has them, be there such a day or not.
bool is_written_as_date(std::string_view s);

// As parse_date, or with a time behind it: "2021-09-14T08:30", "2021-09-14T08:30:00.5+07:00". The
// date is taken as written; no time zone is applied.
std::optional<Date> parse_date_or_time(std::string_view s);

// What parse_date_or_time takes, as properties of a package have it (W3CDTF, a profile of ISO 8601,
// with a time and its zone, which XML Schema calls dateTime): "2021-09-14" is
// "2021-09-14T00:00:00Z". A time without zone is taken as UTC. Not 24:00 and leap seconds.
std::optional<std::string> w3cdtf(std::string_view s);

// Exactly "2023-03"; `day` is 0.
std::optional<Date> parse_month(std::string_view s);

}  // namespace thethuc::data
