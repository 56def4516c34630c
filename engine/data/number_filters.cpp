// so, hai_chu_so: numbers as Vietnamese writes them, 1.234.567,89 (exact, never through a double).

#include <algorithm>
#include <charconv>

#include "data/decimal.h"
#include "data/filter_functions.h"

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

}  // namespace

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
  if (!number) {
    return bad_value(item, call, kExpected);
  }
  if (!call.parameters.empty()) {
    std::string const& text = call.parameters.front().text;
    std::size_t places = 0;
    std::from_chars(text.data(), text.data() + text.size(), places);
    number->round(std::min(places, static_cast<std::size_t>(kMostPlaces)));
  }
  std::string& out = arena.fresh();
  if (number->negative) {
    out += '-';
  }
  append_grouped(out, number->integer);
  if (!number->fraction.empty()) {
    out += ',';
    out += number->fraction;
  }
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
  if (!number || number->negative || !is_whole_number(item.text)) {
    return bad_value(item, call, kExpected);
  }
  std::string& out = arena.fresh();
  out.append(number->integer.size() < 2 ? 1 : 0, '0');
  out += number->integer;
  item = Item::of_text(out);
  return std::nullopt;
}

}  // namespace thethuc::data
