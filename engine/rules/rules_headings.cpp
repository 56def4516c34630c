// Parts, chapters, sections, articles, points, and their numbers.

#include <algorithm>
#include <initializer_list>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/roman.h"
#include "base/text.h"
#include "rules/check_context.h"
#include "rules/numbered.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

std::string_view word_of(Level level) {
  switch (level) {
    case Level::part:
      return "Phần";
    case Level::chapter:
      return "Chương";
    case Level::section:
      return "Mục";
    case Level::subsection:
      return "Tiểu mục";
    default:
      return "Điều";
  }
}

// Parts, chapters and sections have titles. What stands in a table below may be one.
void check_has_title(Check& check, std::size_t index) {
  std::size_t const next = index + 1;
  bool const is_followed = next < check.recognised.lines.size() &&
                           check.paragraph(next).setting == Setting::flow &&
                           !check.line(next).is_wild();
  if (is_followed) {
    check.at_line(index,
                  {.expected = {"tiêu đề ở dòng dưới", "a title on the line below"},
                   .found = {"không có", "none"}});
  }
}

// "Chương II" on a line of its own, and its title below.
void check_heading(Check& check, Component component, Component title, bool roman_number) {
  for (std::size_t index : check.lines_of(component)) {
    Line const& line = check.line(index);
    check_format(check, index, component, kSize | kBold | kItalic | kPlacing);
    Numbered const n = read_numbered(line.text);
    if (n.level == Level::none || line.is_wild()) {
      continue;
    }
    std::string const right = roman_number ? base::roman_number(n.value) : std::to_string(n.value);
    std::string const wanted = std::string{word_of(n.level)} + " " + right;
    bool const is_alone = n.size >= line.text.size();
    bool const has_title_below =
        index + 1 < check.recognised.lines.size() && check.line(index + 1).component == title;
    if (line.text != wanted) {
      check.at_line(
          index,
          {.expected = is_alone ? base::same(in_quotes(wanted))
                                : Words{in_quotes(wanted) + " trên một dòng riêng",
                                        in_quotes(wanted) + " on a line of its own"},
           .found = base::same(in_quotes(line.text)),
           .repair = is_alone && n.number == right ? replace_line(line, wanted) : Repair{}});
    }
    if (is_alone && !has_title_below && check.profile.family() == Family::state) {
      check_has_title(check, index);
    }
    if (is_alone && has_title_below) {
      for (std::size_t t = index + 1;
           t < check.recognised.lines.size() && check.line(t).component == title;
           ++t) {
        check_format(check, t, title, kSize | kBold | kItalic | kCase | kPlacing);
      }
    }
  }
}

void check_titles(Check& check, Component component, Component title) {
  for (std::size_t index : check.lines_of(component)) {
    bool const has_title =
        (index + 1 < check.recognised.lines.size() && check.line(index + 1).component == title) ||
        read_numbered(check.line(index).text).size < check.line(index).text.size();
    if (!has_title) {
      check.at_line(index,
                    {.expected = {"tiêu đề ở dòng dưới", "a title on the line below"},
                     .found = {"không có", "none"},
                     .component = component});
    }
  }
}

}  // namespace

void rule_HEAD_01(Check& check) {
  check_heading(check, Component::phan_chuong_so, Component::phan_chuong_tieu_de, true);
}
void rule_HEAD_02(Check& check) {
  check_heading(check, Component::muc_so, Component::muc_tieu_de, false);
}

void rule_QPPL_04(Check& check) {
  check_titles(check, Component::phan_chuong_so, Component::phan_chuong_tieu_de);
  check_titles(check, Component::muc_so, Component::muc_tieu_de);
}

