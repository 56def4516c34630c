#include <catch2/catch.hpp>

#include "base/roman.h"

using namespace thethuc;

TEST_CASE("Roman numerals are written and read", "[roman]") {
  struct Row {
    int value;
    char const* numeral;
  };
  auto const row = GENERATE(values<Row>({{1, "I"},
                                         {4, "IV"},
                                         {9, "IX"},
                                         {14, "XIV"},
                                         {40, "XL"},
                                         {88, "LXXXVIII"},
                                         {90, "XC"},
                                         {400, "CD"},
                                         {1994, "MCMXCIV"},
                                         {3999, "MMMCMXCIX"}}));
  CHECK(base::roman_number(row.value) == row.numeral);
  CHECK(base::roman_value(row.numeral) == row.value);
}

TEST_CASE("each number is read as it is written", "[roman]") {
  for (int value = 1; value <= base::kMaxRoman; ++value) {
    if (base::roman_value(base::roman_number(value)) != value) {
      FAIL_CHECK(value);
    }
  }
}

TEST_CASE("what has no numeral, and what is none", "[roman]") {
  for (int value : {-1, 0, 4000, 2'000'000'000}) {
    CHECK(base::roman_number(value).empty());
  }
  for (char const* text : {"", "iv", "IIII", "VX", "IVI", "MMMM", "I.", "Đ", "A"}) {
    CAPTURE(text);
    CHECK(base::roman_value(text) == 0);
  }
  CHECK(base::roman_value(std::string(100'000, 'M')) == 0);
}
