// Blanks around punctuation marks and brackets.

#include <algorithm>
#include <optional>
#include <string>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/numbered.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

struct Slip {
  std::size_t begin = 0, end = 0;  // what is shown of the text
  Words expected;
};

// The first slip of a line. Looks at each byte a fixed number of times, however long the line is.
class PunctuationReader {
 public:
  PunctuationReader(std::string_view text, std::size_t from)
      : text_(text), from_(from), word_begin_(from) {}

  std::optional<Slip> first() {
    for (std::size_t at = from_; at < text_.size(); ++at) {
      char const c = text_[at];
      word_begin_ = is_blank(at) ? at + 1 : word_begin_;
      if (c == ' ' || static_cast<unsigned char>(c) >= 0x80 || base::is_ascii_letter(c)) {
        continue;
      }
      if (is_spaced_end(at)) {
        return shown(at, {"không có cách chữ trước “./.”", "no space before “./.”"});
      }
      if (is_mark(c) && at > from_ && text_[at - 1] == ' ' && is_spaced_mark(at)) {
        return shown(at, {"không có cách chữ trước " + mark(at), "no space before " + mark(at)});
      }
      if (c == '.' && joins_sentences(at)) {
        return shown(at, {"một cách chữ sau dấu chấm", "a space behind the full stop"});
      }
      if ((c == ',' || c == ';') && joins_words(at)) {
        return shown(at, {"một cách chữ sau " + mark(at), "a space behind " + mark(at)});
      }
      if (c == '(' && at + 1 < text_.size() && text_[at + 1] == ' ' && holds_words(at + 1)) {
        return shown(at, {"không có cách chữ sau “(”", "no space behind “(”"});
      }
      if (c == ')' && at > from_ && text_[at - 1] == ' ' && !is_left_open(at)) {
        return shown(at, {"không có cách chữ trước “)”", "no space before “)”"});
      }
    }
    return std::nullopt;
  }

 private:
  static bool is_mark(char c) {
    return c == ',' || c == ';' || c == ':' || c == '.' || c == '!' || c == '?';
  }
  bool is_blank(std::size_t at) const {
    return at < text_.size() && (text_[at] == ' ' || text_[at] == '\t' || text_[at] == '\n');
  }
  std::string mark(std::size_t at) const { return in_quotes(text_.substr(at, 1)); }
  static bool is_letter_byte(char c) {
    return base::is_ascii_letter(c) || static_cast<unsigned char>(c) >= 0x80;
  }

  // What stands before `at`, without the blanks in between; "" for none, or a long gap.
  std::string_view left_of(std::size_t at) const {
    constexpr std::size_t kFarthest = 64;
    std::size_t end = at;
    while (end > from_ && at - end < kFarthest && is_blank(end - 1)) {
      --end;
    }
    return text_.substr(from_, end - from_);
  }
  static bool ends_in_dots(std::string_view left) {
    return left.ends_with("…") || left.ends_with("‥") || left.ends_with('.') || left.ends_with('_');
  }

  // "thi hành ./.": the end stands on its sentence; behind a blank to be filled in it may not.
  bool is_spaced_end(std::size_t at) const {
    if (at <= from_ || text_[at - 1] != ' ' || text_.substr(at) != "./.") {
      return false;
    }
    std::string_view const left = left_of(at);
    return !left.empty() && !ends_in_dots(left);
  }

  // Whether the mark behind a blank is one of the sentence: not of a blank that is left to be
  // filled in ("ngày … , tháng"), of a ratio ("1 : 2"), of a file (" .docx"), nor the end "./.".
  bool is_spaced_mark(std::size_t at) const {
    std::string_view const left = left_of(at);
    char const last = left.empty() ? ' ' : left.back();
    char const right = at + 1 < text_.size() ? text_[at + 1] : ' ';
    bool const is_word = is_letter_byte(last) || base::is_ascii_digit(last) || last == ')' ||
                         last == '"' || last == '%' || last == ']';
    if (!is_word || ends_in_dots(left)) {
      return false;
    }
    if (text_[at] == '.') {
      return right == ' ' || at + 1 == text_.size();
    }
    std::size_t const next = skip_blanks(text_, at + 1);
    bool const is_ratio = text_[at] == ':' && base::is_ascii_digit(last) && next < text_.size() &&
                          base::is_ascii_digit(text_[next]);
    return !is_ratio && right != '/';
  }

