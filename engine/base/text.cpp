#include "base/text.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <vector>

#include <utf8proc.h>

namespace thethuc::base {

namespace {

constexpr char32_t kReplacement = 0xFFFD;

unsigned byte_at(std::string_view s, std::size_t pos) {
  return static_cast<unsigned char>(s[pos]);
}

utf8proc_int32_t to_signed(char32_t c) {
  return static_cast<utf8proc_int32_t>(c);
}
char32_t to_code_point(utf8proc_int32_t c) {
  return static_cast<char32_t>(c);
}

// Length of the well-formed sequence at `pos` (Unicode 15, table 3-7), 0 when there is none.
std::size_t sequence_length(std::string_view s, std::size_t pos) {
  unsigned const lead = byte_at(s, pos);
  if (lead < 0x80) {
    return 1;
  }
  std::size_t length = 0;
  unsigned second_low = 0x80;
  unsigned second_high = 0xBF;
  if (lead >= 0xC2 && lead <= 0xDF) {
    length = 2;
  } else if (lead >= 0xE0 && lead <= 0xEF) {
    length = 3;
    second_low = lead == 0xE0 ? 0xA0 : 0x80;   // no overlong form
    second_high = lead == 0xED ? 0x9F : 0xBF;  // no surrogates
  } else if (lead >= 0xF0 && lead <= 0xF4) {
    length = 4;
    second_low = lead == 0xF0 ? 0x90 : 0x80;
    second_high = lead == 0xF4 ? 0x8F : 0xBF;  // not above U+10FFFF
  } else {
    return 0;
  }
  if (s.size() - pos < length || byte_at(s, pos + 1) < second_low ||
      byte_at(s, pos + 1) > second_high) {
    return 0;
  }
  for (std::size_t i = 2; i < length; ++i) {
    if ((byte_at(s, pos + i) & 0xC0) != 0x80) {
      return 0;
    }
  }
  return length;
}

// Where the first byte outside ASCII at or behind `pos` is: eight bytes at a time, since most text
// of most documents is ASCII or nearly so.
std::size_t skip_ascii(std::string_view s, std::size_t pos) {
  while (s.size() - pos >= 8) {
    std::uint64_t word = 0;
    std::memcpy(&word, s.data() + pos, 8);
    if ((word & 0x8080808080808080U) != 0) {
      break;
    }
    pos += 8;
  }
  while (pos < s.size() && byte_at(s, pos) < 0x80) {
    ++pos;
  }
  return pos;
}

// Whether a code point with these first bytes is certainly a starter that NFC neither changes nor
// joins to the character before it. Covers what administrative Vietnamese is written with, and a
// little more.
bool is_stable_under_nfc(unsigned lead, unsigned second, unsigned third) {
  if (lead < 0xCC) {  // up to U+02FF
    return true;
  }
  switch (lead) {
    case 0xCF:  // U+03C0–U+047F: Greek small letters, Cyrillic
    case 0xD0:
    case 0xD1:
      return true;
    case 0xE1:  // U+1E00–U+1EFF
      return second >= 0xB8 && second <= 0xBB;
    case 0xE2:
      switch (second) {
        case 0x80:  // U+2000 and U+2001 become U+2002 and U+2003
          return third >= 0x82;
        case 0x83:  // U+20D0–U+20FF: combining marks for symbols
        case 0x84:  // U+2126 OHM SIGN, U+212A KELVIN SIGN, U+212B ANGSTROM SIGN
        case 0x8C:  // U+2329, U+232A: angle brackets
        case 0xAB:  // U+2ADC FORKING
          return false;
        default:
          return second < 0xB0;  // beyond: U+2C00–U+2FFF with some combining marks
      }
    case 0xE4:  // U+4000–U+9FFF: ideographs
    case 0xE5:
    case 0xE6:
    case 0xE7:
    case 0xE8:
    case 0xE9:
    case 0xEE:  // private use, where Word keeps the bullets of its symbol fonts
      return true;
    case 0xEF:
      return second <= 0xA3;
    default:
      return false;
  }
}

std::string encode(std::vector<utf8proc_int32_t> const& code_points, std::size_t count) {
  std::string out;
  out.reserve(count * 2);
  for (std::size_t i = 0; i < count; ++i) {
    append_code_point(out, to_code_point(code_points[i]));
  }
  return out;
}

// utf8proc_map() would do all of this, but sorts marks by repeated swapping: a megabyte of
// alternating marks, which any stranger may send, takes it minutes. `options` are utf8proc's.
std::string decompose_and_compose(std::string_view s, int options) {
  std::vector<utf8proc_int32_t> code_points;
  code_points.reserve(s.size());
  std::array<utf8proc_int32_t, 32> parts{};
  int boundary = 0;
  for (std::size_t pos = 0; pos < s.size();) {
    utf8proc_ssize_t const count =
        utf8proc_decompose_char(to_signed(next_code_point(s, pos)),
                                parts.data(),
                                static_cast<utf8proc_ssize_t>(parts.size()),
                                static_cast<utf8proc_option_t>(options),
                                &boundary);
    code_points.insert(code_points.end(), parts.begin(), parts.begin() + count);
  }
  auto const combining_class = [](utf8proc_int32_t c) {
    return utf8proc_get_property(c)->combining_class;
  };
  for (auto begin = code_points.begin(); begin != code_points.end();) {
    if (combining_class(*begin) == 0) {
      ++begin;
      continue;
    }
    auto const end = std::find_if(
        begin, code_points.end(), [&](utf8proc_int32_t c) { return combining_class(c) == 0; });
    std::stable_sort(begin, end, [&](utf8proc_int32_t a, utf8proc_int32_t b) {
      return combining_class(a) < combining_class(b);
    });
    begin = end;
  }
  utf8proc_ssize_t const count =
      utf8proc_normalize_utf32(code_points.data(),
                               static_cast<utf8proc_ssize_t>(code_points.size()),
                               static_cast<utf8proc_option_t>(options));
  return encode(code_points, static_cast<std::size_t>(count));
}

constexpr int kNfc = UTF8PROC_STABLE | UTF8PROC_COMPOSE;

template <typename Mapping>
std::string map_code_points(std::string_view s, Mapping mapping) {
  std::string out;
  out.reserve(s.size());
  for (std::size_t pos = 0; pos < s.size();) {
    append_code_point(out, to_code_point(mapping(to_signed(next_code_point(s, pos)))));
  }
  // A few letters have a composed form in one case only.
  return to_nfc(out);
}

bool is_letter(char32_t c) {
  utf8proc_category_t const category = utf8proc_category(to_signed(c));
  return category >= UTF8PROC_CATEGORY_LU && category <= UTF8PROC_CATEGORY_LO;
}

constexpr std::string_view kAsciiSpace = " \t\n\r\v\f";
constexpr std::string_view kNoBreakSpace = "\u00A0";

}  // namespace

bool is_valid_utf8(std::string_view s) {
  for (std::size_t pos = skip_ascii(s, 0); pos < s.size(); pos = skip_ascii(s, pos)) {
    std::size_t const length = sequence_length(s, pos);
    if (length == 0) {
      return false;
    }
    pos += length;
  }
  return true;
}

char32_t next_code_point(std::string_view s, std::size_t& pos) {
  unsigned const lead = byte_at(s, pos);
  if (lead < 0x80) {
    ++pos;
    return lead;
  }
  std::size_t const length = sequence_length(s, pos);
  if (length == 0) {
    ++pos;
    return kReplacement;
  }
  char32_t c = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    c = (c << 6) | (byte_at(s, pos + i) & 0x3F);
  }
  pos += length;
  return c;
}

