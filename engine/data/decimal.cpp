#include "data/decimal.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace thethuc::data {
namespace {

std::size_t skip_digits(std::string_view s, std::size_t pos) {
  while (pos < s.size() && base::is_ascii_digit(s[pos])) {
    ++pos;
  }
  return pos;
}

// A token taken apart: value = ±0.d1d2d3… × 10^magnitude, d1 the first digit that is not zero.
struct Parts {
  bool negative = false;
  std::string_view mantissa;  // digits and at most one point
  std::size_t first = 0;      // position of d1 in the mantissa; its size for zero
  std::int64_t magnitude = 0;
  std::int64_t fraction_digits = 0;  // digits after the point, trailing zeros included
  std::int64_t exponent = 0;

  bool is_zero() const { return first == mantissa.size(); }
};

// Exponents beyond this are equal for every purpose, and sums with them cannot overflow.
constexpr std::int64_t kExponentBound = 1'000'000'000'000;

std::int64_t read_exponent(std::string_view s) {
  bool const negative = s.starts_with('-');
  if (negative || s.starts_with('+')) {
    s.remove_prefix(1);
  }
  std::int64_t value = 0;
  for (char const c : s) {
    value = std::min(kExponentBound, value * 10 + (c - '0'));
  }
  return negative ? -value : value;
}

// Precondition: `token` is a JSON number.
Parts take_apart(std::string_view token) {
  Parts p;
  p.negative = token.starts_with('-');
  if (p.negative) {
    token.remove_prefix(1);
  }
  std::size_t const e = token.find_first_of("eE");
  p.mantissa = token.substr(0, e);
  if (e != std::string_view::npos) {
    p.exponent = read_exponent(token.substr(e + 1));
  }
  std::size_t const point = std::min(p.mantissa.find('.'), p.mantissa.size());
  if (point < p.mantissa.size()) {
    p.fraction_digits = static_cast<std::int64_t>(p.mantissa.size() - point - 1);
  }
  p.first = std::min(p.mantissa.find_first_not_of("0."), p.mantissa.size());
  auto const first = static_cast<std::int64_t>(p.first);
  auto const integers = static_cast<std::int64_t>(point);
  // With d1 behind the point, the point itself stands between.
  p.magnitude = (first < integers ? integers - first : integers - first + 1) + p.exponent;
  return p;
}

int compare_magnitudes(Parts const& a, Parts const& b) {
  if (a.magnitude != b.magnitude) {
    return a.magnitude < b.magnitude ? -1 : 1;
  }
  std::size_t i = a.first;
  std::size_t j = b.first;
  while (true) {
    if (i < a.mantissa.size() && a.mantissa[i] == '.') {
      ++i;
    }
    if (j < b.mantissa.size() && b.mantissa[j] == '.') {
      ++j;
    }
    bool const a_ends = i >= a.mantissa.size();
    bool const b_ends = j >= b.mantissa.size();
    if (a_ends && b_ends) {
      return 0;
    }
    char const x = a_ends ? '0' : a.mantissa[i++];
    char const y = b_ends ? '0' : b.mantissa[j++];
    if (x != y) {
      return x < y ? -1 : 1;
    }
  }
}

void strip_leading_zeros(std::string& digits) {
  digits.erase(0, std::min(digits.find_first_not_of('0'), digits.size() - 1));
}

// The digits of `d`, `width` before and `places` behind the point.
std::string aligned(Decimal const& d, std::size_t width, std::size_t places) {
  std::string digits(width - d.integer.size(), '0');
  digits += d.integer;
  digits += d.fraction;
  digits.append(width + places - digits.size(), '0');
  return digits;
}

// Long division, cut after `places` decimals.
Decimal cut_quotient(Decimal const& d, std::uint64_t divisor, std::size_t places) {
  std::string digits = aligned(d, d.integer.size(), places);
  std::uint64_t rest = 0;
  for (char& digit : digits) {
    rest = rest * 10 + static_cast<std::uint64_t>(digit - '0');
    digit = static_cast<char>('0' + rest / divisor);
    rest %= divisor;
  }
  Decimal quotient;
  quotient.negative = d.negative;
  quotient.integer = digits.substr(0, d.integer.size());
  quotient.fraction = digits.substr(d.integer.size());
  strip_leading_zeros(quotient.integer);
  return quotient;
}

}  // namespace

bool is_json_number(std::string_view s) {
  std::size_t pos = s.starts_with('-') ? 1 : 0;
  std::size_t end = skip_digits(s, pos);
  if (end == pos || (s[pos] == '0' && end - pos > 1)) {
    return false;
  }
  pos = end;
  if (pos < s.size() && s[pos] == '.') {
    end = skip_digits(s, pos + 1);
    if (end == pos + 1) {
      return false;
    }
    pos = end;
  }
  if (pos < s.size() && (s[pos] == 'e' || s[pos] == 'E')) {
    ++pos;
    if (pos < s.size() && (s[pos] == '+' || s[pos] == '-')) {
      ++pos;
    }
    end = skip_digits(s, pos);
    if (end == pos) {
      return false;
    }
    pos = end;
  }
  return pos == s.size();
}

