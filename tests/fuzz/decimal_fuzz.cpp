// Numbers, one a line: arithmetic on them keeps its laws.

#include <algorithm>
#include <string>
#include <vector>

#include "data/decimal.h"
#include "fuzz/laws.h"

using namespace thethuc;
using data::compare_numbers;
using data::Decimal;

namespace {

constexpr std::size_t kMostNumbers = 6;

int sign(int value) {
  return (value > 0) - (value < 0);
}

std::vector<std::string_view> numbers_of(std::string_view text) {
  std::vector<std::string_view> out;
  while (!text.empty() && out.size() < kMostNumbers) {
    std::size_t const end = std::min(text.find('\n'), text.size());
    std::string_view const line = text.substr(0, end);
    if (data::is_json_number(line)) {
      out.push_back(line);
    } else {
      fuzz::law(!Decimal::parse(line), "what is no number is refused", line);
    }
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  return out;
}

void check_number(std::string_view token) {
  fuzz::law(compare_numbers(token, token) == 0, "a number equals itself", token);
  auto const number = Decimal::parse(token);
  if (!number) {
    return;  // too many digits
  }
  std::string const written = number->token();
  fuzz::law(data::is_json_number(written), "what is written is a number", written);
  fuzz::law(compare_numbers(token, written) == 0, "a number written out is the same", written);
  fuzz::law(number->is_whole() == data::is_whole_number(token), "both know whole numbers", token);
  for (std::size_t const places : {std::size_t{0}, std::size_t{2}, std::size_t{9}}) {
    Decimal rounded = *number;
    rounded.round(places);
    fuzz::law(rounded.fraction.size() == places, "rounding leaves so many decimals", token);
    Decimal twice = rounded;
    twice.round(places);
    fuzz::law(twice.token() == rounded.token(), "rounding twice is rounding once", token);
  }
  Decimal stripped = *number;
  stripped.strip_zeros();
  fuzz::law(compare_numbers(stripped.token(), token) == 0, "zeros at the end say nothing", token);
  Decimal const same = number->divided_by(1, 1);
  fuzz::law(compare_numbers(same.token(), token) == 0, "a number by one is itself", token);
  Decimal const third = number->divided_by(3, 4);
  fuzz::law(data::is_json_number(third.token()), "a quotient is a number", third.token());
  Decimal hundred = *number;
  hundred.multiply_by_hundred();
  fuzz::law(data::is_json_number(hundred.token()), "a product is a number", hundred.token());
  fuzz::law(number->is_zero() || number->negative || compare_numbers(hundred.token(), token) > 0,
            "a hundredfold is more",
            token);
}

void check_pair(std::string_view a, std::string_view b) {
  int const order = sign(compare_numbers(a, b));
  fuzz::law(sign(compare_numbers(b, a)) == -order, "order has two sides", a);
  auto const x = Decimal::parse(a);
  auto const y = Decimal::parse(b);
  if (!x || !y) {
    return;
  }
  Decimal sum = *x;
  sum.add(*y);
  Decimal other = *y;
  other.add(*x);
  fuzz::law(sum.token() == other.token(), "a sum has no order", a);
  Decimal opposite = *y;
  opposite.negative = !opposite.negative && !opposite.is_zero();
  Decimal back = sum;
  back.add(opposite);
  fuzz::law(compare_numbers(back.token(), a) == 0, "what is added can be taken away", a);
  fuzz::law(y->is_zero() || sign(compare_numbers(sum.token(), a)) == (y->negative ? -1 : 1),
            "adding more than nothing gives more",
            a);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  auto const numbers = numbers_of(fuzz::text_of(data, size));
  for (std::size_t i = 0; i < numbers.size(); ++i) {
    check_number(numbers[i]);
    for (std::size_t j = 0; j < i; ++j) {
      check_pair(numbers[i], numbers[j]);
      for (std::size_t k = 0; k < j; ++k) {
        bool const rises = compare_numbers(numbers[i], numbers[j]) <= 0 &&
                           compare_numbers(numbers[j], numbers[k]) <= 0;
        fuzz::law(
            !rises || compare_numbers(numbers[i], numbers[k]) <= 0, "order passes on", numbers[i]);
      }
    }
  }
  return 0;
}