void append_code_point(std::string& out, char32_t c) {
  auto const put = [&out](char32_t byte) { out.push_back(static_cast<char>(byte)); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xC0 | (c >> 6));
    put(0x80 | (c & 0x3F));
  } else if (c < 0x10000) {
    put(0xE0 | (c >> 12));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  } else {
    put(0xF0 | (c >> 18));
    put(0x80 | ((c >> 12) & 0x3F));
    put(0x80 | ((c >> 6) & 0x3F));
    put(0x80 | (c & 0x3F));
  }
}

std::size_t code_point_count(std::string_view s) {
  return static_cast<std::size_t>(std::count_if(
      s.begin(), s.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

std::string_view first_code_points(std::string_view s, std::size_t count) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < count && end < s.size(); ++i) {
    next_code_point(s, end);
  }
  return s.substr(0, end);
}

bool may_change_under_nfc(std::string_view s) {
  for (std::size_t pos = skip_ascii(s, 0); pos < s.size(); pos = skip_ascii(s, pos)) {
    unsigned const lead = byte_at(s, pos);
    std::size_t const length = lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    if (s.size() - pos < length) {
      return true;
    }
    unsigned const second = byte_at(s, pos + 1);
    unsigned const third = length > 2 ? byte_at(s, pos + 2) : 0;
    if (!is_stable_under_nfc(lead, second, third)) {
      return true;
    }
    pos += length;
  }
  return false;
}

std::string to_nfc(std::string_view s) {
  return may_change_under_nfc(s) ? decompose_and_compose(s, kNfc) : std::string{s};
}

bool is_nfc(std::string_view s) {
  return !may_change_under_nfc(s) || decompose_and_compose(s, kNfc) == s;
}

std::string to_upper(std::string_view s) {
  return map_code_points(s, utf8proc_toupper);
}

std::string to_lower(std::string_view s) {
  return map_code_points(s, utf8proc_tolower);
}

std::string upper_first(std::string_view s) {
  for (std::size_t pos = 0; pos < s.size();) {
    std::size_t const begin = pos;
    char32_t const c = next_code_point(s, pos);
    if (is_letter(c)) {
      std::string out{s.substr(0, begin)};
      append_code_point(out, to_code_point(utf8proc_toupper(to_signed(c))));
      out.append(s.substr(pos));
      return to_nfc(out);
    }
  }
  return std::string{s};
}

namespace {

std::string fold_any(std::string_view s) {
  std::string const stripped =
      decompose_and_compose(s, kNfc | UTF8PROC_CASEFOLD | UTF8PROC_STRIPMARK);
  std::string out;
  out.reserve(stripped.size());
  for (std::size_t pos = 0; pos < stripped.size();) {
    char32_t const c = next_code_point(stripped, pos);
    append_code_point(out, c == U'đ' ? U'd' : c);  // the stroke is no mark, it never decomposes
  }
  return out;
}

// The letters that Vietnamese is written with, and others that fold to one of ASCII: U+00C0 to
// U+02FF and U+1E00 to U+1EFF, 0 for those that do not.
class FoldedLetters {
 public:
  FoldedLetters() {
    for (char32_t c = kFirst; c < kEnd; ++c) {
      fill(c);
    }
    for (char32_t c = kFirstAdditional; c < kEndAdditional; ++c) {
      fill(c);
    }
  }
  char operator[](char32_t c) const {
    return c >= kFirst && c < kEnd                       ? letters_[c - kFirst]
           : c >= kFirstAdditional && c < kEndAdditional ? letters_[c - kFirstAdditional + kSpan]
                                                         : '\0';
  }

 private:
  static constexpr char32_t kFirst = 0xC0, kEnd = 0x300;
  static constexpr char32_t kFirstAdditional = 0x1E00, kEndAdditional = 0x1F00;
  static constexpr std::size_t kSpan = kEnd - kFirst;

  void fill(char32_t c) {
    std::string letter;
    append_code_point(letter, c);
    std::string const folded = fold_any(letter);
    std::size_t const at = c < kEnd ? c - kFirst : c - kFirstAdditional + kSpan;
    letters_[at] = folded.size() == 1 ? folded[0] : '\0';
  }

  std::array<char, kSpan + kEndAdditional - kFirstAdditional> letters_{};
};

}  // namespace

std::string fold_for_comparison(std::string_view s) {
  static FoldedLetters const letters;
  std::string out;
  out.reserve(s.size());
  for (std::size_t pos = 0; pos < s.size();) {
    if (byte_at(s, pos) < 0x80) {
      out += ascii_lower(s[pos++]);
      continue;
    }
    char const letter = letters[next_code_point(s, pos)];
    if (letter == '\0') {
      return fold_any(s);
    }
    out += letter;
  }
  return out;
}

std::size_t whole_characters(std::string_view s, std::size_t most) {
  if (s.size() <= most) {
    return s.size();
  }
  std::size_t clusters = 0;
  std::size_t code_points = 0;
  utf8proc_int32_t state = 0;
  utf8proc_int32_t before = 0;
  for (std::size_t pos = 0; pos <= most;) {  // there is more behind `most`
    std::size_t const begin = pos;
    utf8proc_int32_t const c = to_signed(next_code_point(s, pos));
    if (begin > 0 && utf8proc_grapheme_break_stateful(before, c, &state)) {
      clusters = begin;
    }
    code_points = begin;
    before = c;
  }
  return clusters > 0 ? clusters : code_points;
}

bool is_xml_char(char32_t c) {
  return c == 0x9 || c == 0xA || c == 0xD || (c >= 0x20 && c <= 0xD7FF) ||
         (c >= 0xE000 && c <= 0xFFFD) || (c >= 0x10000 && c <= 0x10FFFF);
}

std::string_view trim(std::string_view s) {
  while (!s.empty()) {
    if (kAsciiSpace.find(s.front()) != std::string_view::npos) {
      s.remove_prefix(1);
    } else if (s.starts_with(kNoBreakSpace)) {
      s.remove_prefix(kNoBreakSpace.size());
    } else if (kAsciiSpace.find(s.back()) != std::string_view::npos) {
      s.remove_suffix(1);
    } else if (s.ends_with(kNoBreakSpace)) {
      s.remove_suffix(kNoBreakSpace.size());
    } else {
      break;
    }
  }
  return s;
}

std::string ascii_lower(std::string_view s) {
  std::string out{s};
  std::transform(out.begin(), out.end(), out.begin(), [](char c) { return ascii_lower(c); });
  return out;
}

std::string bytes_text(std::size_t bytes) {
  constexpr std::size_t kMiB = 1u << 20;
  constexpr std::size_t kKiB = 1u << 10;
  return bytes == 0 || bytes % kKiB != 0 ? std::to_string(bytes) + " B"
         : bytes % kMiB != 0             ? std::to_string(bytes / kKiB) + " KiB"
                                         : std::to_string(bytes / kMiB) + " MiB";
}

}  // namespace thethuc::base
