#include "bulk/cell_value.h"

#include <algorithm>

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
  std::string_view const bare = base::trim(text);
  if (kind == CellKind::json && (bare.starts_with('[') || bare.starts_with('{')) && is_json(bare)) {
    json.append(bare);
    return;
  }
  data::append_json_string(json, text);
}

}  // namespace thethuc::bulk