void rule_HEAD_03(Check& check) {
  ComponentSpec const* const spec = check.spec(Component::dieu);
  for (std::size_t index : check.lines_of(Component::dieu)) {
    Line const& line = check.line(index);
    Paragraph const& p = check.paragraph(index);
    Numbered const n = read_numbered(line.text);
    // What stands behind the number may be running text; "Điều 1." itself is bold.
    std::size_t const head_end = line.begin + std::min(n.size, line.end - line.begin);
    bool is_bold = true;
    for (Span const& span : p.spans) {
      std::size_t const begin = std::max(span.begin, line.begin);
      std::size_t const end = std::min(span.end, head_end);
      if (begin >= end ||
          std::string_view{p.text}.substr(begin, end - begin).find_first_not_of(" .") ==
              std::string_view::npos) {
        continue;
      }
      is_bold = is_bold && span.format.bold;
    }
    if (!is_bold && line.label_size == 0) {
      Repair repair = of_line(Repair::Kind::bold, line, 1);
      repair.end = head_end;
      check.at_line(index,
                    {.expected = {"“Điều …” đậm", "“Điều …” in bold"},
                     .found = {"chữ không đậm", "not bold"},
                     .repair = std::move(repair)});
    }
    if (spec != nullptr) {
      check_format(check, index, Component::dieu, kSize);
    }
    if (line.is_wild()) {
      continue;
    }
    bool const is_arabic = !n.number.empty() && base::is_ascii_digit(n.number.front());
    // "Điều 01.": articles have no 0.
    std::string const number =
        n.number.substr(std::min(n.number.find_first_not_of('0'), n.number.size()));
    std::string const wanted = "Điều " + number + ".";
    if (!line.text.starts_with(wanted) || !is_arabic) {
      std::string const right = "Điều " + (is_arabic ? number : std::to_string(n.value)) + ".";
      char const* const gap = n.size < line.text.size() ? " " : "";
      bool const can_fix = is_arabic && n.size > 0 && n.size <= line.text.size();
      check.at_line(index,
                    {.expected = base::same(in_quotes(right)),
                     .found = base::same(in_quotes(base::first_code_points(line.text, 16))),
                     .repair = can_fix ? replace_start(p, line, n.size, right + gap) : Repair{}});
    }
  }
}

namespace {

char wanted_mark(Component component) {
  return component == Component::diem ? ')' : '.';
}

int value_of(Check& check, Numbered const& n) {
  return n.level == Level::point ? point_value(n.number, check.profile.point_letters()) : n.value;
}

// Whether the line is one of a row: the one before or behind it, of its kind, counts on. A sentence
// may begin with a number, too.
bool is_of_row(Check& check, std::vector<std::size_t> const& lines, std::size_t at) {
  int const value = value_of(check, read_numbered(check.line(lines[at]).text));
  bool const is_below =
      at > 0 && value_of(check, read_numbered(check.line(lines[at - 1]).text)) + 1 == value;
  bool const is_above = at + 1 < lines.size() &&
                        value_of(check, read_numbered(check.line(lines[at + 1]).text)) == value + 1;
  return is_below || is_above;
}

// "1)", "2-" for "1."; "b." for "b)". Automatic lists have their marks from the list.
void check_marks(Check& check, std::initializer_list<Component> components) {
  std::vector<std::size_t> lines;
  for (std::size_t i = check.recognised.body_begin; i < check.recognised.body_end; ++i) {
    Component const component = check.line(i).component;
    if (std::find(components.begin(), components.end(), component) != components.end()) {
      lines.push_back(i);
    }
  }
  Gathered gathered;
  for (std::size_t at = 0; at < lines.size(); ++at) {
    Line const& line = check.line(lines[at]);
    Numbered const n = read_numbered(line.text);
    std::string const wanted = n.number + wanted_mark(line.component);
    if (n.mark == wanted_mark(line.component) || n.mark == '\0' || line.is_wild() ||
        !is_of_row(check, lines, at)) {
      continue;
    }
    bool const is_khoan = line.component != Component::diem;
    gathered.add(
        std::string{is_khoan ? "khoan " : "diem "} + n.mark,
        line.paragraph,
        {.about = is_khoan ? Words{"số thứ tự khoản", "number of a clause (khoản)"}
                           : Words{"chữ cái của điểm", "letter of a point (điểm)"},
         .expected = base::same(in_quotes(wanted)),
         .found = base::same(in_quotes(n.number + n.mark)),
         .repair = line.label_size == 0
                       ? replace_start(check.paragraph(lines[at]), line, n.size, wanted + " ")
                       : Repair{},
         .severity = base::Severity::warning,
         .component = is_khoan ? Component::khoan : Component::diem});
  }
  gathered.tell(check);
}

}  // namespace

void rule_HEAD_04(Check& check) {
  if (check.profile.family() != Family::party) {  // which writes "1-", too
    check_marks(check, {Component::khoan, Component::khoan_co_tieu_de});
  }
  check_marks(check, {Component::diem});
  for (std::size_t index : check.lines_of(Component::diem)) {
    Numbered const n = read_numbered(check.line(index).text);
    if (n.level == Level::point && point_value(n.number, check.profile.point_letters()) == 0 &&
        !check.profile.point_letters().empty()) {
      check.at_line(index,
                    {.expected = {"một chữ cái của a, b, c, d, đ, e, g, h, i, k …",
                                  "a letter of a, b, c, d, đ, e, g, h, i, k …"},
                     .found = base::same(in_quotes(n.number + ")"))});
    }
  }
}

void rule_HEAD_06(Check& check) {
  for (std::size_t index : check.lines_of(Component::muc_la_ma)) {
    bool const in_body = index >= check.recognised.body_begin && index < check.recognised.body_end;
    // How appendices are built is theirs.
    if (in_body) {
      check_format(check, index, Component::muc_la_ma, kBold | kItalic | kCase);
    }
  }
}

