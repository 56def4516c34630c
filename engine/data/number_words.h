#pragma once

// Numbers in words, as Vietnamese reads them: 1234.5 is "một nghìn hai trăm ba mươi tư phẩy năm".

#include <cstddef>
#include <string>

#include "data/decimal.h"

namespace thethuc::data {

// 999.999.999 tỷ tỷ: beyond it readers would count the word "tỷ".
constexpr std::size_t kMostSpokenDigits = 27;

// Appends the number in words; false, with nothing appended, when it has more than
// kMostSpokenDigits digits before its decimal mark or as many behind it.
//
// Of the usages that differ, those of administrative documents: linh (not lẻ), nghìn (not ngàn),
// tỷ, tư behind mươi; groups of three digits behind the first are read in full, "không trăm" too;
// groups of zeros are not read; nine digits make a tỷ, so nghìn tỷ, triệu tỷ, tỷ tỷ.
//
// Decimals are read as school books do (Toán 5): up to three together, each zero that begins them
// being read (7,05 phẩy không năm; 7,081 phẩy không trăm tám mươi mốt); of more, one by one.
// Decimals that are all zeros are not read.
bool append_number_words(std::string& out, Decimal const& number);

}  // namespace thethuc::data
