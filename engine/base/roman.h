#pragma once

// Roman numerals, in capitals.

#include <string>
#include <string_view>

namespace thethuc::base {

inline constexpr int kMaxRoman = 3999;

// 4 → "IV"; "" for what has no numeral: below 1, above kMaxRoman.
std::string roman_number(int value);

// "IV" → 4; 0 for what is not the usual numeral of a number: "IIII", "iv", "".
int roman_value(std::string_view text);

}  // namespace thethuc::base
