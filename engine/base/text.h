#pragma once

// UTF-8 and Vietnamese text. All functions take and give UTF-8; none of them depends on the locale.
// Bytes that are no UTF-8 are the caller's mistake (is_valid_utf8 tells), yet harmless: each reads
// as U+FFFD.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace thethuc::base {

bool is_valid_utf8(std::string_view s);

// Decodes the code point that starts at `pos` (which must lie inside valid UTF-8) and moves `pos`
// behind it.
char32_t next_code_point(std::string_view s, std::size_t& pos);
void append_code_point(std::string& out, char32_t c);
std::size_t code_point_count(std::string_view s);

// At most `count` code points of the beginning.
std::string_view first_code_points(std::string_view s, std::size_t count);

// False is certain, true means "may change": cheap scan before to_nfc. False for all precomposed
// Vietnamese text.
bool may_change_under_nfc(std::string_view s);
// Unicode normalisation form C (TCVN 6909:2001 is precomposed). Linear but for the sorting of
// marks, however many stand in a row.
std::string to_nfc(std::string_view s);
bool is_nfc(std::string_view s);

// Vietnamese case mapping, NFC in and out: "Ủy ban" -> "ỦY BAN". Full Unicode simple mapping.
std::string to_upper(std::string_view s);
std::string to_lower(std::string_view s);
std::string upper_first(
    std::string_view s);  // first letter only; what precedes it (quotes, dashes) stays

// Lower case without diacritics and with đ -> d: for comparing names, never for output.
std::string fold_for_comparison(std::string_view s);

// How many bytes of `s`, at most `most`, hold whole characters as readers see them (grapheme
// clusters, UAX #29). When not even the first fits: whole code points.
std::size_t whole_characters(std::string_view s, std::size_t most);

// "20 MiB", "3 KiB" or "1234 B": exact.
std::string bytes_text(std::size_t bytes);

// Whether XML 1.0 can hold the code point (production Char: no U+0000–U+0008, U+FFFE …).
bool is_xml_char(char32_t c);

constexpr bool is_ascii_digit(char c) {
  return c >= '0' && c <= '9';
}
constexpr bool is_ascii_letter(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}
// A to Z in lower case, all else as it is: for names that are ASCII, or compare as such.
constexpr char ascii_lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}
std::string ascii_lower(std::string_view s);

// Trims ASCII white space and U+00A0 at both ends.
std::string_view trim(std::string_view s);

}  // namespace thethuc::base
