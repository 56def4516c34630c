#include "data/json_place.h"

#include <algorithm>
#include <cstdint>

#include <fmt/format.h>

#include "base/text.h"

namespace thethuc::data {

using base::same;
using base::Words;

std::size_t utf8_length(std::string_view s, std::size_t pos) {
  auto const byte = [&](std::size_t i) -> unsigned {
    return pos + i < s.size() ? static_cast<unsigned char>(s[pos + i]) : 0U;
  };
  auto const continues = [&](std::size_t i) { return (byte(i) & 0xC0U) == 0x80U; };
  unsigned const b = byte(0);
  if (b < 0x80) {
    return 1;
  }
  if (b >= 0xC2 && b <= 0xDF) {
    return continues(1) ? 2 : 0;
  }
  if (b >= 0xE0 && b <= 0xEF) {
    bool const overlong = b == 0xE0 && byte(1) < 0xA0;
    bool const surrogate = b == 0xED && byte(1) > 0x9F;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (b >= 0xF0 && b <= 0xF4) {
    bool const overlong = b == 0xF0 && byte(1) < 0x90;
    bool const too_large = b == 0xF4 && byte(1) > 0x8F;
    return continues(1) && continues(2) && continues(3) && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$';
}

Words json_at(std::string_view text, std::size_t pos) {
  if (pos >= text.size()) {
    return {"hết tệp", "the end of the file"};
  }
  std::string_view const rest = text.substr(pos);
  if (rest.starts_with("//") || rest.starts_with("/*") || rest.front() == '#') {
    return {"chú thích", "a comment"};
  }
  std::size_t const length = utf8_length(text, pos);
  if (length == 0) {
    auto const byte = static_cast<unsigned>(static_cast<unsigned char>(rest.front()));
    return {fmt::format("byte 0x{:02X} không phải UTF-8", byte),
            fmt::format("the byte 0x{:02X}, which is no UTF-8", byte)};
  }
  if (rest.front() == '\'') {
    return {"dấu nháy đơn", "a single quote"};
  }
  std::size_t end = pos;
  while (end < text.size() && end - pos < 20 && is_word(text[end])) {
    ++end;
  }
  if (end > pos) {
    return same(fmt::format("'{}'", text.substr(pos, end - pos)));
  }
  std::size_t at = pos;
  char32_t const code = base::next_code_point(text, at);
  auto const number = static_cast<std::uint32_t>(code);
  if (code < 0x20 || code == 0x7F || code == 0xA0 || code == 0xFEFF ||
      (code >= 0x2000 && code <= 0x200F)) {
    return same(fmt::format("U+{:04X}", number));
  }
  if (length > 1) {
    return same(fmt::format("'{}' (U+{:04X})", text.substr(pos, length), number));
  }
  return same(fmt::format("'{}'", text[pos]));
}

base::Place place_in_json(std::string_view text, std::string_view file, std::size_t offset) {
  base::Place p;
  p.file = file;
  p.line = 1;
  std::size_t line_begin = 0;
  for (std::size_t i = 0; i < offset; ++i) {
    bool const ends = text[i] == '\n' || (text[i] == '\r' && !text.substr(i + 1).starts_with('\n'));
    if (ends) {
      ++p.line;
      line_begin = i + 1;
    }
  }
  auto const starts_character = [&](std::size_t i) {
    return (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
  };
  p.column = 1;
  for (std::size_t i = line_begin; i < offset; ++i) {
    p.column += starts_character(i) ? 1 : 0;
  }
  constexpr std::size_t kAround = 40;
  std::size_t begin = std::max(line_begin, offset - std::min(offset, kAround));
  while (begin > line_begin && begin < text.size() && !starts_character(begin)) {
    --begin;
  }
  std::size_t end = std::min(offset, text.size());
  while (end < text.size() && end < offset + kAround && text[end] != '\n' && text[end] != '\r') {
    ++end;
  }
  while (end < text.size() && end > offset && !starts_character(end)) {
    --end;
  }
  std::string_view const excerpt = text.substr(begin, end - begin);
  bool const plain = std::none_of(excerpt.begin(), excerpt.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t';
  });
  if (offset < end && plain && base::is_valid_utf8(excerpt)) {
    p.text = excerpt;
    p.mark_begin = offset - begin;
    p.mark_end = p.mark_begin + std::max<std::size_t>(1, utf8_length(text, offset));
  }
  return p;
}

}  // namespace thethuc::data
