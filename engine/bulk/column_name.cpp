#include "bulk/column_name.h"

#include <algorithm>

#include "base/text.h"

namespace thethuc::bulk {

std::vector<std::string_view> parts_of(std::string_view column) {
  std::vector<std::string_view> parts;
  while (true) {
    std::size_t const dot = column.find('.');
    parts.push_back(column.substr(0, dot));
    if (dot == std::string_view::npos) {
      return parts;
    }
    column.remove_prefix(dot + 1);
  }
}

bool is_position(std::string_view part) {
  return !part.empty() && part.size() <= 6 &&
         std::all_of(part.begin(), part.end(), base::is_ascii_digit);
}

std::string column_letters(std::size_t index) {
  std::string letters;
  for (++index; index > 0; index = (index - 1) / 26) {
    letters.insert(letters.begin(), static_cast<char>('A' + (index - 1) % 26));
  }
  return letters;
}

}  // namespace thethuc::bulk