  // "quy định.Tổ chức": a stop between a small letter and a capital word.
  bool joins_sentences(std::size_t at) const {
    if (at <= from_ || at + 1 >= text_.size() || !is_letter_byte(text_[at + 1])) {
      return false;
    }
    std::size_t left = at;
    do {
      --left;
    } while (left > from_ && (static_cast<unsigned char>(text_[left]) & 0xC0) == 0x80);
    std::size_t right_end = at + 1;
    base::next_code_point(text_, right_end);
    std::string_view const before = text_.substr(left, at - left);
    std::string_view const behind = text_.substr(at + 1, right_end - at - 1);
    bool const joins =
        has_letter(before) && !is_upper(before) && has_letter(behind) && is_upper(behind);
    // "Ths.Nguyễn", "TP.Hà Nội" are abbreviations.
    return joins && !begins_upper(word_before(at)) && !is_address(at) && !is_file_name(at);
  }

  // "cơ quan,đơn vị"; "1,5" and "a,b,c" of formulas are others.
  bool joins_words(std::size_t at) const {
    if (at <= from_ || at + 1 >= text_.size() || !is_letter_byte(text_[at + 1])) {
      return false;
    }
    std::size_t end = at + 1, letters = 0;
    while (end < text_.size() && is_letter_byte(text_[end]) && letters < 8) {
      base::next_code_point(text_, end);
      ++letters;
    }
    bool const is_quotation = text_.substr(at + 1).starts_with("”") ||
                              text_.substr(at + 1).starts_with("’") ||
                              text_.substr(at + 1).starts_with("…");
    return letters > 1 && is_letter_byte(text_[at - 1]) && at - word_begin_ > 1 && !is_quotation &&
           !is_address(at);
  }

  // Of the word that `at` stands in what is before it, and behind; of a long one the near bytes.
  static constexpr std::size_t kLongest = 80;
  std::string_view word_before(std::size_t at) const {
    std::size_t const begin = std::max(word_begin_, at > kLongest ? at - kLongest : 0);
    return text_.substr(begin, at - begin);
  }
  std::string_view word_behind(std::size_t at) const {
    std::string_view const rest = text_.substr(at, kLongest);
    return rest.substr(0, rest.find(' '));
  }
  // "bao.cao.Xlsx", "Mau.Docx", "hanam.Gov.Vn": names of files and places of the web. They have
  // ASCII's signs alone, and several stops or an ending that is known.
  bool is_file_name(std::size_t at) const {
    constexpr std::string_view kEndings[] = {"doc", "docx", "xls", "xlsx", "ppt", "pptx", "pdf",
                                             "txt", "csv",  "xml", "json", "zip", "rar",  "7z",
                                             "jpg", "jpeg", "png", "exe",  "apk", "html", "htm",
                                             "vn",  "com",  "org", "net",  "js",  "odt",  "ods"};
    std::string name = base::to_lower(std::string{word_before(at)}.append(word_behind(at)));
    name.erase(name.find_last_not_of(".,;:!?)\"'") + 1);
    bool const is_ascii = std::all_of(
        name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x80; });
    std::string_view const ending = std::string_view{name}.substr(name.rfind('.') + 1);
    return is_ascii &&
           (std::count(name.begin(), name.end(), '.') > 1 ||
            std::find(std::begin(kEndings), std::end(kEndings), ending) != std::end(kEndings));
  }
  // Addresses of the web and of letters have their own marks.
  bool is_address(std::size_t at) const {
    constexpr char const* kMarks = "@/:";
    return word_before(at).find_first_of(kMarks) != std::string_view::npos ||
           word_behind(at).find_first_of(kMarks) != std::string_view::npos;
  }

  // "(  )" and "( … )" are left to be filled in.
  bool holds_words(std::size_t at) const {
    std::size_t const i = skip_blanks(text_, at);
    return i < text_.size() && (is_letter_byte(text_[i]) || base::is_ascii_digit(text_[i])) &&
           !text_.substr(i).starts_with("…");
  }
  bool is_left_open(std::size_t at) const {
    std::string_view const left = left_of(at);
    return left.empty() || left.ends_with('(') || ends_in_dots(left);
  }

  Slip shown(std::size_t at, Words expected) const {
    constexpr std::size_t kAround = 24;
    std::size_t begin = std::max(from_, at > kAround ? at - kAround : 0);
    std::size_t const blank = text_.find(' ', begin);
    begin = begin == from_ || blank >= at || blank + 1 >= at ? begin : blank + 1;
    while (begin < at && (static_cast<unsigned char>(text_[begin]) & 0xC0) == 0x80) {
      ++begin;
    }
    std::size_t end = std::min(text_.size(), at + kAround);
    while (end < text_.size() && (static_cast<unsigned char>(text_[end]) & 0xC0) == 0x80) {
      ++end;
    }
    std::size_t const stop = text_.rfind(' ', end);
    end = end == text_.size() || stop == std::string_view::npos || stop <= at + 1 ? end : stop;
    return {begin, end, std::move(expected)};
  }

  std::string_view text_;
  std::size_t from_;
  std::size_t word_begin_;
};

}  // namespace

