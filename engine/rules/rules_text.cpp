// Consistency of the text: decimal marks, years, numbers, spelling, punctuation.

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <set>
#include <string>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

bool is_running_text(Component component) {
  switch (component) {
    case Component::noi_dung:
    case Component::khoan:
    case Component::khoan_co_tieu_de:
    case Component::diem:
    case Component::dieu:
    case Component::muc_la_ma:
    case Component::trich_yeu:
    case Component::can_cu:
      return true;
    default:
      return false;
  }
}

namespace {

// "1,5", "8.80177", "1.25": a number with one mark that can only be a decimal one; '.' or ',', or
// 0.
char decimal_mark(std::string_view text) {
  std::string_view number = base::trim(text);
  while (number.ends_with('%')) {
    number.remove_suffix(1);
  }
  if (number.starts_with('-')) {
    number.remove_prefix(1);
  }
  std::size_t const mark = number.find_last_of(".,");
  if (mark == std::string_view::npos || mark == 0 ||
      number.find_first_not_of("0123456789.,") != std::string_view::npos) {
    return 0;
  }
  std::string_view const whole = number.substr(0, mark);
  std::size_t const digits = number.size() - mark - 1;
  if (std::size_t const first = whole.find_first_of(".,"); first != std::string_view::npos) {
    // "1.570,5" and "1,570.5": what parts thousands is the other mark. "1.234.567" is whole.
    bool const parts_thousands = first > 0 && whole.find(number[mark]) == std::string_view::npos;
    return digits > 0 && parts_thousands ? number[mark] : '\0';
  }
  // Three digits behind a point are thousands ("1.234"), behind a comma they may be either.
  bool const is_thousands = digits == 3 && mark <= 3 && number.front() != '0';
  if (digits == 0 || is_thousands) {
    return 0;
  }
  return number[mark];
}

}  // namespace

void rule_TEXT_01(Check& check) {
  struct Seen {
    std::size_t point = 0, comma = 0;
    std::size_t points = 0, commas = 0;
  };
  std::map<int, Seen> tables;
  for (std::size_t i = 0; i < check.recognised.lines.size(); ++i) {
    Line const& line = check.line(i);
    Paragraph const& p = check.paragraph(i);
    // The first column numbers the rows: "1.1".
    if (p.table < 0 || line.component != Component::bang || p.column == 0) {
      continue;
    }
    char const mark = decimal_mark(line.text);
    Seen& seen = tables[p.table];
    if (mark == '.') {
      seen.point = seen.points++ == 0 ? i : seen.point;
    } else if (mark == ',') {
      seen.comma = seen.commas++ == 0 ? i : seen.comma;
    }
  }
  for (auto const& [table, seen] : tables) {
    (void)table;
    if (seen.points > 0 && seen.commas > 0) {
      check.at_line(seen.point,
                    {.about = {"dấu thập phân trong bảng", "decimal mark in the table"},
                     .expected = {"dấu phẩy như " + in_quotes(check.line(seen.comma).text),
                                  "a comma as in " + in_quotes(check.line(seen.comma).text)},
                     .found = base::same(in_quotes(check.line(seen.point).text))});
    }
  }
}

namespace {

// Years of a text that "năm" stands before: "quý I, năm 2022", "các năm 2021, 2022 và 2023", "năm
// 2021 - 2025".
std::set<int> years_of(std::string_view text) {
  std::set<int> out;
  std::string const lower = base::to_lower(text);
  std::string_view const all = lower;
  auto const year_at = [&](std::size_t at) {
    bool const is_longer = at + 4 < all.size() && base::is_ascii_digit(all[at + 4]);
    auto const year =
        at + 4 <= all.size() && !is_longer ? whole_number(all.substr(at, 4)) : std::nullopt;
    return year && *year >= 1945 && *year < 2200 ? *year : 0;
  };
  constexpr std::string_view kWord = "năm ";
  for (std::size_t word = all.find(kWord); word != std::string::npos;
       word = all.find(kWord, word + 1)) {
    std::size_t at = word + kWord.size();
    for (int year = year_at(at); year != 0; year = year_at(at)) {
      out.insert(year);
      at = skip_blanks(all, at + 4);
      for (std::string_view mark : {",", "-", "–", "và", "đến", "năm"}) {
        at = all.substr(at).starts_with(mark) ? skip_blanks(all, at + mark.size()) : at;
      }
    }
  }
  return out;
}

}  // namespace

