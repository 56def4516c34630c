// so, gon, phan_tram, hai_chu_so, bang_chu, la_ma, chu_cai: numbers as Vietnamese writes and reads
// them, 1.234.567,89 (exact, never through a double).

#include <algorithm>
#include <charconv>
#include <iterator>

#include <fmt/format.h>

#include "base/roman.h"
#include "data/decimal.h"
#include "data/filter_functions.h"
#include "data/number_words.h"

namespace thethuc::data {
namespace {

bool is_text_or_number(Item const& item) {
  return item.kind == Kind::number || item.kind == Kind::string;
}

bool is_digits(std::string_view s) {
  return !s.empty() && s.find_first_not_of("0123456789") == std::string_view::npos;
}

void append_grouped(std::string& out, std::string_view digits) {
  for (std::size_t i = 0; i < digits.size(); ++i) {
    if (i > 0 && (digits.size() - i) % 3 == 0) {
      out += '.';
    }
    out += digits[i];
  }
}

void append_number(std::string& out, Decimal const& number) {
  if (number.negative) {
    out += '-';
  }
  append_grouped(out, number.integer);
  if (!number.fraction.empty()) {
    out += ',';
    out += number.fraction;
  }
}

// The item as a whole number from 1 to `most`, for filters that give it another sign.
std::optional<FilterFault> read_ordinal(Item const& item,
                                        FilterCall const& call,
                                        int most,
                                        int& ordinal) {
  std::string const vi = fmt::format("một số nguyên từ 1 đến {}", most);
  std::string const en = fmt::format("a whole number from 1 to {}", most);
  Expected const expected{vi.c_str(), en.c_str()};
  if (!is_text_or_number(item)) {
    return wrong_type(item, call, expected);
  }
  auto const number = read_number(item.text);
  if (!number || number->negative || !number->is_whole() || has_groups(item)) {
    return bad_number(item, call, expected);
  }
  std::string const& digits = number->integer;
  auto const read = std::from_chars(digits.data(), digits.data() + digits.size(), ordinal);
  if (read.ec != std::errc{} || ordinal < 1 || ordinal > most) {
    return bad_value(item, call, expected);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Decimal> read_number(std::string_view text) {
  if (is_digits(text)) {
    text.remove_prefix(std::min(text.find_first_not_of('0'), text.size() - 1));
  }
  return Decimal::parse(text);
}

bool has_groups(Item const& item) {
  if (item.kind != Kind::string) {
    return false;
  }
  std::string_view text = item.text;
  text.remove_prefix(text.starts_with('-') ? 1 : 0);
  std::size_t const first = std::min(text.find('.'), text.size());
  if (first > 3 || !is_digits(text.substr(0, first)) || text.front() == '0' ||
      first == text.size()) {
    return false;
  }
  for (text.remove_prefix(first); !text.empty(); text.remove_prefix(4)) {
    if (text.size() < 4 || text.front() != '.' || !is_digits(text.substr(1, 3))) {
      return false;
    }
  }
  return true;
}

FilterFault bad_number(Item const& item, FilterCall const& call, Expected const& expected) {
  if (!has_groups(item)) {
    return bad_value(item, call, expected);
  }
  std::string digits{item.text};
  digits.erase(std::remove(digits.begin(), digits.end(), '.'), digits.end());
  std::string vi = fmt::format("một số không có dấu chấm ngăn hàng nghìn, {}", digits);
  std::string en = fmt::format("a number without points between thousands, {}", digits);
  if (auto decimal = Decimal::parse(item.text)) {
    // Three decimals again would read as thousands again.
    decimal->strip_zeros();
    decimal->fraction.append(decimal->fraction.size() == 3 ? 1 : 0, '0');
    std::string const token = decimal->token();
    vi = fmt::format("một số chỉ có một cách đọc, {} hoặc {}", digits, token);
    en = fmt::format("a number that reads in one way only, {} or {}", digits, token);
  }
  return bad_value(item, call, {vi.c_str(), en.c_str()});
}

std::optional<FilterFault> apply_number(Item& item, FilterCall const& call, Arena& arena) {
  static constexpr Expected kExpected{"một số như 1234.5", "a number such as 1234.5"};
  if (!is_text_or_number(item)) {
    return wrong_type(item, call, kExpected);
  }
  // Administrative prose pads small counts ("01 hồ sơ"); a text of digits that begins so is meant
  // as it stands.
  if (item.kind == Kind::string && call.parameters.empty() && item.text.size() > 1 &&
      item.text.front() == '0' && is_digits(item.text)) {
    item = Item::of_text(item.text);
    return std::nullopt;
  }
  auto number = Decimal::parse(item.text);
  if (!number || has_groups(item)) {
    return bad_number(item, call, kExpected);
  }
  if (auto const places = places_of(call)) {
    number->round(*places);
  }
  std::string& out = arena.fresh();
  append_number(out, *number);
  item = Item::of_text(out);
  return std::nullopt;
}

std::optional<FilterFault> apply_trim_zeros(Item& item, FilterCall const& call, Arena& arena) {
  static constexpr Expected kExpected{"một số như 1234.5", "a number such as 1234.5"};
  if (!is_text_or_number(item)) {
    return wrong_type(item, call, kExpected);
  }
  auto number = read_number(item.text);
  if (!number || has_groups(item)) {
    return bad_number(item, call, kExpected);
  }
  number->strip_zeros();
  std::string& out = arena.fresh();
  out = number->token();
  item = Item::of_number(out);
  return std::nullopt;
}

std::optional<FilterFault> apply_percent(Item& item, FilterCall const& call, Arena& arena) {
  static constexpr Expected kExpected{"một số như 0.211", "a number such as 0.211"};
  if (!is_text_or_number(item)) {
    return wrong_type(item, call, kExpected);
  }
  auto number = read_number(item.text);
  if (!number || has_groups(item)) {
    return bad_number(item, call, kExpected);
  }
  number->multiply_by_hundred();
  if (auto const places = places_of(call)) {
    number->round(*places);
  }
  std::string& out = arena.fresh();
  append_number(out, *number);
  out += '%';
  item = Item::of_text(out);
  return std::nullopt;
}

std::optional<FilterFault> apply_two_digits(Item& item, FilterCall const& call, Arena& arena) {
  static constexpr Expected kExpected{"một số nguyên không âm", "a whole number from 0 up"};
  if (!is_text_or_number(item)) {
    return wrong_type(item, call, kExpected);
  }
  if (is_digits(item.text) && item.text.size() >= 2) {
    item = Item::of_text(item.text);  // "05" and 12 stay as they are
    return std::nullopt;
  }
  auto number = Decimal::parse(item.text);
  if (!number || number->negative || !is_whole_number(item.text) || has_groups(item)) {
    return bad_number(item, call, kExpected);
  }
  std::string& out = arena.fresh();
  out.append(number->integer.size() < 2 ? 1 : 0, '0');
  out += number->integer;
  item = Item::of_text(out);
  return std::nullopt;
}

std::optional<FilterFault> apply_words(Item& item, FilterCall const& call, Arena& arena) {
  static constexpr Expected kExpected{"một số như 1234.5", "a number such as 1234.5"};
  if (!is_text_or_number(item)) {
    return wrong_type(item, call, kExpected);
  }
  auto const number = read_number(item.text);
  if (!number || has_groups(item)) {
    return bad_number(item, call, kExpected);
  }
  std::string& out = arena.fresh();
  if (!append_number_words(out, *number)) {
    std::string const vi = fmt::format(
        "không quá {0} chữ số trước dấu phẩy và {0} chữ số sau dấu phẩy", kMostSpokenDigits);
    std::string const en = fmt::format(
        "at most {0} digits before the decimal mark and {0} behind it", kMostSpokenDigits);
    return bad_value(item, call, {vi.c_str(), en.c_str()});
  }
  if (!call.parameters.empty()) {
    out += ' ';
    out += call.parameters.front().text;  // the unit
  }
  item = Item::of_text(out);
  return std::nullopt;
}

std::optional<FilterFault> apply_roman(Item& item, FilterCall const& call, Arena& arena) {
  int value = 0;
  if (auto fault = read_ordinal(item, call, base::kMaxRoman, value)) {
    return fault;
  }
  std::string& out = arena.fresh();
  out += base::roman_number(value);
  item = Item::of_text(out);
  return std::nullopt;
}

// The points (điểm) of a clause. ND 30/2020, phu luc I orders them by the Vietnamese alphabet; ă,
// â, ê, ô, ơ and ư are not used, and no usage is settled behind y.
std::optional<FilterFault> apply_letter(Item& item, FilterCall const& call, Arena& /*arena*/) {
  static constexpr std::string_view kLetters[] = {"a", "b", "c", "d", "đ", "e", "g", "h",
                                                  "i", "k", "l", "m", "n", "o", "p", "q",
                                                  "r", "s", "t", "u", "v", "x", "y"};
  int ordinal = 0;
  if (auto fault = read_ordinal(item, call, static_cast<int>(std::size(kLetters)), ordinal)) {
    return fault;
  }
  item = Item::of_text(kLetters[ordinal - 1]);
  return std::nullopt;
}

}  // namespace thethuc::data
