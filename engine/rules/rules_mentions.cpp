// Whether the text mentions each appendix that follows it.

#include <algorithm>
#include <iterator>
#include <set>
#include <string>
#include <vector>

#include "base/roman.h"
#include "base/text.h"
#include "rules/check_context.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

// What is read behind a word of the text, in small letters.
class Cursor {
 public:
  Cursor(std::string_view text, std::size_t at) : text_(text), at_(at) {}

  bool take(std::string_view word) {
    std::size_t const from = text_.find_first_not_of(" \t", at_);
    if (from == std::string_view::npos || !text_.substr(from).starts_with(word)) {
      return false;
    }
    at_ = from + word.size();
    word_ = from;
    return true;
  }
  std::size_t word() const { return word_; }  // where the last one begins
  // "II", "2", "2b"; 0 for none.
  int take_number() {
    std::size_t const from = std::min(text_.find_first_not_of(" \t", at_), text_.size());
    std::size_t end = from;
    while (end < text_.size() &&
           (base::is_ascii_letter(text_[end]) || base::is_ascii_digit(text_[end]))) {
      ++end;
    }
    bool const is_word = end < text_.size() && static_cast<unsigned char>(text_[end]) >= 0x80;
    std::string_view const word = text_.substr(from, end - from);
    constexpr std::size_t kLongest = 8;
    if (word.empty() || is_word || word.size() > kLongest) {
      return 0;
    }
    int const value =
        base::is_ascii_digit(word.front())
            ? whole_number(word.substr(0, word.find_first_not_of("0123456789"))).value_or(0)
            : roman_heading(base::to_upper(word));
    at_ = value > 0 ? end : at_;
    return value;
  }
  bool at_digit() const {
    std::size_t const from = text_.find_first_not_of(" \t", at_);
    return from != std::string_view::npos && base::is_ascii_digit(text_[from]);
  }

 private:
  std::string_view text_;
  std::size_t at_;
  std::size_t word_ = 0;
};

class Mentions {
 public:
  explicit Mentions(Profile const& profile) {
    types_ = {"nghị định", "thông tư", "nghị quyết", "luật", "văn bản"};
    for (DocumentType const& type : profile.types()) {
      types_.push_back(base::to_lower(type.name));
    }
  }

  // A line of the text, which outlives this.
  void read(std::string_view line) {
    lines_.push_back(line);
    if (!may_mention(line)) {
      return;
    }
    std::string const lower = base::to_lower(line);
    std::set<std::size_t> of_numbers;  // where "kèm theo" goes on from "Phụ lục I"
    for (std::string_view word : {"phụ lục", "phu luc"}) {
      for (std::size_t at = lower.find(word); at != std::string::npos;
           at = lower.find(word, at + 1)) {
        read_numbers({lower, at + word.size()}, of_numbers);
      }
    }
    for (std::string_view word : {"kèm theo", "đính kèm"}) {
      for (std::size_t at = lower.find(word); at != std::string::npos && !all_;
           at = lower.find(word, at + 1)) {
        all_ = of_numbers.count(at) == 0 && !is_foreign({lower, at});
      }
    }
  }

  bool has(int number) const { return all_ || numbers_.count(number) != 0; }
  bool any() const { return all_ || !numbers_.empty(); }
  // By what it is called: "đề cương", "Danh sách đơn vị".
  bool has_title(std::string_view title) {
    for (; folded_ < lines_.size(); ++folded_) {
      words_ += " " + base::fold_for_comparison(lines_[folded_]);
    }
    constexpr std::size_t kWords = 4;
    std::string const key = folded(title, 60);
    for (std::string_view kind : {"bieu so", "bieu mau", "mau so", "de cuong"}) {
      if (key.find(kind) != std::string::npos && words_.find(kind) != std::string::npos) {
        return true;
      }
    }
    std::string start;
    std::size_t n = 0;
    for (std::string_view word : split(key, ' ')) {
      start += (n == 0 ? "" : " ") + std::string{word};
      if (++n == kWords) {
        return has_word(words_, start);
      }
    }
    return false;
  }

