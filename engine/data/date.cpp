#include "data/date.h"

#include <algorithm>
#include <cstddef>

namespace thethuc::data {
namespace {

// Reads exactly `count` digits at `pos` and moves behind them; -1 when they are not there.
int read_digits(std::string_view s, std::size_t& pos, std::size_t count) {
  if (s.size() < pos + count) {
    return -1;
  }
  int value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    char const c = s[pos + i];
    if (c < '0' || c > '9') {
      return -1;
    }
    value = value * 10 + (c - '0');
  }
  pos += count;
  return value;
}

bool read_char(std::string_view s, std::size_t& pos, char c) {
  if (pos >= s.size() || s[pos] != c) {
    return false;
  }
  ++pos;
  return true;
}

bool is_leap_year(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

int days_of_month(int year, int month) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  return month == 2 && is_leap_year(year) ? 29 : kDays[month - 1];
}

std::optional<Date> read_month(std::string_view s, std::size_t& pos) {
  Date d;
  d.year = read_digits(s, pos, 4);
  if (d.year < 1 || !read_char(s, pos, '-')) {
    return std::nullopt;
  }
  d.month = read_digits(s, pos, 2);
  if (d.month < 1 || d.month > 12) {
    return std::nullopt;
  }
  return d;
}

std::optional<Date> read_date(std::string_view s, std::size_t& pos) {
  auto d = read_month(s, pos);
  if (!d || !read_char(s, pos, '-')) {
    return std::nullopt;
  }
  d->day = read_digits(s, pos, 2);
  if (d->day < 1 || d->day > days_of_month(d->year, d->month)) {
    return std::nullopt;
  }
  return d;
}

bool in_range(int value, int most) {
  return value >= 0 && value <= most;
}

// hh:mm, optionally :ss and a fraction, optionally Z or an offset ±hh:mm or ±hhmm.
bool is_time(std::string_view s) {
  std::size_t pos = 0;
  if (!in_range(read_digits(s, pos, 2), 24) || !read_char(s, pos, ':') ||
      !in_range(read_digits(s, pos, 2), 59)) {
    return false;
  }
  if (read_char(s, pos, ':')) {
    if (!in_range(read_digits(s, pos, 2), 60)) {  // 60: a leap second
      return false;
    }
    if (read_char(s, pos, '.') || read_char(s, pos, ',')) {
      std::size_t const begin = pos;
      while (read_digits(s, pos, 1) >= 0) {
      }
      if (pos == begin) {
        return false;
      }
    }
  }
  if (read_char(s, pos, 'Z') || read_char(s, pos, 'z')) {
    return pos == s.size();
  }
  if (read_char(s, pos, '+') || read_char(s, pos, '-')) {
    if (!in_range(read_digits(s, pos, 2), 23)) {
      return false;
    }
    read_char(s, pos, ':');
    return in_range(read_digits(s, pos, 2), 59) && pos == s.size();
  }
  return pos == s.size();
}

}  // namespace

bool is_written_as_date(std::string_view s) {
  std::size_t pos = 0;
  return read_digits(s, pos, 4) >= 0 && read_char(s, pos, '-') && read_digits(s, pos, 2) >= 0 &&
         read_char(s, pos, '-') && read_digits(s, pos, 2) >= 0 && pos == s.size();
}

std::optional<Date> parse_date(std::string_view s) {
  std::size_t pos = 0;
  auto const d = read_date(s, pos);
  return pos == s.size() ? d : std::nullopt;
}

std::optional<Date> parse_date_or_time(std::string_view s) {
  std::size_t pos = 0;
  auto const d = read_date(s, pos);
  if (!d || pos == s.size()) {
    return d;
  }
  char const separator = s[pos];
  bool const has_time = separator == 'T' || separator == 't' || separator == ' ';
  return has_time && is_time(s.substr(pos + 1)) ? d : std::nullopt;
}

std::optional<std::string> w3cdtf(std::string_view s) {
  constexpr std::size_t kDate = 10;    // 2021-09-14
  constexpr std::size_t kMinutes = 5;  // 08:30
  constexpr std::size_t kSeconds = 8;  // 08:30:00
  if (!parse_date_or_time(s)) {
    return std::nullopt;
  }
  std::string out{s.substr(0, kDate)};
  std::string_view const time = s.substr(std::min(s.size(), kDate + 1));
  if (time.empty()) {
    return out + "T00:00:00Z";
  }
  bool const has_seconds = time.size() > kMinutes && time[kMinutes] == ':';
  if (time.starts_with("24") || (has_seconds && time.substr(kMinutes + 1).starts_with("60"))) {
    return std::nullopt;
  }
  std::size_t const zone = std::min(time.find_first_of("Zz+-"), time.size());
  out += 'T';
  out += time.substr(0, has_seconds ? kSeconds : kMinutes);
  out += has_seconds ? "" : ":00";
  if (has_seconds && zone > kSeconds) {
    out += '.';
    out += time.substr(kSeconds + 1, zone - kSeconds - 1);
  }
  std::string_view offset = time.substr(zone);
  if (offset.empty() || offset == "z") {
    offset = "Z";
  }
  constexpr std::size_t kHours = 3;  // +07
  out += offset.substr(0, kHours);
  if (offset.size() > kHours) {
    out += ':';
    out += offset.substr(offset.size() - 2);
  }
  return out;
}

std::optional<Date> parse_month(std::string_view s) {
  std::size_t pos = 0;
  auto const d = read_month(s, pos);
  return pos == s.size() ? d : std::nullopt;
}

}  // namespace thethuc::data