void rule_TEXT_02(Check& check) {
  Recognised const& r = check.recognised;
  std::set<int> own;
  for (std::size_t index : r.trich_yeu) {
    own.merge(years_of(check.line(index).text));
  }
  for (std::size_t index : check.lines_of(Component::trich_yeu_cong_van)) {
    own.merge(years_of(check.line(index).text));
  }
  if (own.empty()) {
    if (r.date.y == 0) {
      return;
    }
    // Without a year of its own the document may speak of the last one.
    own = {r.date.y - 1, r.date.y};
  }
  for (Appendix const& appendix : r.appendices) {
    for (std::size_t index : appendix.title) {
      // What was carried over is of the past; a plan looks ahead.
      std::set<int> const theirs = years_of(check.line(index).text);
      if (!theirs.empty() && *theirs.rbegin() < *own.begin()) {
        check.at_line(index,
                      {.about = {"năm trong tên phụ lục", "year in the appendix title"},
                       .expected = base::same(std::to_string(*own.rbegin())),
                       .found = base::same(std::to_string(*theirs.rbegin())),
                       .component = check.line(index).component});
        break;
      }
    }
  }
}

namespace {

bool is_digit(std::string_view text, std::size_t at) {
  return at < text.size() && base::is_ascii_digit(text[at]);
}

// "2 590 755 750": three digits after each blank, at least twice. Returns the end; `at` for none.
std::size_t spaced_number(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (is_digit(text, end) && end - at < 3) {
    ++end;
  }
  std::size_t groups = 0;
  std::size_t i = end;
  while (i + 3 < text.size() + 1 && i < text.size() && text[i] == ' ' && is_digit(text, i + 1) &&
         is_digit(text, i + 2) && is_digit(text, i + 3) && !is_digit(text, i + 4)) {
    i += 4;
    ++groups;
    end = i;
  }
  return groups >= 2 ? end : at;
}

// "87, 99%": a decimal comma with a blank behind. Returns the end; `at` for none.
std::size_t spaced_percent(std::string_view text, std::size_t at) {
  std::size_t i = at;
  while (is_digit(text, i)) {
    ++i;
  }
  std::size_t const mark = i;
  // "2030, 100%" and "2. 100%" are a year and a number of a list, and a percentage.
  if (i == at || i - at > 3 || i >= text.size() || text[i] != ',') {
    return at;
  }
  ++i;
  std::size_t const blank = i;
  while (i < text.size() && text[i] == ' ') {
    ++i;
  }
  std::size_t const digits = i;
  while (is_digit(text, i)) {
    ++i;
  }
  bool const is_percent = i < text.size() && text[i] == '%' && i > digits;
  // "1, 2, 3%": a list of numbers.
  bool const is_list = at >= 2 && text[at - 1] == ' ' && text[at - 2] == ',';
  bool const is_fraction = i - digits <= 2;
  return is_percent && is_fraction && digits > blank && mark > at && !is_list ? i + 1 : at;
}

// "83.08%": a decimal point. Returns the end; `at` for none.
std::size_t pointed_percent(std::string_view text, std::size_t at) {
  std::size_t mark = at;
  while (is_digit(text, mark)) {
    ++mark;
  }
  std::size_t end = mark + 1;
  while (is_digit(text, end)) {
    ++end;
  }
  // "1.234%" may be a thousand.
  bool const is_fraction = end - mark - 1 == 1 || end - mark - 1 == 2;
  return mark < text.size() && text[mark] == '.' && mark - at <= 3 && is_fraction &&
                 end < text.size() && text[end] == '%'
             ? end + 1
             : at;
}

}  // namespace

