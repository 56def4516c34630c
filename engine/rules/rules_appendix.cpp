// Appendices and copies.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/roman.h"
#include "base/text.h"
#include "rules/check_context.h"
#include "rules/citations.h"
#include "rules/posts.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

void check_number(Check& check, Appendix const& appendix, std::size_t count, int& last) {
  if (!appendix.number_line) {
    std::size_t const at = appendix.title.empty() ? appendix.first : appendix.title.front();
    check.at_line(
        at,
        {.expected = {"dòng “Phụ lục” trên tên phụ lục", "a line “Phụ lục” above the title"},
         .found = base::same(in_quotes(check.line(at).text))});
    return;
  }
  std::size_t const index = *appendix.number_line;
  Line const& line = check.line(index);
  check_format(check, index, Component::phu_luc_so, kSize | kBold | kItalic | kPlacing);
  if (line.is_wild()) {
    return;
  }
  std::string const word = "Phụ lục";
  std::string_view rest =
      base::trim(std::string_view{line.text}.substr(std::min(line.text.size(), word.size())));
  // What follows the number belongs on the next line.
  std::size_t const end = rest.find_first_of(" :.");
  std::string_view const number = rest.substr(0, end);
  bool const is_alone = end == std::string_view::npos || base::trim(rest.substr(end)).size() <= 1;
  int const value = roman_heading(number);
  std::string wanted = word;
  if (value > 0) {
    wanted += " " + std::string{number};
  } else if (count > 1 || !number.empty()) {
    wanted += count > 1 ? " " + base::roman_number(last + 1) : "";
  }
  bool const needs_number = count > 1 && number.empty();
  bool const is_sound = line.text == wanted && !needs_number;
  if (!is_sound) {
    bool const only_case = is_alone && base::to_lower(line.text) == base::to_lower(wanted);
    check.at_line(index,
                  {.expected = is_alone ? base::same(in_quotes(wanted))
                                        : Words{in_quotes(wanted) + " trên một dòng riêng",
                                                in_quotes(wanted) + " on a line of its own"},
                   .found = base::same(in_quotes(line.text)),
                   .repair = only_case ? replace_line(line, wanted) : Repair{}});
  } else if (value > 0 && count > 1 && value != last + 1) {
    check.at_line(index,
                  {.about = {"số thứ tự phụ lục", "number of the appendix"},
                   .expected = base::same(in_quotes(base::roman_number(last + 1))),
                   .found = base::same(in_quotes(number)),
                   .severity = base::Severity::warning});
  }
  last = value > 0 ? value : last + 1;
}

// Whether most letters are small: a unit or an abbreviation within capitals is none of a title's
// slips.
bool is_mostly_small(std::string_view text) {
  std::size_t small = 0, capital = 0;
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const begin = at;
    base::next_code_point(text, at);
    std::string_view const letter = text.substr(begin, at - begin);
    if (has_letter(letter)) {
      ++(is_upper(letter) ? capital : small);
    }
  }
  return small > capital;
}

// "Mẫu số 01", "Biểu 02/CCHC" above a title; the unit and notes in brackets below it.
bool is_beside_title(std::string_view text) {
  constexpr std::size_t kShort = 30;  // letters
  std::string const key = folded(text, 12);
  bool const is_form = key.starts_with("mau ") || key.starts_with("bieu ") ||
                       key.starts_with("bang ") || key.starts_with("don vi tinh") ||
                       key.starts_with("dvt");
  return text.starts_with('(') || (is_form && base::code_point_count(text) <= kShort);
}

void check_title(Check& check, std::size_t index) {
  std::string const& text = check.line(index).text;
  if (is_beside_title(text)) {
    return;
  }
  unsigned const wording = is_mostly_small(text) ? static_cast<unsigned>(kCase) : 0U;
  check_format(
      check, index, Component::phu_luc_tieu_de, kSize | kBold | kItalic | kPlacing | wording);
}

}  // namespace

std::vector<Appendix const*> own_appendices(Check const& check) {
  std::vector<Appendix const*> out;
  for (Appendix const& appendix : check.recognised.appendices) {
    if (!appendix.is_attached_document) {
      out.push_back(&appendix);
    }
  }
  return out;
}

void rule_PL_01(Check& check) {
  std::vector<Appendix const*> const appendices = own_appendices(check);
  int last = 0;
  for (Appendix const* appendix : appendices) {
    check_number(check, *appendix, appendices.size(), last);
    for (std::size_t title : appendix->title) {
      check_title(check, title);
    }
    if (appendix->number_line && appendix->reference_line && appendix->title.empty() &&
        !check.line(*appendix->number_line).is_wild()) {
      check.at_line(
          *appendix->number_line,
          {.expected = {"tên phụ lục ở dòng dưới", "the appendix's title on the line below"},
           .found = {"không có", "none"},
           .component = Component::phu_luc_tieu_de});
    }
  }
}

namespace {

// "Công văn" and the like as a reference line calls the document.
std::string document_name(Check& check) {
  Recognised const& r = check.recognised;
  return r.type != nullptr ? r.type->name : std::string{};
}

class ReferenceCheck {
 public:
  // `text`: of the line and those that go on with it.
  ReferenceCheck(Check& check, std::size_t index, std::string text, bool is_of_list)
      : check_(check), index_(index), text_(std::move(text)), is_of_list_(is_of_list) {}

