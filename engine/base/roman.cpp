#include "base/roman.h"

#include <utility>

namespace thethuc::base {
namespace {

constexpr std::pair<int, std::string_view> kNumerals[] = {{1000, "M"},
                                                          {900, "CM"},
                                                          {500, "D"},
                                                          {400, "CD"},
                                                          {100, "C"},
                                                          {90, "XC"},
                                                          {50, "L"},
                                                          {40, "XL"},
                                                          {10, "X"},
                                                          {9, "IX"},
                                                          {5, "V"},
                                                          {4, "IV"},
                                                          {1, "I"}};

}  // namespace

std::string roman_number(int value) {
  std::string out;
  if (value > kMaxRoman) {
    return out;
  }
  for (auto const& [number, numeral] : kNumerals) {
    for (; value >= number; value -= number) {
      out += numeral;
    }
  }
  return out;
}

int roman_value(std::string_view text) {
  int value = 0;
  std::string_view rest = text;
  for (auto const& [number, numeral] : kNumerals) {
    for (; rest.starts_with(numeral) && value <= kMaxRoman; rest.remove_prefix(numeral.size())) {
      value += number;
    }
  }
  return rest.empty() && roman_number(value) == text ? value : 0;
}

}  // namespace thethuc::base
