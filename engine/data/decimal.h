#pragma once

// Exact decimal arithmetic on the tokens of JSON numbers: nothing here ever becomes a double.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thethuc::data {

// Whether `s` is exactly a number as RFC 8259 writes it:
// -?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][+-]?[0-9]+)?
bool is_json_number(std::string_view s);

// Compares two number tokens by value: negative, zero or positive as a < b, a = b, a > b. Allocates
// nothing.
int compare_numbers(std::string_view a, std::string_view b);

// Whether the number token has no fractional part by value: 1, 1.0 and 1e2 are whole, 1.5 is not.
bool is_whole_number(std::string_view token);

// A number written out in full: 12.50 is {false, "12", "50"}.
struct Decimal {
  bool negative = false;  // never for zero
  std::string integer;    // at least one digit, no needless leading zeros
  std::string fraction;   // as many digits as the token says; may be empty

  // The token with its exponent expanded exactly; nullopt when `token` is no JSON number or would
  // need more than kMostDigits digits.
  static std::optional<Decimal> parse(std::string_view token);
  static constexpr std::size_t kMostDigits = 10'000;

  // Rounds half away from zero to exactly `places` decimals (zeros are added where there are
  // fewer).
  void round(std::size_t places);
  void multiply_by_hundred();
  // Keeps as many decimals as the longer of both has: 1.50 and 2.5 are 4.00.
  void add(Decimal const& other);
  // The quotient by `divisor` (at least 1) with at least `places` (at least 1) decimals, and not
  // fewer than this number has; rounded half away from zero. It has more where rounding it again
  // would go wrong: 0.0049999996 is not given as 0.005000, which is then 0.01.
  Decimal divided_by(std::uint64_t divisor, std::size_t places) const;
  void strip_zeros();  // takes away the zeros that end the fraction

  bool is_zero() const;
  bool is_whole() const;      // by value: 12.00 is
  std::string token() const;  // as a JSON number: "-12.50"
};

}  // namespace thethuc::data