 private:
  // Most lines hold none of the words; lower case of all of them would take longer than the rest.
  static bool may_mention(std::string_view line) {
    constexpr std::string_view kParts[] = {"ục", "ỤC", "uc", "UC", "èm", "ÈM"};
    return std::any_of(std::begin(kParts), std::end(kParts), [line](std::string_view part) {
      return line.find(part) != std::string_view::npos;
    });
  }

  // "I, II và IV", "I đến III" behind the word; without numbers all are meant.
  void read_numbers(Cursor cursor, std::set<std::size_t>& of_numbers) {
    std::set<int> found;
    cursor.take("số");
    int last = cursor.take_number();
    while (last > 0) {
      found.insert(last);
      bool const is_range = cursor.take("đến") || cursor.take("-") || cursor.take("–");
      bool const goes_on = is_range || cursor.take(",") || cursor.take("và") || cursor.take(";");
      if (!goes_on) {
        break;
      }
      cursor.take("phụ lục");
      cursor.take("số");
      int const next = cursor.take_number();
      constexpr int kMost = 100;
      for (int between = last + 1; is_range && between < next && between < kMost; ++between) {
        found.insert(between);
      }
      last = next;
    }
    if (Cursor behind = cursor; take_relation(behind)) {
      of_numbers.insert(behind.word());
    }
    if (is_foreign(cursor)) {
      return;
    }
    all_ = all_ || found.empty();
    numbers_.merge(found);
  }

  // "… kèm theo Thông tư số 01/2011/TT-BNV", "… của Nghị định 30": of another document. "… kèm
  // theo Kế hoạch này" is this one's.
  bool is_foreign(Cursor cursor) const {
    if (!take_relation(cursor)) {
      (void)(cursor.take("của") || cursor.take("tại"));
    }
    bool const has_type = std::any_of(
        types_.begin(), types_.end(), [&](std::string const& type) { return cursor.take(type); });
    return has_type && (cursor.take("số") || cursor.at_digit());
  }

  static bool take_relation(Cursor& cursor) {
    cursor.take("(");
    cursor.take("ban hành");
    return cursor.take("kèm theo") || cursor.take("đính kèm");
  }

  std::vector<std::string> types_;
  std::set<int> numbers_;
  std::vector<std::string_view> lines_;
  std::size_t folded_ = 0;  // lines that are in words_
  std::string words_;       // of the text, folded, once a title is looked for
  bool all_ = false;
};

int number_of(Check& check, Appendix const& appendix, int otherwise) {
  if (!appendix.number_line) {
    return otherwise;
  }
  std::string const text = base::to_lower(check.line(*appendix.number_line).text);
  int const number =
      Cursor{text, std::min(text.size(), std::string_view{"phụ lục"}.size())}.take_number();
  return number > 0 ? number : otherwise;
}

}  // namespace

void rule_PL_04(Check& check) {
  Recognised const& r = check.recognised;
  std::vector<Appendix const*> const appendices = own_appendices(check);
  // Of a file of its own the document is elsewhere.
  if (appendices.empty() || r.kind == DocumentKind::part || check.document.is_template) {
    return;
  }
  Mentions mentions{check.profile};
  for (std::size_t i = r.body_begin; i < r.body_end; ++i) {
    mentions.read(r.lines[i].text);
  }
  for (std::size_t k = 0; k < appendices.size(); ++k) {
    Appendix const& appendix = *appendices[k];
    int const number = number_of(check, appendix, static_cast<int>(k) + 1);
    bool const is_mentioned =
        mentions.has(number) || (appendices.size() == 1 && mentions.any()) ||
        std::any_of(appendix.title.begin(), appendix.title.end(), [&](std::size_t line) {
          return mentions.has_title(check.line(line).text);
        });
    if (is_mentioned) {
      continue;
    }
    std::string const name =
        appendices.size() > 1 ? in_quotes("Phụ lục " + base::roman_number(number)) : std::string{};
    check.at_line(
        appendix.first,
        {.about = {"nội dung văn bản", "body of the document"},
         .expected = name.empty() ? base::Words{"có nhắc đến phụ lục", "a mention of the appendix"}
                                  : base::Words{"có nhắc đến " + name, "a mention of " + name},
         .found = {"không nhắc đến", "none"}});
  }
}

}  // namespace thethuc::rules