// --- HEAD-05: numbers are continuous

namespace {

// The numbers of one level: a stack, since a list within an item begins anew and the outer one goes
// on behind it.
class Sequence {
 public:
  enum class Verdict { sound, repeated, gap, not_first };

  Verdict next(int value) {
    if (values_.empty()) {
      values_.push_back(value);
      return value == 1 ? Verdict::sound : Verdict::not_first;
    }
    // Behind a wrong number others may go on as if it were right: "I, III, III" has one slip.
    bool const goes_on = resumed_ != 0 && value == resumed_;
    resumed_ = 0;
    if (goes_on || value == values_.back() + 1) {
      values_.back() = value;
      return Verdict::sound;
    }
    for (std::size_t depth = values_.size() - 1; depth-- > 0;) {
      if (value == values_[depth] + 1) {
        values_.resize(depth + 1);
        values_.back() = value;
        return Verdict::sound;
      }
    }
    if (value == 1 && values_.back() > 1) {
      values_.push_back(1);
      return Verdict::sound;
    }
    expected_ = values_.back() + 1;
    resumed_ = expected_ + 1;
    Verdict const verdict = value <= values_.back() ? Verdict::repeated : Verdict::gap;
    values_.back() = value;
    return verdict;
  }
  int expected() const { return expected_; }
  void clear() {
    values_.clear();
    resumed_ = 0;
  }
  bool empty() const { return values_.empty(); }
  int last() const { return values_.empty() ? 0 : values_.back(); }

 private:
  std::vector<int> values_;
  int expected_ = 1;
  int resumed_ = 0;  // what follows when the last, which was wrong, is read as it should be; 0
};

class NumberWatch {
 public:
  explicit NumberWatch(Check& check) : check_(check) {}

  void line(std::size_t index) {
    Line const& line = check_.line(index);
    Numbered const n = read_numbered(line.text);
    switch (line.component) {
      case Component::phan_chuong_so:
        take(index, n, n.level == Level::part ? 0 : 1);
        break;
      case Component::muc_so:
        take(index, n, n.level == Level::section ? 2 : 3);
        break;
      case Component::dieu:
        // Articles count through all chapters; an inserted one repeats a number with a letter.
        if (n.number.find_first_not_of("0123456789") == std::string::npos) {
          take(index, n, 4);
        }
        break;
      case Component::muc_la_ma:
        take(index, n, 5);
        break;
      case Component::khoan:
      case Component::khoan_co_tieu_de:
        take(index, n, 6);
        break;
      case Component::noi_dung:
        if (n.level == Level::decimal) {
          decimal(index, n);
        }
        break;
      case Component::diem: {
        Numbered letter = n;
        letter.value = point_value(n.number, check_.profile.point_letters());
        // Automatic letters know no đ; HEAD-04 tells of those that are none.
        if (letter.value > 0) {
          take(index, letter, 7);
        }
        break;
      }
      default:
        break;
    }
  }

 private:
  static constexpr std::size_t kLevels = 8;

  void take(std::size_t index, Numbered const& n, std::size_t level) {
    for (std::size_t below = level + 1; below < kLevels; ++below) {
      if (below != 4) {
        levels_[below].clear();
      }
    }
    if (level <= 6) {
      decimals_.clear();
    }
    if (n.value == 0) {
      levels_[level].clear();  // a tag of a template counts for itself
      return;
    }
    Sequence& sequence = levels_[level];
    Sequence::Verdict const verdict = sequence.next(n.value);
    tell(index, n.number, verdict, sequence.expected(), level);
  }

  void decimal(std::size_t index, Numbered const& n) {
    levels_[7].clear();
    if (std::find(n.values.begin(), n.values.end(), 0) != n.values.end()) {
      return;
    }
    std::vector<int> prefix(n.values.begin(), n.values.end() - 1);
    int const parent = levels_[6].last();
    bool const is_strange =
        prefix.size() == 1 && parent != 0 && prefix[0] != parent && decimals_.empty();
    if (is_strange) {
      check_.at_line(index,
                     {.about = {"số thứ tự", "numbering"},
                      .expected = base::same(in_quotes(std::to_string(parent) + ".1")),
                      .found = base::same(in_quotes(n.number))});
    }
    Sequence& sequence = decimals_[prefix];
    Sequence::Verdict const verdict = sequence.next(n.value);
    if (verdict != Sequence::Verdict::sound && !is_strange) {
      std::string wanted;
      for (int value : prefix) {
        wanted += std::to_string(value) + ".";
      }
      wanted += std::to_string(verdict == Sequence::Verdict::not_first ? 1 : sequence.expected());
      told(index, n.number, wanted, verdict);
    }
  }

