#pragma once

// The letters of Vietnamese, precomposed, for tests: the n-th of one string is the other case of
// the n-th of the other.

#include <string_view>

namespace thethuc::test {

inline constexpr std::u32string_view kSmallLetters =
    U"aàảãáạăằẳẵắặâầẩẫấậbcdđeèẻẽéẹêềểễếệghiìỉĩíịklmnoòỏõóọôồổỗốộơờởỡớợpqrstuùủũúụưừửữứựvxyỳỷỹýỵ";
inline constexpr std::u32string_view kCapitalLetters =
    U"AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬBCDĐEÈẺẼÉẸÊỀỂỄẾỆGHIÌỈĨÍỊKLMNOÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢPQRSTUÙỦŨÚỤƯỪỬỮỨỰVXYỲỶỸÝỴ";
// 12 vowel letters in 6 tones and 17 consonants.
static_assert(kSmallLetters.size() == 89 && kCapitalLetters.size() == 89);

}  // namespace thethuc::test