  void run() {
    check_wording();
    std::vector<Citation> const found = citations_of(text_, index_);
    if (!found.empty()) {
      check_citation(found.front());
    } else {
      check_blank();
    }
    check_issuer(found.empty() ? 0 : found.front().end);
  }

 private:
  Recognised const& r() const { return check_.recognised; }

  void tell(Words about,
            Words expected,
            Words found,
            base::Severity severity = base::Severity::error) {
    check_.at_line(index_,
                   {.about = std::move(about),
                    .expected = std::move(expected),
                    .found = std::move(found),
                    .severity = severity});
  }

  void check_wording() {
    bool const may_issue = check_.profile.id() == "tt01-2011";
    bool const begins = text_.starts_with("(Kèm theo ") ||
                        (may_issue && text_.starts_with("(Ban hành kèm theo ")) ||
                        (is_of_list_ && text_.starts_with("(Danh sách kèm theo "));
    if (!begins || !text_.ends_with(')')) {
      tell({"chỉ dẫn kèm theo", "reference line"},
           base::same("“(Kèm theo …)”"),
           base::same(in_quotes(text_)),
           base::Severity::warning);
    }
  }

  void check_citation(Citation const& c) {
    NumberSymbol const& n = r().number;
    std::string const shown = numbered(c.number, c.year, c.symbol);
    std::string const own = numbered(n.number, n.year, n.symbol);
    bool const has_own =
        r().so_ky_hieu && !n.symbol.empty() && !check_.line(*r().so_ky_hieu).is_wild();
    if (has_own && n.is_draft) {
      tell({"số trong chỉ dẫn kèm theo", "number in the reference line"},
           {"để trống như số của văn bản", "a blank, as in the document's own number"},
           base::same(in_quotes(shown)),
           base::Severity::warning);
    } else if (has_own &&
               // Small letters in the header are told there.
               (base::to_upper(c.symbol) != base::to_upper(n.symbol) || c.year != n.year ||
                whole_number(c.number) != whole_number(n.number))) {
      tell({"số, ký hiệu trong chỉ dẫn kèm theo", "number in the reference line"},
           {in_quotes(own) + " như ở đầu văn bản", in_quotes(own) + " as in the header"},
           base::same(in_quotes(shown)));
    }
    check_type(c);
    check_date(c.d, c.m, c.y, c.date);
    if (text_.find("ngày", c.begin) == std::string::npos) {
      tell({"ngày trong chỉ dẫn kèm theo", "date in the reference line"},
           {"ngày của văn bản sau số, ký hiệu", "the document's date behind number and symbol"},
           {"không có", "none"});
    }
    if (c.has_colon || c.has_spaces || c.has_comma) {
      tell({"cách ghi chỉ dẫn kèm theo", "form of the reference line"},
           base::same(in_quotes("số " + shown + (c.date.empty() ? "" : " ngày " + c.date))),
           base::same(in_quotes(text_.substr(c.begin, c.end - c.begin))),
           base::Severity::warning);
    }
  }

  static std::string numbered(std::string const& number, int year, std::string const& symbol) {
    return number + "/" + (year != 0 ? std::to_string(year) + "/" : "") + symbol;
  }

  void check_type(Citation const& c) {
    std::string const name = document_name(check_);
    Words const about{"tên loại trong chỉ dẫn kèm theo", "type in the reference line"};
    if (name.empty()) {
      return;
    }
    if (c.type.empty()) {
      tell(about,
           {in_quotes(name) + " trước số, ký hiệu", in_quotes(name) + " before number and symbol"},
           base::same(in_quotes(text_.substr(c.begin, c.end - c.begin))));
      return;
    }
    // The form has "Văn bản" for the name that the type has; of letters many keep it.
    bool const is_form = base::to_lower(c.type) == "văn bản";
    if (base::to_lower(c.type) != base::to_lower(name) && !(is_form && r().is_cong_van)) {
      tell(about,
           base::same(in_quotes(name)),
           base::same(in_quotes(c.type)),
           is_form ? base::Severity::warning : base::Severity::error);
    }
  }

  // "của Sở Nội vụ" behind number and date. In what way a body's name is shortened is its own
  // affair; only what is surely another body is told.
  void check_issuer(std::size_t behind) {
    std::string const own = r().issuing_body();
    Words const about{"cơ quan ban hành trong chỉ dẫn kèm theo",
                      "issuing body in the reference line"};
    std::size_t const of = text_.find("của ", behind);
    if (of == std::string::npos) {
      tell(about,
           {"“của …” và tên cơ quan ban hành văn bản", "“của …” and the issuing body's name"},
           {"không có", "none"});
      return;
    }
    std::string_view theirs = std::string_view{text_}.substr(of + std::string_view{"của "}.size());
    theirs = base::trim(theirs.substr(0, theirs.find(')')));
    if (!own.empty() && !is_wild_body() && names_other_body(own, theirs)) {
      tell(about,
           {in_quotes(own) + " như ở đầu văn bản", in_quotes(own) + " as in the header"},
           base::same(in_quotes(theirs)),
           base::Severity::warning);
    }
  }