  void tell(std::size_t index,
            std::string const& number,
            Sequence::Verdict verdict,
            int expected,
            std::size_t level) {
    if (verdict == Sequence::Verdict::sound) {
      return;
    }
    int const value = verdict == Sequence::Verdict::not_first ? 1 : expected;
    std::vector<std::string> const& letters = check_.profile.point_letters();
    auto const at = static_cast<std::size_t>(value - 1);
    std::string const wanted = level == 7 ? (at < letters.size() ? letters[at] : std::string{})
                               : level == 5 || level <= 1 ? base::roman_number(value)
                                                          : std::to_string(value);
    told(index, number, wanted, verdict);
  }

  void told(std::size_t index,
            std::string const& number,
            std::string const& wanted,
            Sequence::Verdict verdict) {
    Words const about = verdict == Sequence::Verdict::repeated
                            ? Words{"số thứ tự bị lặp", "number used twice"}
                        : verdict == Sequence::Verdict::gap
                            ? Words{"số thứ tự bị cách quãng", "gap in the numbering"}
                            : Words{"số thứ tự đầu tiên", "first number"};
    check_.at_line(index,
                   {.about = about,
                    .expected = base::same(in_quotes(wanted)),
                    .found = base::same(in_quotes(number)),
                    .component = check_.line(index).component});
  }

  Check& check_;
  Sequence levels_[kLevels];
  std::map<std::vector<int>, Sequence> decimals_;
};

// "1." before the first "I.": clauses that stand in no section although others do.
void check_before_first_section(Check& check) {
  Recognised const& r = check.recognised;
  std::optional<std::size_t> clause;
  for (std::size_t i = r.body_begin; i < r.body_end; ++i) {
    Component const c = r.lines[i].component;
    if (c == Component::khoan_co_tieu_de && !clause) {
      clause = i;
    }
    if (c == Component::phan_chuong_so || c == Component::dieu) {
      return;
    }
    if (c == Component::muc_la_ma) {
      if (clause) {
        check.at_line(*clause,
                      {.about = {"thứ tự đề mục", "order of headings"},
                       .expected = {"“I.” trước “1.”", "“I.” before “1.”"},
                       .found = base::same(in_quotes(check.line(*clause).text)),
                       .component = Component::khoan_co_tieu_de});
      }
      return;
    }
  }
}

// "3.1.1" as a cell has it alone; empty for what is no number of three levels or more: "1.5" may be
// a figure.
std::vector<int> row_number(std::string_view cell) {
  constexpr std::size_t kLeastLevels = 3;
  std::vector<int> out;
  for (std::string_view group : split(cell, '.')) {
    auto const value = group.size() <= 3 ? whole_number(group) : std::nullopt;
    if (!value) {
      return {};
    }
    out.push_back(*value);
  }
  return out.size() < kLeastLevels ? std::vector<int>{} : out;
}

// Rows of a table that count on, or anew, under the number above them: "3.2.2" cannot be the first
// of 3.2.
void check_rows(Check& check) {
  std::map<std::pair<int, std::vector<int>>, int> last;
  for (std::size_t index = 0; index < check.recognised.lines.size(); ++index) {
    Line const& line = check.line(index);
    Paragraph const& p = check.paragraph(index);
    if (line.component != Component::bang || p.column != 0 || line.text.size() > 24) {
      continue;
    }
    std::vector<int> number = row_number(line.text);
    if (number.empty()) {
      continue;
    }
    int const value = number.back();
    std::string prefix;
    number.pop_back();
    for (int above : number) {
      prefix += std::to_string(above) + ".";
    }
    int& before = last[{p.table, std::move(number)}];
    if (value != before + 1 && value != before) {
      check.at_line(index,
                    {.about = {"số thứ tự trong bảng", "numbering of the table"},
                     .expected = base::same(in_quotes(prefix + std::to_string(before + 1))),
                     .found = base::same(in_quotes(line.text)),
                     .component = Component::bang});
    }
    before = value;
  }
}

}  // namespace

void rule_HEAD_05(Check& check) {
  Recognised const& r = check.recognised;
  // An excerpt begins wherever it does; of a template's numbers conditions choose some.
  if (r.ban_sao || check.document.is_template) {
    return;
  }
  NumberWatch body{check};
  for (std::size_t i = r.body_begin; i < r.body_end; ++i) {
    body.line(i);
  }
  check_before_first_section(check);
  check_rows(check);
  for (Appendix const& appendix : r.appendices) {
    NumberWatch own{check};
    for (std::size_t i = appendix.first; i < appendix.last; ++i) {
      own.line(i);
    }
  }
}

}  // namespace thethuc::rules