namespace {

// "15/03/2023" and "15/3/2023": of dates in the text, where a month from 3 to 9 is first written
// with a 0, and whether one is without.
struct ShortDates {
  struct Use {
    std::size_t line = 0, begin = 0, end = 0;
  };
  std::optional<Use> padded;
  bool has_plain = false;

  void read(std::string_view text, std::size_t line) {
    for (std::size_t at = text.find('/'); at != std::string_view::npos;
         at = text.find('/', at + 1)) {
      std::size_t month_end = at + 1;
      while (is_digit(text, month_end) && month_end - at < 4) {
        ++month_end;
      }
      bool const has_day = at > 0 && is_digit(text, at - 1);
      bool const has_year = month_end < text.size() && text[month_end] == '/' &&
                            is_digit(text, month_end + 4) && !is_digit(text, month_end + 5);
      if (!has_day || !has_year) {
        continue;
      }
      std::string_view const month = text.substr(at + 1, month_end - at - 1);
      has_plain = has_plain || (month.size() == 1 && month >= "3" && month <= "9");
      if (month.size() == 2 && month >= "03" && month <= "09" && !padded) {
        std::size_t const begin = at > 1 && is_digit(text, at - 2) ? at - 2 : at - 1;
        padded = Use{line, begin, month_end + 5};
      }
    }
  }
};

// One of them is enough: who wrote the others so wrote all of them.
void check_short_dates(Check& check) {
  ShortDates dates;
  for (std::size_t index = 0; index < check.recognised.lines.size(); ++index) {
    if (is_running_text(check.line(index).component)) {
      dates.read(check.line(index).text, index);
    }
  }
  if (!dates.padded || !dates.has_plain) {
    return;
  }
  ShortDates::Use const& use = *dates.padded;
  std::string const shown = check.line(use.line).text.substr(use.begin, use.end - use.begin);
  check.at_line(use.line,
                {.about = {"cách viết ngày, tháng", "form of a date"},
                 .expected = base::same(in_quotes(replaced(shown, "/0", "/"))),
                 .found = base::same(in_quotes(shown)),
                 .severity = base::Severity::info,
                 .component = check.line(use.line).component,
                 .mark_begin = use.begin,
                 .mark_end = use.end});
}

}  // namespace

void rule_TEXT_03(Check& check) {
  check_short_dates(check);
  for (std::size_t index = 0; index < check.recognised.lines.size(); ++index) {
    Line const& line = check.line(index);
    if (!is_running_text(line.component) && line.component != Component::bang) {
      continue;
    }
    std::string const& text = line.text;
    for (std::size_t at = line.label_size; at < text.size(); ++at) {
      bool const begins =
          is_digit(text, at) &&
          (at == 0 || (!is_digit(text, at - 1) && text[at - 1] != '.' && text[at - 1] != ','));
      if (!begins) {
        continue;
      }
      std::size_t end = spaced_number(text, at);
      std::string wanted = replaced(text.substr(at, end - at), " ", ".");
      if (end == at) {
        end = spaced_percent(text, at);
        wanted = replaced(text.substr(at, end - at), " ", "");
      }
      if (end == at && line.component != Component::bang) {
        end = pointed_percent(text, at);
        wanted = replaced(text.substr(at, end - at), ".", ",");
      }
      if (end == at) {
        continue;
      }
      check.at_line(index,
                    {.about = {"cách viết số", "form of a number"},
                     .expected = base::same(in_quotes(wanted)),
                     .found = base::same(in_quotes(text.substr(at, end - at))),
                     .component = line.component,
                     .mark_begin = at,
                     .mark_end = end});
      at = end;
    }
  }
}

