#include "fuzz/dictionary.h"

#include <algorithm>
#include <stdexcept>

namespace thethuc::fuzz {

namespace {

std::string unescaped(std::string_view word) {
  std::string out;
  for (std::size_t i = 0; i < word.size(); ++i) {
    if (word[i] != '\\' || i + 1 == word.size()) {
      out.push_back(word[i]);
    } else if (word[++i] == 'x') {
      out.push_back(static_cast<char>(std::stoi(std::string{word.substr(i + 1, 2)}, nullptr, 16)));
      i += 2;
    } else {
      out.push_back(word[i]);
    }
  }
  return out;
}

}  // namespace

std::vector<std::string> dictionary_words(std::string_view text) {
  std::vector<std::string> out;
  while (!text.empty()) {
    std::size_t const end = std::min(text.find('\n'), text.size());
    std::string_view const line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.empty() || line.front() == '#') {
      continue;
    }
    std::size_t const first = line.find('"');
    if (first == std::string_view::npos || line.size() < first + 2 || line.back() != '"') {
      throw std::runtime_error("no word of a dictionary: " + std::string{line});
    }
    out.push_back(unescaped(line.substr(first + 1, line.size() - first - 2)));
  }
  return out;
}

}  // namespace thethuc::fuzz
