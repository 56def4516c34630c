#pragma once

// Text of values as WordprocessingML.

#include <string>
#include <string_view>

namespace thethuc::wml {

// A line break within a w:t, which is open again behind it.
inline constexpr std::string_view kLineBreak = "</w:t><w:br/><w:t xml:space=\"preserve\">";

// Appends text to a w:t that is open in `out`: escaped, and what is no character there as elements
// of their own, after which a w:t is open again. Line feed (with or without carriage return) and
// U+000B are line breaks, tab a tab, form feed a page break. `text` is UTF-8 that XML can hold.
void append_text(std::string& out, std::string_view text);

}  // namespace thethuc::wml