namespace {

struct Pair {
  std::string_view one, other;
};
// Words that are written in two ways, of which a document should keep to one: tone marks on oa, oe,
// uy; i and y; capitals of quarters.
constexpr Pair kPairs[] = {{"Ủy ban", "Uỷ ban"},
                           {"ủy quyền", "uỷ quyền"},
                           {"kỷ luật", "kĩ luật"},
                           {"kỷ luật", "kỉ luật"},
                           {"kỷ cương", "kĩ cương"},
                           {"hòa giải", "hoà giải"},
                           {"thỏa thuận", "thoả thuận"},
                           {"xử lý", "xử lí"},
                           {"quản lý", "quản lí"},
                           {"khóa", "khoá"},
                           {"hóa", "hoá"},
                           {"toàn hóa", "toàn hoá"},
                           {"tỷ lệ", "tỉ lệ"},
                           {"kỹ thuật", "kĩ thuật"},
                           {"cập nhật", "cập nhập"},
                           {"quý III", "Quý III"},
                           {"quý II", "Quý II"},
                           {"quý IV", "Quý IV"},
                           {"quý I", "Quý I"}};

// Whether `word` stands in `text` inside of a sentence: behind a letter or comma and a blank.
std::size_t find_inside(std::string_view text, std::string_view word, bool inside_only) {
  for (std::size_t at = text.find(word); at != std::string_view::npos;
       at = text.find(word, at + 1)) {
    std::size_t const end = at + word.size();
    auto const is_letter = [&](std::size_t i) {
      return i < text.size() &&
             (base::is_ascii_letter(text[i]) || static_cast<unsigned char>(text[i]) >= 0x80);
    };
    bool const whole = !is_letter(end) && (at == 0 || !is_letter(at - 1));
    bool const inside =
        at >= 2 && text[at - 1] == ' ' &&
        (is_letter(at - 2) || text[at - 2] == ',' || base::is_ascii_digit(text[at - 2]));
    if (whole && (inside || !inside_only)) {
      return at;
    }
  }
  return std::string_view::npos;
}

}  // namespace

namespace {

// "2011 - 2020" and "2017-2020": where a range of years is first written with blanks, and without.
struct YearRanges {
  struct Use {
    std::size_t count = 0, line = 0, begin = 0, end = 0;
  };
  Use spaced, tight;

  void read(std::string_view text, std::size_t line) {
    for (std::size_t at = 0; at + 9 <= text.size(); ++at) {
      if (!is_digit(text, at) || (at > 0 && (is_digit(text, at - 1) || text[at - 1] == '/'))) {
        continue;
      }
      std::size_t const mark = skip_blanks(text, at + 4);
      std::size_t const size = text.substr(mark).starts_with("–")        ? 3
                               : mark < text.size() && text[mark] == '-' ? 1
                                                                         : 0;
      std::size_t const second = skip_blanks(text, mark + size);
      if (size == 0 || !is_year(text, at) || !is_year(text, second)) {
        continue;
      }
      Use& use = second == at + 4 + size ? tight : spaced;
      if (use.count++ == 0) {
        use.line = line;
        use.begin = at;
        use.end = second + 4;
      }
      at = second + 3;
    }
  }

 private:
  static bool is_year(std::string_view text, std::size_t at) {
    auto const year = at + 4 <= text.size() && !is_digit(text, at + 4)
                          ? whole_number(text.substr(at, 4))
                          : std::nullopt;
    return year && *year >= 1900 && *year < 2200;
  }
};

void check_year_ranges(Check& check) {
  YearRanges ranges;
  for (std::size_t index = 0; index < check.recognised.lines.size(); ++index) {
    if (is_running_text(check.line(index).component)) {
      ranges.read(check.line(index).text, index);
    }
  }
  if (ranges.spaced.count == 0 || ranges.tight.count == 0) {
    return;
  }
  auto const shown = [&](YearRanges::Use const& use) {
    return in_quotes(check.line(use.line).text.substr(use.begin, use.end - use.begin));
  };
  bool const keeps_spaced = ranges.spaced.count >= ranges.tight.count;
  YearRanges::Use const& usual = keeps_spaced ? ranges.spaced : ranges.tight;
  YearRanges::Use const& other = keeps_spaced ? ranges.tight : ranges.spaced;
  check.at_line(other.line,
                {.about = {"khoảng năm", "range of years"},
                 .expected = {"cách viết như " + shown(usual), "the form of " + shown(usual)},
                 .found = base::same(shown(other)),
                 .component = check.line(other.line).component,
                 .mark_begin = other.begin,
                 .mark_end = other.end});
}

}  // namespace

