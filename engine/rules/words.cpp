#include "rules/words.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/roman.h"
#include "base/text.h"

namespace thethuc::rules {
namespace {

// {{#so}}{{so}}{{/so}}{{^so}}   {{/so}}: what a template prints when the value is there.
std::string without_tags(std::string_view text) {
  std::string out;
  std::size_t hidden = 0;  // depth of {{^…}}
  std::vector<bool> inverted;
  while (!text.empty()) {
    std::size_t const open = text.find("{{");
    std::size_t const close = open == std::string_view::npos ? open : text.find("}}", open + 2);
    if (close == std::string_view::npos) {
      break;
    }
    if (hidden == 0) {
      out += text.substr(0, open);
    }
    std::size_t end = close + 2;
    std::string_view inner = text.substr(open + 2, close - open - 2);
    while (!inner.empty() && (inner.front() == ' ' || inner.front() == '{')) {
      inner.remove_prefix(1);
    }
    while (end < text.size() && text[end] == '}') {
      ++end;
    }
    char const kind = inner.empty() ? ' ' : inner.front();
    if (kind == '#' || kind == '^') {
      inverted.push_back(kind == '^');
      hidden += kind == '^' ? 1u : 0u;
    } else if (kind == '/') {
      if (!inverted.empty()) {
        hidden -= inverted.back() ? 1u : 0u;
        inverted.pop_back();
      }
    } else if (kind != '!' && kind != '=' && hidden == 0) {
      out += kTag;
    }
    text.remove_prefix(end);
  }
  if (hidden == 0) {
    out += text;
  }
  return out;
}

}  // namespace

std::string normal_text(std::string_view raw) {
  std::string text{raw};
  if (base::may_change_under_nfc(text)) {
    text = base::to_nfc(text);
  }
  if (text.find("\xC2\xA0") != std::string::npos) {
    text = replaced(std::move(text), "\xC2\xA0", " ");
  }
  if (text.find("\xC2\xAD") != std::string::npos) {  // soft hyphens do not show
    text = replaced(std::move(text), "\xC2\xAD", "");
  }
  if (text.find("{{") != std::string::npos) {
    text = without_tags(text);
  }
  return std::string{base::trim(text)};
}

std::string folded(std::string_view text, std::size_t most) {
  return base::fold_for_comparison(
      text.size() <= most ? text
                          : text.substr(0, base::whole_characters(text.substr(0, most + 8), most)));
}

std::string letters_of(std::string_view folded_text) {
  std::string out;
  for (char c : folded_text) {
    if (base::is_ascii_letter(c) || base::is_ascii_digit(c)) {
      out += c;
    }
  }
  return out;
}

std::string with_old_tones(std::string text) {
  constexpr std::pair<std::string_view, std::string_view> kOpen[] = {{"OÀ", "ÒA"},
                                                                     {"OÁ", "ÓA"},
                                                                     {"OẢ", "ỎA"},
                                                                     {"OÃ", "ÕA"},
                                                                     {"OẠ", "ỌA"},
                                                                     {"OÈ", "ÒE"},
                                                                     {"OÉ", "ÓE"},
                                                                     {"OẺ", "ỎE"},
                                                                     {"OẼ", "ÕE"},
                                                                     {"OẸ", "ỌE"},
                                                                     {"UỲ", "ÙY"},
                                                                     {"UÝ", "ÚY"},
                                                                     {"UỶ", "ỦY"},
                                                                     {"UỸ", "ŨY"},
                                                                     {"UỴ", "ỤY"}};
  for (auto const& [now, old] : kOpen) {
    for (std::size_t at = text.find(now); at != std::string::npos; at = text.find(now, at + 1)) {
      std::size_t const end = at + now.size();
      bool const is_open = end == text.size() || text[end] == ' ';
      bool const is_of_qu = at > 0 && text[at - 1] == 'Q';
      if (is_open && !is_of_qu) {
        text.replace(at, now.size(), old);
      }
    }
  }
  return text;
}

bool is_near(std::string_view a, std::string_view b, std::size_t most) {
  if (a == b) {
    return true;
  }
  if (a.size() > 200 || b.size() > 200 || a.size() + most < b.size() ||
      b.size() + most < a.size()) {
    return false;
  }
  std::vector<std::size_t> row(b.size() + 1);
  for (std::size_t j = 0; j <= b.size(); ++j) {
    row[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0];
    row[0] = i;
    std::size_t least = row[0];
    for (std::size_t j = 1; j <= b.size(); ++j) {
      std::size_t const cost = diagonal + (a[i - 1] == b[j - 1] ? 0 : 1);
      diagonal = row[j];
      row[j] = std::min({cost, row[j] + 1, row[j - 1] + 1});
      least = std::min(least, row[j]);
    }
    if (least > most) {
      return false;
    }
  }
  return row.back() <= most;
}

bool is_upper(std::string_view text) {
  // Most text tells by its plain letters.
  if (std::any_of(text.begin(), text.end(), [](char c) { return c >= 'a' && c <= 'z'; })) {
    return false;
  }
  return base::to_upper(text) == text;
}

bool has_letter(std::string_view text) {
  if (std::any_of(text.begin(), text.end(), base::is_ascii_letter)) {
    return true;
  }
  return base::to_upper(text) != base::to_lower(text);
}

bool has_tag(std::string_view text) {
  return text.find(kTag) != std::string_view::npos;
}

bool begins_upper(std::string_view text) {
  std::size_t at = 0;
  while (at < text.size()) {
    std::size_t const begin = at;
    base::next_code_point(text, at);
    std::string_view const letter = text.substr(begin, at - begin);
    if (letter == kTag) {
      return true;
    }
    if (has_letter(letter)) {
      return is_upper(letter);
    }
  }
  return true;
}

bool is_title_case(std::string_view name) {
  for (std::string_view word : split(name, ' ')) {
    if (!begins_upper(word)) {
      return false;
    }
  }
  return true;
}

namespace {

// Words of the forms of Phụ lục III for what is to be filled in, with the number of a note behind.
bool is_form_word(std::string_view text) {
  constexpr std::size_t kLongest = 48;
  if (text.size() > kLongest) {
    return false;
  }
  std::string letters = letters_of(folded(text, kLongest));
  while (!letters.empty() && base::is_ascii_digit(letters.back())) {
    letters.pop_back();
  }
  return letters == "hovaten" || letters == "hoten" || letters == "hovatennguoiky";
}

}  // namespace

bool has_dots(std::string_view text) {
  return text.find("..") != std::string_view::npos || text.find("…") != std::string_view::npos;
}

bool is_dotted(std::string_view text) {
  std::string rest;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const begin = at;
    char32_t const c = base::next_code_point(text, at);
    rest += c < 0x80 && base::is_ascii_digit(text[begin]) ? std::string_view{}
                                                          : text.substr(begin, at - begin);
  }
  return has_dots(text) && is_placeholder(rest);
}

