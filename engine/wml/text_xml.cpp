#include "wml/text_xml.h"

#include <cstddef>
#include <cstdint>
#include <cstring>

#include "opc/xml.h"

namespace thethuc::wml {

namespace {

constexpr std::string_view kTab = "</w:t><w:tab/><w:t xml:space=\"preserve\">";
constexpr std::string_view kPageBreak = "</w:t><w:br w:type=\"page\"/><w:t xml:space=\"preserve\">";

constexpr bool is_special(char c) {
  return static_cast<unsigned char>(c) < 0x20 || c == '&' || c == '<' || c == '>';
}

// The first byte from `from` on that is_special, eight at a time: nearly all text has none.
std::size_t next_special(std::string_view text, std::size_t from) {
  constexpr std::uint64_t kOnes = ~std::uint64_t{0} / 255;
  constexpr std::uint64_t kTops = kOnes * 0x80;
  // Sets the top bit of bytes below `n`, and perhaps of some above such a byte.
  auto const below = [](std::uint64_t word, std::uint64_t n) {
    return (word - kOnes * n) & ~word & kTops;
  };
  for (std::uint64_t word = 0; from + sizeof word <= text.size(); from += sizeof word) {
    std::memcpy(&word, text.data() + from, sizeof word);
    std::uint64_t const angle = (word | kOnes * 2) ^ (kOnes * '>');  // '<' is '>' less a bit
    if ((below(word, 0x20) | below(word ^ (kOnes * '&'), 1) | below(angle, 1)) != 0) {
      break;
    }
  }
  while (from < text.size() && !is_special(text[from])) {
    ++from;
  }
  return from;
}

}  // namespace

void append_text(std::string& out, std::string_view text) {
  std::size_t plain = 0;
  for (std::size_t i = next_special(text, 0); i < text.size(); i = next_special(text, i + 1)) {
    out += text.substr(plain, i - plain);
    plain = i + 1;
    switch (text[i]) {
      case '\r':
        if (i + 1 < text.size() && text[i + 1] == '\n') {
          break;  // the line feed makes the break
        }
        [[fallthrough]];
      case '\n':
      case '\v':
        out += kLineBreak;
        break;
      case '\t':
        out += kTab;
        break;
      case '\f':
        out += kPageBreak;
        break;
      default:
        opc::append_escaped(out, text.substr(i, 1));
    }
  }
  out += text.substr(plain);
}

}  // namespace thethuc::wml