int compare_numbers(std::string_view a, std::string_view b) {
  Parts const x = take_apart(a);
  Parts const y = take_apart(b);
  if (x.is_zero() || y.is_zero()) {
    int const sign_x = x.is_zero() ? 0 : (x.negative ? -1 : 1);
    int const sign_y = y.is_zero() ? 0 : (y.negative ? -1 : 1);
    return sign_x - sign_y;
  }
  if (x.negative != y.negative) {
    return x.negative ? -1 : 1;
  }
  int const order = compare_magnitudes(x, y);
  return x.negative ? -order : order;
}

bool is_whole_number(std::string_view token) {
  if (token.find_first_of(".eE") == std::string_view::npos) {
    return true;
  }
  Parts const p = take_apart(token);
  if (p.is_zero()) {
    return true;
  }
  std::size_t const last = p.mantissa.find_last_not_of("0.");
  auto significant = static_cast<std::int64_t>(last - p.first + 1);
  std::size_t const point = p.mantissa.find('.');
  if (point != std::string_view::npos && p.first < point && point < last) {
    --significant;
  }
  return significant <= p.magnitude;
}

std::optional<Decimal> Decimal::parse(std::string_view token) {
  if (!is_json_number(token)) {
    return std::nullopt;
  }
  Parts const p = take_apart(token);
  std::string digits;
  for (char const c : p.mantissa) {
    if (c != '.') {
      digits += c;
    }
  }
  // Decimals by the token: 1.50 has two, 1e-3 three, 1.5e3 none.
  std::int64_t const places = p.is_zero() ? p.fraction_digits : p.fraction_digits - p.exponent;
  auto const most = static_cast<std::int64_t>(kMostDigits);
  if (places > most || -places > most || digits.size() > kMostDigits) {
    return std::nullopt;
  }
  if (places < 0) {
    digits.append(static_cast<std::size_t>(-places), '0');
  }
  auto const decimals = static_cast<std::size_t>(std::max<std::int64_t>(places, 0));
  if (digits.size() <= decimals) {
    digits.insert(0, decimals + 1 - digits.size(), '0');
  }
  Decimal d;
  d.integer = digits.substr(0, digits.size() - decimals);
  d.fraction = digits.substr(digits.size() - decimals);
  strip_leading_zeros(d.integer);
  d.negative = p.negative && !p.is_zero();
  return d;
}

void Decimal::multiply_by_hundred() {
  if (fraction.size() < 2) {
    fraction.append(2 - fraction.size(), '0');
  }
  integer += fraction.substr(0, 2);
  fraction.erase(0, 2);
  strip_leading_zeros(integer);
}

void Decimal::add(Decimal const& other) {
  std::size_t const places = std::max(fraction.size(), other.fraction.size());
  std::size_t const width = std::max(integer.size(), other.integer.size()) + 1;  // and a carry
  std::string digits = aligned(*this, width, places);
  std::string smaller = aligned(other, width, places);
  bool const subtract = negative != other.negative;
  if (subtract && digits < smaller) {
    std::swap(digits, smaller);
    negative = other.negative;
  }
  int carry = 0;
  for (std::size_t i = digits.size(); i-- > 0;) {
    int const own = digits[i] - '0';
    int const its = smaller[i] - '0';
    int const sum = (subtract ? own - its : own + its) + carry;
    carry = sum < 0 ? -1 : (sum > 9 ? 1 : 0);
    digits[i] = static_cast<char>('0' + sum - 10 * carry);
  }
  integer = digits.substr(0, width);
  fraction = digits.substr(width);
  strip_leading_zeros(integer);
  negative = negative && !is_zero();
}

Decimal Decimal::divided_by(std::uint64_t divisor, std::size_t places) const {
  for (std::size_t kept = std::max(places, fraction.size());; ++kept) {
    Decimal quotient = cut_quotient(*this, divisor, kept + 1);
    bool const up = quotient.fraction[kept] >= '5';
    quotient.round(kept);
    std::size_t const last = quotient.fraction.find_last_not_of('0');
    // A 5 that came of rounding up stands for less than a half: one more decimal tells it. Ends,
    // because the digits of a quotient end or repeat.
    if (!up || last == std::string::npos || quotient.fraction[last] != '5') {
      return quotient;
    }
  }
}

void Decimal::strip_zeros() {
  fraction.erase(fraction.find_last_not_of('0') + 1);
}

std::string Decimal::token() const {
  return (negative ? "-" : "") + integer + (fraction.empty() ? "" : "." + fraction);
}

bool Decimal::is_whole() const {
  return fraction.find_first_not_of('0') == std::string::npos;
}

bool Decimal::is_zero() const {
  return integer == "0" && is_whole();
}

void Decimal::round(std::size_t places) {
  if (fraction.size() <= places) {
    fraction.append(places - fraction.size(), '0');
    return;
  }
  bool carry = fraction[places] >= '5';
  fraction.resize(places);
  for (std::string* part : {&fraction, &integer}) {
    for (auto digit = part->rbegin(); carry && digit != part->rend(); ++digit) {
      carry = *digit == '9';
      *digit = carry ? '0' : static_cast<char>(*digit + 1);
    }
  }
  if (carry) {
    integer.insert(0, 1, '1');
  }
  negative = negative && !is_zero();
}

}  // namespace thethuc::data
