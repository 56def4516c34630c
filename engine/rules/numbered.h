#pragma once

// Numbers before headings and paragraphs: "Chương II", "Điều 3.", "IV.", "2.1.", "đ)". Internal to
// the module.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace thethuc::rules {

enum class Level : std::uint8_t {
  none,
  part,        // Phần
  chapter,     // Chương
  section,     // Mục
  subsection,  // Tiểu mục
  article,     // Điều
  roman,       // IV.
  arabic,      // 4.
  decimal,     // 4.1.
  point        // d)
};

struct Numbered {
  Level level = Level::none;
  std::string number;       // as written: "II", "3", "2.1", "đ"
  int value = 0;            // 0 when the number is none of its kind, or a tag of a template
  std::vector<int> values;  // of decimal: {2, 1}
  char mark = 0;            // what follows: '.', ')', ':', '-', or 0
  std::size_t size = 0;     // bytes up to the text behind
};

Numbered read_numbered(std::string_view text);

// Place of a letter among those that points may have, from 1: a b c d đ e g h …; 0 for others.
int point_value(std::string_view letter, std::vector<std::string> const& letters);

}  // namespace thethuc::rules
