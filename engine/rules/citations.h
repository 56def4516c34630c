#pragma once

// Other documents that a text cites: "Kế hoạch số 03/KH-UBND ngày 15/01/2021 của …". Internal to
// the module.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "rules/recognised.h"

namespace thethuc::rules {

struct Citation {
  std::size_t line = 0;   // of Recognised::lines
  std::size_t begin = 0;  // of the line's text, bytes
  std::size_t end = 0;
  std::string type;    // "Kế hoạch"; "" when no type stands before it
  std::string number;  // "03"
  std::string symbol;  // "KH-UBND", without blanks
  std::string code;    // "KH": the first group of the symbol; of party documents what stands before
                       // the stroke
  int year = 0;        // of "30/2020/NĐ-CP"
  std::string date;    // as written, "15/01/2021" or "15 tháng 01 năm 2021"; "" for none
  int d = 0, m = 0, y = 0;
  bool has_word = false;             // "số" stands before the number
  bool has_colon = false;            // "số:"
  bool has_spaces = false;           // around "/" or "-"
  bool has_comma = false;            // before "ngày"
  bool has_issuer = false;           // "của …" behind the date
  bool is_lower_type = false;        // "kế hoạch số …"
  std::string day_text, month_text;  // as written
  int date_number() const { return y * 10000 + m * 100 + d; }
};

// The citations of a line, left to right.
std::vector<Citation> citations_of(std::string_view text, std::size_t line);

// "Luật", "Bộ luật", "Pháp lệnh", which are cited by their names.
bool is_law(std::string_view type);

// Whether what stands behind number and date goes on to a summary: "của Chính phủ về công tác văn
// thư". Where the body's name is long, the summary may begin with any word.
bool has_summary(std::string_view behind);

}  // namespace thethuc::rules
