#include "data/json_check.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"

namespace thethuc::data {
namespace {

// A text in both languages of the diagnostics.
struct Words {
  std::string en;
  std::string vi;
};

Words same(std::string const& text) {
  return {text, text};
}

// Length of the UTF-8 sequence that starts at `pos`, 0 when it is not valid (RFC 3629).
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

bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

int hex_value(char c) {
  if (is_digit(c)) {
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
  Words found() const;
  bool fail_value_expected();
  void report(std::vector<StringFault> const& faults);
  base::Place place(std::size_t offset) const;
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
    return fail(0, {"expected UTF-8, found UTF-16", "cần UTF-8, nhưng tệp là UTF-16"});
  }
  skip_space();
  if (at_end()) {
    return fail(pos_, {"the text is empty", "không có nội dung"});
  }
  if (!value(1)) {
    return false;
  }
  skip_space();
  if (!at_end()) {
    return fail_expected({"the end of the text", "hết nội dung"});
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
  if (c == '-' || c == '+' || c == '.' || is_digit(c)) {
    return number();
  }
  return literal();
}

bool Checker::object(std::size_t depth) {
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
      return peek() == '}' ? fail(pos_, {"a comma before '}'", "thừa dấu phẩy trước '}'"})
                           : fail_expected({"a name in double quotes", "tên trong dấu ngoặc kép"});
    }
    path_.back().key.clear();
    if (!string(&path_.back().key)) {
      return false;
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
      return fail(pos_, {"a comma before ']'", "thừa dấu phẩy trước ']'"});
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
      {fmt::format("',' or '{}'", closing), fmt::format("',' hoặc '{}'", closing)});
}

// Reads a string; appends its content to `content`, or checks it as a value when null.
bool Checker::string(std::string* content) {
  std::size_t const begin = pos_++;
  std::vector<StringFault> faults;
  while (true) {
    if (at_end()) {
      return fail(begin, {"a string that is never closed", "chuỗi không có dấu ngoặc kép đóng"});
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
      char const* const remedy = c == '\n'   ? "\\n"
                                 : c == '\r' ? "\\r"
                                 : c == '\t' ? "\\t"
                                             : nullptr;
      auto const code = static_cast<unsigned>(static_cast<unsigned char>(c));
      if (remedy == nullptr) {
        return fail(pos_,
                    {fmt::format("the control character U+{:04X} within a string", code),
                     fmt::format("ký tự điều khiển U+{:04X} trong chuỗi", code)});
      }
      return fail(
          pos_,
          {fmt::format(
               "expected {} within a string, found the character itself (U+{:04X})", remedy, code),
           fmt::format(
               "trong chuỗi cần viết {}, nhưng gặp chính ký tự đó (U+{:04X})", remedy, code)});
    }
    std::size_t const length = utf8_length(text_, pos_);
    if (length == 0) {
      return fail_expected({"UTF-8", "UTF-8"});
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
          {"expected four hexadecimal digits after \\u", "cần bốn chữ số thập lục phân sau \\u"});
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
        {fmt::format("expected one of \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u, found {}", written),
         fmt::format("cần một trong \\\" \\\\ \\/ \\b \\f \\n \\r \\t \\u, nhưng gặp {}",
                     written)});
  }
  if (code >= 0xD800 && code <= 0xDFFF) {
    faults.push_back({base::Id::data_lone_surrogate, begin, code});
    return true;
  }
  if (!base::is_xml_char(code) && code != '\v' && code != '\f') {
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
    while (!at_end() && is_digit(peek())) {
      ++pos_;
    }
    return pos_ - from;
  };
  if (peek() == '+') {
    return fail(begin, {"a number that begins with '+'", "số bắt đầu bằng dấu '+'"});
  }
  if (peek() == '-') {
    ++pos_;
  }
  std::size_t const integer = pos_;
  if (digits() == 0) {
    return fail_expected({"a digit", "một chữ số"});
  }
  if (text_[integer] == '0' && pos_ - integer > 1) {
    return fail(begin,
                {"a number that begins with 0 (write it in double quotes to keep the zero)",
                 "số bắt đầu bằng 0 (đặt trong dấu ngoặc kép để giữ số 0)"});
  }
  if (peek() == '.') {
    ++pos_;
    if (digits() == 0) {
      return fail_expected(
          {"a digit after the decimal point", "một chữ số sau dấu chấm thập phân"});
    }
  }
  if (peek() == 'e' || peek() == 'E') {
    ++pos_;
    if (peek() == '+' || peek() == '-') {
      ++pos_;
    }
    if (digits() == 0) {
      return fail_expected({"a digit in the exponent", "một chữ số trong phần mũ"});
    }
  }
  if (!at_end() && (is_word(peek()) || peek() == '.')) {
    return fail_expected({"the end of the number", "hết số"});
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
  return fail_expected({"text in double quotes, a number, true, false, null, '{' or '['",
                        "chữ trong dấu ngoặc kép, một số, true, false, null, '{' hoặc '['"});
}

// What stands at the position, quoted.
Words Checker::found() const {
  if (at_end()) {
    return {"the end of the file", "hết tệp"};
  }
  if (starts("//") || starts("/*") || peek() == '#') {
    return {"a comment", "chú thích"};
  }
  std::size_t const length = utf8_length(text_, pos_);
  if (length == 0) {
    auto const byte = static_cast<unsigned>(static_cast<unsigned char>(peek()));
    return {fmt::format("the byte 0x{:02X}, which is no UTF-8", byte),
            fmt::format("byte 0x{:02X} không phải UTF-8", byte)};
  }
  if (peek() == '\'') {
    return {"a single quote", "dấu nháy đơn"};
  }
  std::size_t end = pos_;
  while (end < text_.size() && end - pos_ < 20 && is_word(text_[end])) {
    ++end;
  }
  if (end > pos_) {
    return same(fmt::format("'{}'", text_.substr(pos_, end - pos_)));
  }
  std::size_t at = pos_;
  char32_t const code = base::next_code_point(text_, at);
  auto const number = static_cast<std::uint32_t>(code);
  if (code < 0x20 || code == 0x7F || code == 0xA0 || code == 0xFEFF ||
      (code >= 0x2000 && code <= 0x200F)) {
    return same(fmt::format("U+{:04X}", number));
  }
  if (length > 1) {
    return same(fmt::format("'{}' (U+{:04X})", text_.substr(pos_, length), number));
  }
  return same(fmt::format("'{}'", text_[pos_]));
}

bool Checker::fail_expected(Words const& expected) {
  Words const what = found();
  return fail(pos_,
              {fmt::format("expected {}, found {}", expected.en, what.en),
               fmt::format("cần {}, nhưng gặp {}", expected.vi, what.vi)});
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
  found_faults_ = true;
  StringFault const& f = faults.front();
  // Beyond the number that is kept they are only counted: finding the line takes time.
  if (++fault_count_ > 2 * base::Diagnostics::kMostPerId) {
    out_.add(base::diagnose(f.id));
    return;
  }
  std::string const code = f.id == base::Id::data_lone_surrogate ? fmt::format("\\u{:04X}", f.code)
                                                                 : fmt::format("U+{:04X}", f.code);
  base::Diagnostic d = base::diagnose(f.id, place(f.offset), {}, {{"character", code}});
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

// Line and column (in code points) of a byte, with what surrounds it on its line.
base::Place Checker::place(std::size_t offset) const {
  base::Place p;
  p.file = file_;
  p.line = 1;
  std::size_t line_begin = 0;
  for (std::size_t i = 0; i < offset; ++i) {
    bool const ends =
        text_[i] == '\n' || (text_[i] == '\r' && !text_.substr(i + 1).starts_with('\n'));
    if (ends) {
      ++p.line;
      line_begin = i + 1;
    }
  }
  auto const starts_character = [&](std::size_t i) {
    return (static_cast<unsigned char>(text_[i]) & 0xC0U) != 0x80U;
  };
  p.column = 1;
  for (std::size_t i = line_begin; i < offset; ++i) {
    p.column += starts_character(i) ? 1 : 0;
  }
  constexpr std::size_t kAround = 40;
  std::size_t begin = std::max(line_begin, offset - std::min(offset, kAround));
  while (begin > line_begin && begin < text_.size() && !starts_character(begin)) {
    --begin;
  }
  std::size_t end = std::min(offset, text_.size());
  while (end < text_.size() && end < offset + kAround && text_[end] != '\n' && text_[end] != '\r') {
    ++end;
  }
  while (end < text_.size() && end > offset && !starts_character(end)) {
    --end;
  }
  std::string_view const excerpt = text_.substr(begin, end - begin);
  bool const plain = std::none_of(excerpt.begin(), excerpt.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 && c != '\t';
  });
  if (offset < end && plain && base::is_valid_utf8(excerpt)) {
    p.text = excerpt;
    p.mark_begin = offset - begin;
    p.mark_end = p.mark_begin + std::max<std::size_t>(1, utf8_length(text_, offset));
  }
  return p;
}

}  // namespace

bool check_json(std::string_view json,
                std::string_view file_name,
                Limits const& limits,
                base::Diagnostics& out) {
  return Checker(json, file_name, limits, out).run();
}

}  // namespace thethuc::data