void rule_TEXT_04(Check& check) {
  check_year_ranges(check);
  struct Use {
    std::size_t count = 0, line = 0, at = 0;
  };
  std::vector<std::pair<Use, Use>> uses(std::size(kPairs));
  std::vector<bool> by_case_only;  // "quý III" and "Quý III"
  for (Pair const& pair : kPairs) {
    by_case_only.push_back(base::to_lower(pair.one) == base::to_lower(pair.other));
  }
  for (std::size_t index = 0; index < check.recognised.lines.size(); ++index) {
    Line const& line = check.line(index);
    if (!is_running_text(line.component)) {
      continue;
    }
    for (std::size_t k = 0; k < std::size(kPairs); ++k) {
      bool const by_case = by_case_only[k];
      auto const count = [&](std::string_view word, bool inside_only, Use& use) {
        std::size_t const at = find_inside(line.text, word, inside_only);
        if (at != std::string_view::npos) {
          if (use.count++ == 0) {
            use.line = index;
            use.at = at;
          }
        }
      };
      count(kPairs[k].one, by_case, uses[k].first);
      count(kPairs[k].other, by_case, uses[k].second);
    }
  }
  for (std::size_t k = 0; k < std::size(kPairs); ++k) {
    auto const& [one, other] = uses[k];
    // Capitals of a quarter inside a sentence are wrong by themselves.
    bool const by_case = by_case_only[k];
    if (other.count == 0 || (one.count == 0 && !by_case)) {
      continue;
    }
    check.at_line(other.line,
                  {.about = {"cách viết", "spelling"},
                   .expected = {in_quotes(kPairs[k].one) + " như ở chỗ khác",
                                in_quotes(kPairs[k].one) + " as elsewhere"},
                   .found = base::same(in_quotes(kPairs[k].other)),
                   .component = check.line(other.line).component,
                   .mark_begin = other.at,
                   .mark_end = other.at + kPairs[k].other.size()});
  }
}

void rule_TEXT_06(Check& check) {
  Words const about{"ký hiệu trong lời văn", "sign in the text"};
  for (Paragraph const& note : check.document.notes) {
    if (note.text.find(" & ") != std::string::npos) {
      check.at_edge(note,
                    {.about = about,
                     .expected = base::same(in_quotes("và")),
                     .found = base::same(in_quotes("&"))});
    }
  }
  for (std::size_t index = 0; index < check.recognised.lines.size(); ++index) {
    Line const& line = check.line(index);
    bool const is_title = line.component == Component::phu_luc_tieu_de;
    if (!is_running_text(line.component) && !is_title) {
      continue;
    }
    std::size_t const sign = line.text.find(" & ");
    if (sign != std::string::npos) {
      check.at_line(index,
                    {.about = about,
                     .expected = base::same(in_quotes("và")),
                     .found = base::same(in_quotes("&")),
                     .component = line.component,
                     .mark_begin = sign + 1,
                     .mark_end = sign + 2});
    }
    if (line.text.starts_with("**")) {
      check.at_line(index,
                    {.about = about,
                     .expected = {"không có dấu *", "no asterisks"},
                     .found = base::same(in_quotes(line.text)),
                     .component = line.component});
    }
  }
}

}  // namespace thethuc::rules
