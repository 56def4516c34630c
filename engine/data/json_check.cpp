#include "data/json_check.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "data/json_place.h"

namespace thethuc::data {

using base::same;
using base::Words;

namespace {

int hex_value(char c) {
  if (base::is_ascii_digit(c)) {
    return c - '0';
  }
  if (c >= 'a' && c <= 'f') {
    return c - 'a' + 10;
  }
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

class Checker {
 public:
  Checker(std::string_view text,
          std::string_view file,
          Limits const& limits,
          base::Diagnostics& out)
      : text_(text), file_(file), limits_(limits), out_(out) {}

  bool run();

 private:
  struct Step {  // of the pointer to the value being read
    bool in_object = false;
    std::size_t index = 0;
    std::string key;
  };
  struct StringFault {  // the first in a string; the string is valid JSON nevertheless
    base::Id id;
    std::size_t offset;
    std::uint32_t code;
  };

  bool value(std::size_t depth);
  bool object(std::size_t depth);
  bool list(std::size_t depth);
  bool string(std::string* content);
  bool escape(std::string* content, std::vector<StringFault>& faults);
  bool number();
  bool literal();
  bool after_item(char closing);
  void skip_space();

  bool at_end() const { return pos_ >= text_.size(); }
  char peek() const { return at_end() ? '\0' : text_[pos_]; }
  bool starts(std::string_view s) const { return text_.substr(pos_).starts_with(s); }

  bool fail(std::size_t offset, Words const& problem);
  bool fail_expected(Words const& expected);
  bool fail_value_expected();
  bool fail_control_character();
  void report(std::vector<StringFault> const& faults);
  // What is valid JSON, and yet no data for us: the text is read on.
  void report(base::Id id,
              std::size_t offset,
              std::vector<std::pair<std::string, std::string>> args);
  base::Place place(std::size_t offset) const { return place_in_json(text_, file_, offset); }
  std::string pointer() const;

  std::string_view text_;
  std::string_view file_;
  Limits const& limits_;
  base::Diagnostics& out_;
  std::size_t pos_ = 0;
  std::size_t values_ = 0;
  bool found_faults_ = false;
  std::size_t fault_count_ = 0;
  std::vector<Step> path_;
};

bool Checker::run() {
  if (text_.starts_with("\xFF\xFE") || text_.starts_with("\xFE\xFF")) {
    return fail(0, {"cần UTF-8, nhưng tệp là UTF-16", "expected UTF-8, found UTF-16"});
  }
  skip_space();
  if (at_end()) {
    return fail(pos_, {"không có nội dung", "the text is empty"});
  }
  if (!value(1)) {
    return false;
  }
  skip_space();
  if (!at_end()) {
    return fail_expected({"hết nội dung", "the end of the text"});
  }
  return !found_faults_;
}

void Checker::skip_space() {
  while (!at_end() && (peek() == ' ' || peek() == '\n' || peek() == '\r' || peek() == '\t')) {
    ++pos_;
  }
}

bool Checker::value(std::size_t depth) {
  if (++values_ > limits_.max_nodes) {
    out_.add(base::diagnose(base::Id::json_too_many_values,
                            place(pos_),
                            {},
                            {{"limit", std::to_string(limits_.max_nodes)},
                             {base::kLimitName, limits_.option("values")}}));
    return false;
  }
  char const c = peek();
  if (c == '{' || c == '[') {
    if (depth > limits_.max_depth) {
      base::Diagnostic d = base::diagnose(base::Id::json_too_deep,
                                          place(pos_),
                                          {},
                                          {{"limit", std::to_string(limits_.max_depth)},
                                           {base::kLimitName, limits_.option("depth")}});
      d.data_pointer = pointer();
      out_.add(std::move(d));
      return false;
    }
    return c == '{' ? object(depth) : list(depth);
  }
  if (c == '"') {
    return string(nullptr);
  }
  if (c == '-' || c == '+' || c == '.' || base::is_ascii_digit(c)) {
    return number();
  }
  return literal();
}

bool Checker::object(std::size_t depth) {
  std::unordered_set<std::string> names;
  path_.push_back({true, 0, {}});
  ++pos_;
  skip_space();
  if (peek() == '}') {
    ++pos_;
    path_.pop_back();
    return true;
  }
  while (true) {
    if (peek() != '"' || at_end()) {
      return peek() == '}' ? fail(pos_, {"thừa dấu phẩy trước '}'", "a comma before '}'"})
                           : fail_expected({"tên trong dấu ngoặc kép", "a name in double quotes"});
    }
    path_.back().key.clear();
    std::size_t const begin = pos_;
    if (!string(&path_.back().key)) {
      return false;
    }
    if (!names.insert(path_.back().key).second) {
      report(base::Id::json_key_twice, begin, {{"key", path_.back().key}});
    }
    skip_space();
    if (peek() != ':') {
      return fail_expected(same("':'"));
    }
    ++pos_;
    skip_space();
    if (!value(depth + 1)) {
      return false;
    }
    if (!after_item('}')) {
      return false;
    }
    if (text_[pos_++] == '}') {
      path_.pop_back();
      return true;
    }
    skip_space();
  }
}

bool Checker::list(std::size_t depth) {
  path_.push_back({false, 0, {}});
  ++pos_;
  skip_space();
  if (peek() == ']') {
    ++pos_;
    path_.pop_back();
    return true;
  }
  while (true) {
    if (peek() == ']') {
      return fail(pos_, {"thừa dấu phẩy trước ']'", "a comma before ']'"});
    }
    if (!value(depth + 1)) {
      return false;
    }
    if (!after_item(']')) {
      return false;
    }
    if (text_[pos_++] == ']') {
      path_.pop_back();
      return true;
    }
    skip_space();
    ++path_.back().index;
  }
}

// Leaves the position at ',' or `closing`.
bool Checker::after_item(char closing) {
  skip_space();
  if (!at_end() && (peek() == ',' || peek() == closing)) {
    return true;
  }
  return fail_expected(
      {fmt::format("',' hoặc '{}'", closing), fmt::format("',' or '{}'", closing)});
}

// Reads a string; appends its content to `content`, or checks it as a value when null.
bool Checker::string(std::string* content) {
  std::size_t const begin = pos_++;
  std::vector<StringFault> faults;
  while (true) {
    if (at_end()) {
      return fail(begin, {"chuỗi không có dấu ngoặc kép đóng", "a string that is never closed"});
    }
    char const c = peek();
    if (c == '"') {
      ++pos_;
      break;
    }
    if (c == '\\') {
      if (!escape(content, faults)) {
        return false;
      }
      continue;
    }
    if (static_cast<unsigned char>(c) < 0x20) {
      return fail_control_character();
    }
    std::size_t const length = utf8_length(text_, pos_);
    if (length == 0) {
      return fail_expected({"UTF-8", "UTF-8"});
    }
    unsigned const second = length == 2 ? static_cast<unsigned char>(text_[pos_ + 1]) : 0U;
    if (c == '\x7F' || (c == '\xC2' && second < 0xA0)) {
      faults.push_back({base::Id::data_control_character, pos_, c == '\x7F' ? 0x7FU : second});
    }
    if (length == 3 && text_.substr(pos_, 2) == "\xEF\xBF" &&
        static_cast<unsigned char>(text_[pos_ + 2]) >= 0xBE) {
      unsigned const last = static_cast<unsigned char>(text_[pos_ + 2]);
      faults.push_back({base::Id::data_control_character, pos_, 0xFFC0U + (last & 0x3FU)});
    }
    if (content != nullptr) {
      content->append(text_, pos_, length);
    }
    pos_ += length;
  }
  if (content != nullptr) {
    // A name never reaches the document: only what is no text at all counts.
    faults.erase(std::remove_if(
                     faults.begin(),
                     faults.end(),
                     [](StringFault const& f) { return f.id == base::Id::data_control_character; }),
                 faults.end());
    *content = base::to_nfc(*content);
  }
  report(faults);
  return true;
}

bool Checker::fail_control_character() {
  char const c = peek();
  char const* const remedy = c == '\n' ? "\\n" : c == '\r' ? "\\r" : c == '\t' ? "\\t" : nullptr;
  auto const code = static_cast<unsigned>(static_cast<unsigned char>(c));
  if (remedy == nullptr) {
    return fail(pos_,
                {fmt::format("ký tự điều khiển U+{:04X} trong chuỗi", code),
                 fmt::format("the control character U+{:04X} within a string", code)});
  }
  return fail(
      pos_,
      {fmt::format("trong chuỗi cần viết {}, nhưng gặp chính ký tự đó (U+{:04X})", remedy, code),
       fmt::format(
           "expected {} within a string, found the character itself (U+{:04X})", remedy, code)});
}

bool Checker::escape(std::string* content, std::vector<StringFault>& faults) {
  std::size_t const begin = pos_;
  auto const four_digits = [&](std::size_t at, std::uint32_t& code) {
    code = 0;
    for (std::size_t i = at; i < at + 4; ++i) {
      int const digit = i < text_.size() ? hex_value(text_[i]) : -1;
      if (digit < 0) {
        return false;
      }
      code = code * 16 + static_cast<std::uint32_t>(digit);
    }
    return true;
  };
  char const kind = begin + 1 < text_.size() ? text_[begin + 1] : '\0';
  static constexpr std::string_view kLetters = "\"\\/bfnrt";
  static constexpr std::string_view kMeanings = "\"\\/\b\f\n\r\t";
  std::size_t const letter = kLetters.find(kind);
  std::uint32_t code = 0;
  pos_ += 2;
  if (begin + 1 < text_.size() && letter != std::string_view::npos) {
    code = static_cast<unsigned char>(kMeanings[letter]);
  } else if (kind == 'u') {
    if (!four_digits(pos_, code)) {
      return fail(
          begin,
          {"cần bốn chữ số thập lục phân sau \\u", "expected four hexadecimal digits after \\u"});
    }
    pos_ += 4;
    std::uint32_t low = 0;
    bool const high = code >= 0xD800 && code <= 0xDBFF;
    if (high && starts("\\u") && four_digits(pos_ + 2, low) && low >= 0xDC00 && low <= 0xDFFF) {
      code = 0x10000 + ((code - 0xD800) << 10U) + (low - 0xDC00);
      pos_ += 6;
    }
  } else {
    pos_ = std::min(pos_, text_.size());
    std::size_t const length = begin + 1 < text_.size() ? utf8_length(text_, begin + 1) : 0;
    bool const printable = length > 1 || (length == 1 && kind >= 0x20);
    std::string const written = printable ? std::string(text_.substr(begin, 1 + length)) : "\\";
    return fail(
        begin,
        {fmt::format("cần một trong \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u, nhưng gặp {}", written),
         fmt::format("expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u, found {}", written)});
  }
  if (code >= 0xD800 && code <= 0xDFFF) {
    faults.push_back({base::Id::data_lone_surrogate, begin, code});
    return true;
  }
  bool const is_later_control = code >= 0x7F && code <= 0x9F;  // DEL and C1, which XML can hold
  if ((!base::is_xml_char(code) && code != '\v' && code != '\f') || is_later_control) {
    faults.push_back({base::Id::data_control_character, begin, code});
  }
  if (content != nullptr) {
    base::append_code_point(*content, code);
  }
  return true;
}

bool Checker::number() {
  std::size_t const begin = pos_;
  auto const digits = [&] {
    std::size_t const from = pos_;
    while (!at_end() && base::is_ascii_digit(peek())) {
      ++pos_;
    }
    return pos_ - from;
  };
  if (peek() == '+') {
    return fail(begin, {"số bắt đầu bằng dấu '+'", "a number that begins with '+'"});
  }
  if (peek() == '-') {
    ++pos_;
  }
  std::size_t const integer = pos_;
  if (digits() == 0) {
    return fail_expected({"một chữ số", "a digit"});
  }
  if (text_[integer] == '0' && pos_ - integer > 1) {
    return fail(begin,
                {"số bắt đầu bằng 0 (đặt trong dấu ngoặc kép để giữ số 0)",
                 "a number that begins with 0 (write it in double quotes to keep the zero)"});
  }
  if (peek() == '.') {
    ++pos_;
    if (digits() == 0) {
      return fail_expected(
          {"một chữ số sau dấu chấm thập phân", "a digit after the decimal point"});
    }
  }
  if (peek() == 'e' || peek() == 'E') {
    ++pos_;
    if (peek() == '+' || peek() == '-') {
      ++pos_;
    }
    if (digits() == 0) {
      return fail_expected({"một chữ số trong phần mũ", "a digit in the exponent"});
    }
  }
  if (!at_end() && (is_word(peek()) || peek() == '.')) {
    return fail_expected({"hết số", "the end of the number"});
  }
  return true;
}

bool Checker::literal() {
  for (std::string_view const word : {"true", "false", "null"}) {
    if (starts(word) &&
        (pos_ + word.size() == text_.size() || !is_word(text_[pos_ + word.size()]))) {
      pos_ += word.size();
      return true;
    }
  }
  return fail_value_expected();
}

bool Checker::fail_value_expected() {
  return fail_expected({"chữ trong dấu ngoặc kép, một số, true, false, null, '{' hoặc '['",
                        "text in double quotes, a number, true, false, null, '{' or '['"});
}

bool Checker::fail_expected(Words const& expected) {
  Words const what = json_at(text_, pos_);
  return fail(pos_,
              {fmt::format("cần {}, nhưng gặp {}", expected.vi, what.vi),
               fmt::format("expected {}, found {}", expected.en, what.en)});
}

bool Checker::fail(std::size_t offset, Words const& problem) {
  base::Diagnostic d = base::diagnose(base::Id::json_syntax,
                                      place(offset),
                                      {},
                                      {{"problem.en", problem.en}, {"problem.vi", problem.vi}});
  out_.add(std::move(d));
  return false;
}

void Checker::report(std::vector<StringFault> const& faults) {
  if (faults.empty()) {
    return;
  }
  StringFault const& f = faults.front();
  std::string const code = f.id == base::Id::data_lone_surrogate ? fmt::format("\\u{:04X}", f.code)
                                                                 : fmt::format("U+{:04X}", f.code);
  report(f.id, f.offset, {{"character", code}});
}

void Checker::report(base::Id id,
                     std::size_t offset,
                     std::vector<std::pair<std::string, std::string>> args) {
  found_faults_ = true;
  // Beyond the number that is kept they are only counted: finding the line takes time.
  if (++fault_count_ > 2 * base::Diagnostics::kMostPerId) {
    out_.add(base::diagnose(id));
    return;
  }
  base::Diagnostic d = base::diagnose(id, place(offset));
  d.args = std::move(args);
  d.data_pointer = pointer();
  out_.add(std::move(d));
}

std::string Checker::pointer() const {
  std::string out;
  for (Step const& step : path_) {
    append_pointer(out, step.in_object ? std::string_view{step.key} : std::to_string(step.index));
  }
  return out;
}

}  // namespace

bool check_json(std::string_view json,
                std::string_view file_name,
                Limits const& limits,
                base::Diagnostics& out) {
  return Checker(json, file_name, limits, out).run();
}

}  // namespace thethuc::data
