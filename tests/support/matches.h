#pragma once

// What a pattern finds in a text.

#include <regex>
#include <string>

namespace thethuc::test {

// All that the pattern's groups match, in order, joined by blanks.
inline std::string all(std::string const& text, char const* pattern) {
  std::regex const expression{pattern};
  std::string out;
  for (std::sregex_iterator m{text.begin(), text.end(), expression}, end; m != end; ++m) {
    for (std::size_t group = 1; group < m->size(); ++group) {
      if ((*m)[group].matched) {
        out += (out.empty() ? "" : " ") + (*m)[group].str();
      }
    }
  }
  return out;
}

}  // namespace thethuc::test