namespace {

// "1.Kết quả", "a)Bảo đảm", "Điều 3.Quyết định": whether a letter follows the number at once.
bool tell_joined_number(Check& check, std::size_t index) {
  Line const& line = check.line(index);
  Numbered const n = read_numbered(line.text);
  bool const is_joined = n.level != Level::none && (n.mark == '.' || n.mark == ')') &&
                         line.label_size == 0 && n.size > 0 && n.size < line.text.size() &&
                         line.text[n.size - 1] == n.mark &&
                         has_letter(base::first_code_points(line.text.substr(n.size), 1));
  if (!is_joined) {
    return false;
  }
  std::string const number = line.text.substr(0, n.size);
  check.at_line(
      index,
      {.about = {"dấu câu", "punctuation"},
       .expected = {"một cách chữ sau " + in_quotes(number), "a space behind " + in_quotes(number)},
       .found = base::same(in_quotes(base::first_code_points(line.text, 16))),
       .repair = replace_start(check.paragraph(index), line, n.size, number + " "),
       .component = line.component,
       .mark_begin = 0,
       .mark_end = n.size});
  return true;
}

bool is_numbered(Component component) {
  return component == Component::khoan || component == Component::khoan_co_tieu_de ||
         component == Component::diem || component == Component::dieu ||
         component == Component::muc_la_ma;
}

}  // namespace

void rule_TEXT_05(Check& check) {
  for (std::size_t index = 0; index < check.recognised.lines.size(); ++index) {
    Line const& line = check.line(index);
    bool const is_read =
        is_running_text(line.component) || line.component == Component::trich_yeu_cong_van;
    if (!is_read || line.is_wild()) {
      continue;
    }
    if (is_numbered(line.component) && tell_joined_number(check, index)) {
      continue;
    }
    if (auto slip = PunctuationReader{line.text, line.label_size}.first()) {
      check.at_line(index,
                    {.about = {"dấu câu", "punctuation"},
                     .expected = std::move(slip->expected),
                     .found = base::same(in_quotes(
                         std::string_view{line.text}.substr(slip->begin, slip->end - slip->begin))),
                     .component = line.component,
                     .mark_begin = slip->begin,
                     .mark_end = slip->end});
    }
  }
}

}  // namespace thethuc::rules
