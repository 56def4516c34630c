// The block that a copy has below the copied document.

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"
#include "rules/authority.h"
#include "rules/check_context.h"
#include "rules/date_words.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

namespace {

struct CopyForm {
  std::string_view text, old_text, code;
};
// The old texts are those of Thông tư 01/2011/TT-BNV.
constexpr CopyForm kCopyForms[] = {{"SAO Y", "SAO Y BẢN CHÍNH", "SY"},
                                   {"SAO LỤC", "SAO LỤC", "SL"},
                                   {"TRÍCH SAO", "TRÍCH SAO", "TrS"}};

// What the line that names the kind of copy means.
CopyForm const& copy_form(Check& check, std::size_t index) {
  std::string const letters = letters_of(folded(check.line(index).text, 40));
  auto const* const found =
      std::find_if(std::begin(kCopyForms), std::end(kCopyForms), [&](CopyForm const& form) {
        return letters == letters_of(folded(form.text)) ||
               letters == letters_of(folded(form.old_text));
      });
  return found != std::end(kCopyForms) ? *found : kCopyForms[0];
}

// An old document may have been copied by the rule of its day or by that of today.
bool may_be_old_copy(Check& check) {
  return check.profile.id() == "tt01-2011";
}

// "SAO Y" letter by letter. That it stands in capitals is told with its format.
void check_copy_form(Check& check, std::size_t index) {
  Line const& line = check.line(index);
  CopyForm const& form = copy_form(check, index);
  std::string const upper = with_old_tones(base::to_upper(line.text));
  if (upper == form.text || (upper == form.old_text && may_be_old_copy(check))) {
    return;
  }
  bool const is_same_word = letters_of(folded(upper)) == letters_of(folded(form.text));
  check.at_line(index,
                {.expected = base::same(in_quotes(form.text)),
                 .found = base::same(in_quotes(line.text)),
                 .repair = is_same_word ? replace_line(line, form.text) : Repair{}});
}

// "Số: 02/SY-UBND" as numbers of documents are written (ND 30/2020, phu luc I, phan II, 1).
void check_copy_number(Check& check, std::size_t index, NumberSymbol const& n) {
  Line const& line = check.line(index);
  if (line.is_wild() || n.is_draft || n.symbol.empty()) {
    return;
  }
  bool const is_number = whole_number(n.number).has_value();
  std::string const zero = n.number.size() == 1 ? "0" : "";
  std::string const wanted = "Số: " + zero + n.number + "/" + n.symbol;
  std::string const shown = single_spaced(line.text);
  if (shown == wanted && is_number && !n.has_long_dash) {
    return;
  }
  bool const lacks_blank = is_number && replaced(shown, "Số:", "Số: ") == wanted;
  check.at_line(index,
                {.expected = base::same(in_quotes(is_number ? wanted : "Số: 02/" + n.symbol)),
                 .found = base::same(in_quotes(line.text)),
                 .repair = is_number ? replace_line(line, wanted) : Repair{},
                 .severity = lacks_blank ? std::optional{base::Severity::warning} : std::nullopt,
                 .component = Component::ban_sao_so_ky_hieu});
}

// "TL.CHỦ TỊCH" above the name of who signs the copy.
void check_copy_signer(Check& check, std::size_t begin) {
  for (std::size_t i = begin; i < check.recognised.lines.size(); ++i) {
    Line const& line = check.line(i);
    if (line.component != Component::khac || line.is_wild() || !is_upper(line.text)) {
      continue;
    }
    Authority const a = read_authority(line.text, check.profile.signature_prefixes());
    std::string const wanted = a.prefix + " " + a.rest;
    if (!a.prefix.empty() && !a.rest.empty() && !a.is_spelt && line.text != wanted) {
      check.at_line(i,
                    {.expected = base::same(in_quotes(wanted)),
                     .found = base::same(in_quotes(line.text)),
                     .repair = replace_line(line, wanted),
                     .component = Component::quyen_han});
    }
  }
}

// The body's name, number, place and date of the copy, and who signs it.
void check_copy_lines(Check& check) {
  for (std::size_t index : check.lines_of(Component::ban_sao_co_quan)) {
    check_format(check, index, Component::ban_sao_co_quan, kSize | kBold | kItalic | kCase);
  }
  for (std::size_t index : check.lines_of(Component::ban_sao_so_ky_hieu)) {
    check_format(check, index, Component::ban_sao_so_ky_hieu, kSize | kBold | kItalic | kPlacing);
    Line const& line = check.line(index);
    NumberSymbol const n = read_number(line.text, check.profile);
    check_copy_number(check, index, n);
    std::string const code = n.symbol.substr(0, n.symbol.find('-'));
    std::vector<std::string> const& codes = check.profile.copy_codes();
    CopyForm const& form = copy_form(check, *check.recognised.ban_sao);
    if (!line.is_wild() && !codes.empty() && code != form.code) {
      // Which code an excerpt had by the old rule, the sources leave open.
      bool const is_open = may_be_old_copy(check) && form.code == "TrS";
      check.at_line(index,
                    {.about = {"chữ viết tắt hình thức sao", "code of the kind of copy"},
                     .expected = {in_quotes(form.code) + " của " + std::string{form.text},
                                  in_quotes(form.code) + " of " + std::string{form.text}},
                     .found = base::same(in_quotes(n.symbol)),
                     .component = Component::ban_sao_so_ky_hieu,
                     .confidence = is_open ? Confidence::uncertain : Confidence::confirmed});
    }
  }
  for (std::size_t index : check.lines_of(Component::ban_sao_dia_danh_ngay)) {
    check_format(
        check, index, Component::ban_sao_dia_danh_ngay, kSize | kBold | kItalic | kPlacing);
    std::optional<DateWords> const date = read_date(check.line(index).text);
    if (date && !check.line(index).is_wild()) {
      check_date_words(check, index, *date);
    }
  }
  check_copy_signer(check, *check.recognised.ban_sao);
}

}  // namespace

void rule_COPY_01(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.ban_sao) {
    std::vector<std::size_t> const numbers = check.lines_of(Component::ban_sao_so_ky_hieu);
    if (!numbers.empty()) {
      check.at_line(numbers.front(),
                    {.expected = base::same("“SAO Y”, “SAO LỤC”, “TRÍCH SAO”"),
                     .found = {"không có", "none"}});
    }
    return;
  }
  check_copy_lines(check);
  Line const& line = check.line(*r.ban_sao);
  check_format(check, *r.ban_sao, Component::ban_sao_hinh_thuc, kSize | kBold | kItalic | kCase);
  check_copy_form(check, *r.ban_sao);
  // The block begins in a table or on the line itself; the solid line stands just above.
  std::size_t first = line.paragraph;
  Paragraph const& p = check.document.paragraphs[line.paragraph];
  while (p.table >= 0 && first > 0 && check.document.paragraphs[first - 1].table == p.table) {
    --first;
  }
  bool const starts_page = check.document.paragraphs[first].starts_page;
  if (starts_page) {
    check.at_line(*r.ban_sao,
                  {.expected = {"ngay sau văn bản được sao, trên cùng trang giấy",
                                "right behind the copied document, on its sheet"},
                   .found = {"ở trang riêng", "a page of its own"}});
  }
  if (!has_line_above(check.document.paragraphs, first, 4)) {
    check.at_line(*r.ban_sao,
                  {.expected = {"đường kẻ nét liền dài hết chiều ngang phía trên",
                                "a solid line of full width above"},
                   .found = {"không có", "none"}});
  }
}

}  // namespace thethuc::rules
