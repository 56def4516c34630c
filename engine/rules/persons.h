#pragma once

// Names of persons as signature blocks have them, and what is written before them: "TS.", "Đại tá".
// Internal to the module.

#include <string_view>

namespace thethuc::rules {

struct PersonsName {
  std::string_view title;    // "PGS.TS.", "Đại tá"; "" for none
  std::string_view name;     // what is left
  bool has_honour = false;   // "NSƯT", "AHLĐ": an honorary title
  bool has_degree = false;   // "PGS.", "ThS.", "BS."
  bool has_rank = false;     // "Đại tá"
  bool has_address = false;  // "Ông", "Đ/c"
};

// Parts the titles from the name. "Ông Thị Hoa" bears a surname, "Ông Nguyễn Văn An" is addressed.
PersonsName read_name(std::string_view text);

// Two to five words of which the first is a surname; titles before them are seen through.
bool is_persons_name(std::string_view text);

}  // namespace thethuc::rules