  bool is_wild_body() const {
    return std::any_of(r().ban_hanh.begin(), r().ban_hanh.end(), [&](std::size_t line) {
      return check_.line(line).is_wild();
    });
  }

  void check_date(int d, int m, int y, std::string const& shown) {
    DateWords const& own = r().date;
    if (!r().dia_danh_ngay || y == 0) {
      return;
    }
    bool const differs =
        (own.d != 0 && own.d != d) || (own.m != 0 && own.m != m) || (own.y != 0 && own.y != y);
    if (differs) {
      std::string const wanted = "ngày " + own.day + " tháng " + own.month + " năm " + own.year;
      tell({"ngày trong chỉ dẫn kèm theo", "date in the reference line"},
           {in_quotes(wanted) + " như ở đầu văn bản", in_quotes(wanted) + " as in the header"},
           base::same(in_quotes(shown)));
    } else if (own.d == 0 && d != 0) {
      tell({"ngày trong chỉ dẫn kèm theo", "date in the reference line"},
           {"để trống như ngày của văn bản", "a blank, as in the document's own date"},
           base::same(in_quotes(shown)),
           base::Severity::warning);
    }
  }

  // "số        /BC-SKHĐT ngày … tháng 3 năm 2023": a draft, or an electronic document. Without a
  // place for the number nothing can be filled in.
  void check_blank() {
    if (check_.line(index_).is_wild()) {
      return;
    }
    std::size_t const stroke = text_.find('/');
    bool const has_word = has_word_so();
    NumberSymbol const& n = r().number;
    if (has_word && stroke != std::string::npos && !n.symbol.empty() && r().so_ky_hieu) {
      std::string_view const behind = base::trim(std::string_view{text_}.substr(stroke + 1));
      std::string_view const symbol = behind.substr(0, behind.find_first_of(" )"));
      bool const is_open = has_dots(symbol) || has_dots(n.symbol) || is_placeholder(symbol);
      if (!symbol.empty() && symbol != n.symbol && !is_open) {
        tell({"ký hiệu trong chỉ dẫn kèm theo", "symbol in the reference line"},
             base::same(in_quotes(n.symbol)),
             base::same(in_quotes(symbol)));
      }
    } else if (!has_word) {
      tell({"chỉ dẫn kèm theo", "reference line"},
           {"số, ký hiệu và ngày của văn bản", "number, symbol and date of the document"},
           base::same(in_quotes(text_)));
    }
    if (auto const date = read_date(text_)) {
      check_date(date->d, date->m, date->y, "ngày " + date->day);
    } else {
      // A short date that a citation would have given.
      std::size_t const day = text_.find("ngày ");
      if (day != std::string::npos && r().date.d == 0 && r().dia_danh_ngay &&
          day + 6 < text_.size() &&
          base::is_ascii_digit(text_[day + std::string_view{"ngày "}.size()])) {
        std::string_view const shown = std::string_view{text_}.substr(day);
        tell({"ngày trong chỉ dẫn kèm theo", "date in the reference line"},
             {"để trống như ngày của văn bản", "a blank, as in the document's own date"},
             base::same(in_quotes(shown)),
             base::Severity::warning);
      }
    }
  }
  bool has_word_so() const {
    return has_word(base::to_lower(text_), "số") || text_.find("số:") != std::string::npos;
  }

  Check& check_;
  std::size_t index_;
  std::string text_;
  bool is_of_list_;
};

// The reference line with those that go on with it, where somebody has broken it.
std::string whole_reference(Check& check, Appendix const& appendix) {
  constexpr std::size_t kMostLines = 4;
  std::size_t const first = *appendix.reference_line;
  std::string text = check.line(first).text;
  for (std::size_t i = first + 1;
       i < appendix.last && i < first + kMostLines && !text.ends_with(')') &&
       text.starts_with('(') && is_centred(check.document, check.line(i));
       ++i) {
    text += " " + check.line(i).text;
  }
  return text;
}

}  // namespace

void rule_PL_02(Check& check) {
  for (Appendix const& appendix : check.recognised.appendices) {
    if (!appendix.reference_line) {
      std::size_t const at = appendix.title.empty() ? appendix.first : appendix.title.back();
      bool const is_template_part = check.document.is_template && check.line(at).is_wild();
      if (!is_template_part) {
        check.at_line(at,
                      {.expected = base::same("“(Kèm theo … số … ngày … của …)”"),
                       .found = {"không có", "none"}});
      }
      continue;
    }
    std::size_t const index = *appendix.reference_line;
    check_format(
        check,
        index,
        appendix.is_attached_document ? Component::kem_theo_chi_dan : Component::phu_luc_chi_dan,
        kSize | kBold | kItalic | kPlacing);
    std::string text = whole_reference(check, appendix);
    if (!has_tag(text)) {
      ReferenceCheck{check, index, std::move(text), appendix.is_list}.run();
    }
  }
}

}  // namespace thethuc::rules
