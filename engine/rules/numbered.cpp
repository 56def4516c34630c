#include "rules/numbered.h"

#include <algorithm>
#include <utility>

#include "base/text.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

// "II", "3", "thứ nhất" or a tag behind the word of a heading.
bool read_ordinal(std::string_view text, std::size_t at, Numbered& out) {
  std::size_t end = at;
  if (text.substr(at).starts_with(kTag)) {
    out.number = kTag;
    out.size = at + kTag.size();
    return true;
  }
  while (end < text.size() &&
         (base::is_ascii_letter(text[end]) || base::is_ascii_digit(text[end]))) {
    ++end;
  }
  std::string_view const word = text.substr(at, end - at);
  if (word.empty()) {
    return false;
  }
  out.number = word;
  // "Điều 146đ": an inserted article has a letter behind its number.
  if (base::is_ascii_digit(word.front())) {
    std::size_t digits = word.find_first_not_of("0123456789");
    out.value = whole_number(word.substr(0, digits)).value_or(0);
    std::size_t const letter = text.find_first_of(" .:", at);
    if (letter != std::string_view::npos && letter > end && letter - end <= 2) {
      end = letter;
      out.number = text.substr(at, end - at);
    }
    if (out.value == 0) {
      return false;
    }
  } else {
    out.value = roman_heading(word);
    if (out.value == 0) {
      return false;
    }
  }
  out.size = end;
  return true;
}

constexpr std::pair<std::string_view, Level> kWords[] = {{"phần", Level::part},
                                                         {"chương", Level::chapter},
                                                         {"mục", Level::section},
                                                         {"tiểu mục", Level::subsection},
                                                         {"điều", Level::article}};

bool read_word(std::string_view text, Numbered& out) {
  for (auto const& [word, level] : kWords) {
    bool const may_begin = base::ascii_lower(text[0]) == word[0];  // of "điều" the first byte
    if (!may_begin || text.size() <= word.size() || text[word.size()] != ' ' ||
        base::to_lower(text.substr(0, word.size())) != word) {
      continue;
    }
    if (!read_ordinal(text, skip_blanks(text, word.size()), out)) {
      return false;
    }
    out.level = level;
    if (out.size < text.size() && (text[out.size] == '.' || text[out.size] == ':' ||
                                   text[out.size] == '-' || text[out.size] == ')')) {
      out.mark = text[out.size++];
    }
    out.size = skip_blanks(text, out.size);
    return true;
  }
  return false;
}

bool read_roman(std::string_view text, Numbered& out) {
  std::size_t const end = std::min(text.find_first_not_of("IVXLC"), text.size());
  if (end == 0 || end >= text.size() ||
      (text[end] != '.' && text[end] != '-' && text[end] != ')' && text[end] != '/' &&
       text[end] != ':')) {
    return false;
  }
  // "C. Mác", "V.I. Lênin": an initial, not a number.
  if (end + 1 < text.size() && text[end + 1] != ' ' && !has_letter(text.substr(end + 1, 1))) {
    return false;
  }
  int const value = roman_heading(text.substr(0, end));
  if (value == 0 || value > 50) {
    return false;
  }
  out.level = Level::roman;
  out.number = text.substr(0, end);
  out.value = value;
  out.mark = text[end];
  out.size = skip_blanks(text, end + 1);
  return out.size < text.size();
}

bool read_arabic(std::string_view text, Numbered& out) {
  std::size_t at = 0;
  bool is_wild = false;
  while (at < text.size()) {
    std::size_t end = at;
    if (text.substr(at).starts_with(kTag)) {
      end += kTag.size();
      is_wild = true;
      out.values.push_back(0);
    } else {
      while (end < text.size() && base::is_ascii_digit(text[end])) {
        ++end;
      }
      if (end == at || end - at > 3) {
        break;
      }
      out.values.push_back(whole_number(text.substr(at, end - at)).value_or(0));
    }
    out.number = text.substr(0, end);
    if (end < text.size() &&
        (text[end] == '.' || text[end] == ')' || text[end] == '-' || text[end] == '/')) {
      out.mark = text[end];
      at = end + 1;
      if (out.mark != '.') {
        break;
      }
    } else {
      at = end;
      out.mark = out.values.size() > 1 ? '.' : '\0';
      break;
    }
  }
  // "1.234 hộ" is a number in a sentence, "1/7" a date.
  bool const is_number = !out.values.empty() && out.values.size() <= 5 && at < text.size() &&
                         (text[at] == ' ' || text[at] == '\t' ||
                          (out.mark != '/' && !base::is_ascii_digit(text[at]))) &&
                         out.mark != 0;
  bool const is_grouped = !is_wild && out.values.size() > 1 && out.number.size() >= 5 &&
                          out.number.find('.') + 4 == out.number.size();
  if (!is_number || is_grouped || out.mark == '/' ||
      (is_wild && out.values.size() == 1 && out.mark != '.')) {
    out = {};
    return false;
  }
  out.level = out.values.size() > 1 ? Level::decimal : Level::arabic;
  out.value = out.values.back();
  out.size = skip_blanks(text, at);
  return out.size < text.size();
}

bool read_point(std::string_view text, Numbered& out) {
  std::size_t at = 0;
  char32_t const c = base::next_code_point(text, at);
  std::string_view const letter = text.substr(0, at);
  bool const is_letter = c != 0xFFFC && has_letter(letter) && !is_upper(letter);
  // "a." and "a/" are points that are marked otherwise; "a.b" and "a/b" are none.
  bool const is_marked =
      at < text.size() && (text[at] == ')' || text[at] == '.' || text[at] == '/');
  bool const is_other = is_marked && text[at] != ')';
  if (!is_letter || !is_marked || (is_other && (at + 1 >= text.size() || text[at + 1] != ' '))) {
    return false;
  }
  out.level = Level::point;
  out.number = letter;
  out.mark = text[at];
  out.size = skip_blanks(text, at + 1);
  return out.size < text.size();
}

}  // namespace

Numbered read_numbered(std::string_view text) {
  Numbered out;
  if (text.empty()) {
    return out;
  }
  if (read_word(text, out)) {
    return out;
  }
  out = {};
  if (read_roman(text, out)) {
    return out;
  }
  out = {};
  if (read_arabic(text, out)) {
    return out;
  }
  out = {};
  if (read_point(text, out)) {
    return out;
  }
  return {};
}

int point_value(std::string_view letter, std::vector<std::string> const& letters) {
  auto const found = std::find(letters.begin(), letters.end(), letter);
  return found == letters.end() ? 0 : static_cast<int>(found - letters.begin()) + 1;
}

}  // namespace thethuc::rules
