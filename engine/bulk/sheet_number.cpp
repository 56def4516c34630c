#include "bulk/sheet_number.h"

#include <algorithm>
#include <charconv>
#include <chrono>
#include <cmath>

#include <fmt/format.h>

#include "base/text.h"
#include "data/decimal.h"

namespace thethuc::bulk {

namespace {

constexpr std::size_t kSureDigits = 15;  // that a double, and so every sheet, keeps
constexpr std::size_t kMostWrittenOut = 40;
constexpr double kDaysOfAll = 2'958'466;  // 1900 to 9999

std::size_t significant_digits(std::string_view number) {
  number = number.substr(0, number.find_first_of("eE"));
  std::size_t count = 0;
  for (char const c : number) {
    count += base::is_ascii_digit(c) && (count > 0 || c != '0') ? 1u : 0u;
  }
  return count;
}

std::optional<double> double_of(std::string_view text) {
  double value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const is_whole = error == std::errc{} && end == text.data() + text.size();
  return is_whole && std::isfinite(value) ? std::optional{value} : std::nullopt;
}

// Takes what is literal in a format code off its beginning: "…", \x, _x, *x, [Red]. False when
// nothing is.
bool skip_literal(std::string_view& code) {
  char const c = code.front();
  char const closing = c == '"' ? '"' : c == '[' ? ']' : '\0';
  if (closing != '\0') {
    std::size_t const end = code.find(closing, 1);
    code.remove_prefix(std::min(end, code.size() - 1) + 1);
    return true;
  }
  if (c == '\\' || c == '_' || c == '*') {
    code.remove_prefix(std::min<std::size_t>(code.size(), 2));
    return true;
  }
  return false;
}

// Whether the code begins with [h], [mm], [ss].
bool is_elapsed(std::string_view code) {
  std::size_t const end = code.find(']');
  return code.starts_with('[') && end != std::string_view::npos && end > 1 &&
         code.substr(1, end - 1).find_first_not_of("hms") == std::string_view::npos;
}

std::string clock_time(long hours, long seconds_of_hour) {
  std::string time = fmt::format("{:02}:{:02}", hours, seconds_of_hour / 60);
  return seconds_of_hour % 60 == 0 ? time : time + fmt::format(":{:02}", seconds_of_hour % 60);
}

std::optional<std::string> calendar_day(long days, bool is_1904) {
  using std::chrono::sys_days;
  using namespace std::chrono_literals;
  constexpr long kLeapDayThatWasNot = 60;
  if (!is_1904 && (days < 1 || days == kLeapDayThatWasNot)) {
    return std::nullopt;
  }
  sys_days const first = is_1904                     ? sys_days{1904y / 1 / 1}
                         : days < kLeapDayThatWasNot ? sys_days{1899y / 12 / 31}
                                                     : sys_days{1899y / 12 / 30};
  std::chrono::year_month_day const day{first + std::chrono::days{days}};
  return fmt::format("{:04}-{:02}-{:02}",
                     static_cast<int>(day.year()),
                     static_cast<unsigned>(day.month()),
                     static_cast<unsigned>(day.day()));
}

}  // namespace

NumberShape shape_of_format(std::string_view code) {
  std::string const lower = base::ascii_lower(code);
  bool has_day = false;
  bool has_hour = false;
  bool has_m = false;  // a month, or minutes beside an hour
  for (std::string_view rest = lower; !rest.empty() && rest.front() != ';';) {
    if (is_elapsed(rest)) {
      return NumberShape::elapsed;
    }
    if (skip_literal(rest)) {
      continue;
    }
    std::size_t const half = rest.starts_with("am/pm") ? 5 : rest.starts_with("a/p") ? 3 : 0;
    if (half > 0) {
      has_hour = true;
      rest.remove_prefix(half);
      continue;
    }
    char const c = rest.front();
    has_day = has_day || c == 'd' || c == 'y';
    has_hour = has_hour || c == 'h' || c == 's';
    has_m = has_m || c == 'm';
    rest.remove_prefix(1);
  }
  if (has_hour) {
    return has_day ? NumberShape::date_time : NumberShape::time;
  }
  return has_day || has_m ? NumberShape::date : NumberShape::number;
}

NumberShape shape_of_builtin(int id) {
  auto const is_within = [id](int from, int to) { return id >= from && id <= to; };
  if (is_within(14, 17) || is_within(27, 31) || id == 36 || is_within(50, 58)) {
    return NumberShape::date;
  }
  if (is_within(18, 21) || is_within(32, 35) || id == 45 || id == 47) {
    return NumberShape::time;
  }
  return id == 22 ? NumberShape::date_time : id == 46 ? NumberShape::elapsed : NumberShape::number;
}

std::optional<std::string> plain_number(std::string_view text) {
  text = base::trim(text);
  bool const is_whole = text.find_first_of(".eE") == std::string_view::npos;
  if (is_whole && data::is_json_number(text)) {
    return std::string{text};
  }
  std::string number{text};
  if (!data::is_json_number(text) || significant_digits(text) > kSureDigits) {
    auto const value = double_of(text);
    if (!value) {
      return std::nullopt;
    }
    char buffer[64];
    auto const written = std::to_chars(std::begin(buffer),
                                       std::end(buffer),
                                       *value,
                                       std::chars_format::general,
                                       static_cast<int>(kSureDigits));
    number.assign(std::begin(buffer), written.ptr);
  }
  if (number.find_first_of("eE") != std::string::npos) {
    auto const decimal = data::Decimal::parse(number);
    if (decimal && decimal->integer.size() + decimal->fraction.size() <= kMostWrittenOut) {
      return decimal->token();
    }
  }
  return number;
}

std::optional<std::string> date_of_number(std::string_view text, NumberShape shape, bool is_1904) {
  auto const serial = double_of(base::trim(text));
  if (shape == NumberShape::number || !serial || *serial < 0 || *serial >= kDaysOfAll) {
    return std::nullopt;
  }
  long const seconds = std::lround(*serial * 86'400);
  long const days = seconds / 86'400;
  long const of_day = seconds % 86'400;
  switch (shape) {
    case NumberShape::elapsed:
      return clock_time(seconds / 3600, seconds % 3600);
    case NumberShape::time:
      return clock_time(of_day / 3600, of_day % 3600);
    case NumberShape::date:
      return calendar_day(days, is_1904);
    default: {
      auto day = calendar_day(days, is_1904);
      return day ? std::optional{*day + "T" + clock_time(of_day / 3600, of_day % 3600)} : day;
    }
  }
}

}  // namespace thethuc::bulk
