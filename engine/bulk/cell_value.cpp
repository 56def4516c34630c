#include "bulk/cell_value.h"

#include <algorithm>
#include <charconv>
#include <chrono>

#include <fmt/format.h>

#include "base/text.h"
#include "data/decimal.h"
#include "data/json_check.h"
#include "data/json_text.h"

namespace thethuc::bulk {

namespace {

bool is_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), base::is_ascii_digit);
}

// The digits of "1.234.567"; nullopt when the points do not part thousands.
std::optional<std::string> without_points(std::string_view text) {
  std::size_t point = std::min(text.find('.'), text.size());
  if (!is_digits(text.substr(0, point)) || (point < text.size() && point > 3)) {
    return std::nullopt;
  }
  std::string digits{text.substr(0, point)};
  for (text.remove_prefix(point); !text.empty(); text.remove_prefix(4)) {
    if (text.size() < 4 || text.front() != '.' || !is_digits(text.substr(1, 3))) {
      return std::nullopt;
    }
    digits.append(text.substr(1, 3));
  }
  return digits;
}

// A JSON number of sign, digits and decimals: none of its zeros are needless.
std::string written(bool is_negative, std::string_view digits, std::string_view decimals) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size() - 1));
  std::string number = is_negative ? "-" : "";
  number.append(digits);
  return decimals.empty() ? number : number.append(".").append(decimals);
}

// What comes before a midnight: all of a text without one.
std::string_view without_midnight(std::string_view text) {
  std::size_t const gap = text.find_first_of("T ");
  if (gap == std::string_view::npos) {
    return text;
  }
  std::string_view const time = base::trim(text.substr(gap + 1));
  bool const is_midnight =
      time == "00:00" || time == "0:00" || time == "00:00:00" || time == "0:00:00";
  return is_midnight ? text.substr(0, gap) : text;
}

int small_number(std::string_view digits) {
  int number = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), number);
  return number;
}

bool is_json(std::string_view text) {
  base::Diagnostics ignored;
  return data::check_json(text, {}, {}, ignored);
}

}  // namespace

std::optional<std::string> number_of(std::string_view text) {
  text = base::trim(text);
  bool const is_negative = text.starts_with('-');
  text.remove_prefix(is_negative ? 1 : 0);
  if (text.empty() || !base::is_ascii_digit(text.front())) {
    return std::nullopt;
  }
  std::size_t const comma = text.find(',');
  if (comma != std::string_view::npos) {
    auto const digits = without_points(text.substr(0, comma));
    std::string_view const decimals = text.substr(comma + 1);
    return digits && is_digits(decimals) ? std::optional{written(is_negative, *digits, decimals)}
                                         : std::nullopt;
  }
  std::size_t const point = text.find('.');
  if (point == std::string_view::npos) {
    if (is_digits(text)) {
      return written(is_negative, text, {});
    }
    return data::is_json_number(text) ? std::optional{(is_negative ? "-" : "") + std::string{text}}
                                      : std::nullopt;
  }
  bool const has_thousands = without_points(text).has_value() && text.front() != '0';
  if (has_thousands) {
    bool const is_sure = text.find('.', point + 1) != std::string_view::npos;
    return is_sure ? std::optional{written(is_negative, *without_points(text), {})} : std::nullopt;
  }
  return data::is_json_number(text) ? std::optional{(is_negative ? "-" : "") + std::string{text}}
                                    : std::nullopt;
}

std::optional<std::string> day_of(std::string_view text) {
  text = without_midnight(base::trim(text));
  std::size_t const first = text.find_first_of("/-.");
  std::size_t const second =
      first == std::string_view::npos ? first : text.find(text[first], first + 1);
  if (second == std::string_view::npos) {
    return std::nullopt;
  }
  std::string_view day = text.substr(0, first);
  std::string_view const month = text.substr(first + 1, second - first - 1);
  std::string_view year = text.substr(second + 1);
  if (bool const is_iso = text[first] == '-' && day.size() == 4; is_iso) {
    std::swap(day, year);
  }
  if (!is_digits(day) || !is_digits(month) || !is_digits(year) || day.size() > 2 ||
      month.size() > 2 || year.size() != 4) {
    return std::nullopt;
  }
  std::chrono::year_month_day const found{
      std::chrono::year{small_number(year)},
      std::chrono::month{static_cast<unsigned>(small_number(month))},
      std::chrono::day{static_cast<unsigned>(small_number(day))}};
  return found.ok() ? std::optional{fmt::format("{}-{:0>2}-{:0>2}", year, month, day)}
                    : std::nullopt;
}

std::optional<std::string_view> boolean_of(std::string_view text) {
  std::string const word = base::to_lower(base::to_nfc(base::trim(text)));
  for (std::string_view const yes : {"true", "đúng", "có", "x", "1", "yes"}) {
    if (word == yes) {
      return "true";
    }
  }
  for (std::string_view const no : {"false", "sai", "không", "0", "no"}) {
    if (word == no) {
      return "false";
    }
  }
  return std::nullopt;
}

void append_value(std::string& json, CellType type, std::string_view text, CellKind kind) {
  if (kind == CellKind::boolean && type != CellType::boolean) {
    if (auto const boolean = boolean_of(text)) {
      json.append(*boolean);
      return;
    }
  }
  if (type == CellType::boolean || (type == CellType::number && kind != CellKind::text)) {
    json.append(text);
    return;
  }
  if (kind == CellKind::number) {
    if (auto const number = number_of(text)) {
      json.append(*number);
      return;
    }
  }
  if (kind == CellKind::date) {
    if (auto const day = day_of(text)) {
      data::append_json_string(json, *day);
      return;
    }
  }
  std::string_view const bare = base::trim(text);
  if (kind == CellKind::json && (bare.starts_with('[') || bare.starts_with('{')) && is_json(bare)) {
    json.append(bare);
    return;
  }
  data::append_json_string(json, text);
}

}  // namespace thethuc::bulk