bool is_placeholder(std::string_view text) {
  if (is_form_word(text)) {
    return true;
  }
  std::size_t at = 0;
  while (at < text.size()) {
    char32_t const c = base::next_code_point(text, at);
    bool const blank = c == ' ' || c == '\t' || c == '.' || c == U'…' || c == '_' || c == '[' ||
                       c == ']' || c == U'\u00A0' || c == U'\uFFFC' || c == '*' || c == U'‥';
    if (!blank) {
      return false;
    }
  }
  return true;
}

int roman_heading(std::string_view text) {
  constexpr int kMost = 399;  // "D." and "M." are letters
  int const value = base::roman_value(text);
  return value <= kMost ? value : 0;
}

std::optional<int> whole_number(std::string_view text) {
  int value = 0;
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  bool const sound = error == std::errc{} && end == text.data() + text.size() && !text.empty() &&
                     base::is_ascii_digit(text.front());
  return sound ? std::optional{value} : std::nullopt;
}

std::size_t list_mark_size(std::string_view text) {
  for (std::string_view mark : {"-", "+", "–", "—", "*", "•"}) {
    if (text.starts_with(mark)) {
      return std::min(text.find_first_not_of(" -+", mark.size()), text.size());
    }
  }
  return 0;
}

std::size_t skip_blanks(std::string_view text, std::size_t at) {
  while (at < text.size() && (text[at] == ' ' || text[at] == '\t')) {
    ++at;
  }
  return at;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> out;
  while (true) {
    std::size_t const end = text.find(separator);
    std::string_view const word = text.substr(0, end);
    if (!word.empty()) {
      out.push_back(word);
    }
    if (end == std::string_view::npos) {
      return out;
    }
    text.remove_prefix(end + 1);
  }
}

std::string replaced(std::string text, std::string_view from, std::string_view to) {
  std::string out;
  std::size_t at = 0;
  while (true) {
    std::size_t const found = text.find(from, at);
    out.append(text, at, found == std::string::npos ? found : found - at);
    if (found == std::string::npos) {
      return out;
    }
    out += to;
    at = found + from.size();
  }
}

std::string single_spaced(std::string_view text) {
  std::string out;
  for (char c : text) {
    bool const blank = c == ' ' || c == '\t' || c == '\n';
    if (!blank) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') {
    out.pop_back();
  }
  return out;
}

bool has_word(std::string_view text, std::string_view word) {
  auto const is_word_byte = [](char c) {
    return base::is_ascii_letter(c) || base::is_ascii_digit(c) ||
           static_cast<unsigned char>(c) >= 0x80;
  };
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    bool const begins = at == 0 || !is_word_byte(text[at - 1]);
    std::size_t const end = at + word.size();
    if (begins && (end >= text.size() || !is_word_byte(text[end]))) {
      return true;
    }
  }
  return false;
}

std::string in_quotes(std::string_view text) {
  constexpr std::size_t kMost = 70;
  std::string shown{text};
  if (base::code_point_count(text) > kMost) {
    shown = std::string{base::first_code_points(text, kMost)} + "…";
  }
  shown = replaced(std::move(shown), kTag, "{{…}}");
  for (char& c : shown) {
    c = static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return "“" + shown + "”";
}

std::size_t sentence_end(std::string_view text) {
  for (std::size_t at = text.find(". "); at != std::string_view::npos;
       at = text.find(". ", at + 1)) {
    if (begins_upper(base::first_code_points(text.substr(at + 2), 1))) {
      return at + 1;
    }
  }
  return text.size();
}

}  // namespace thethuc::rules
