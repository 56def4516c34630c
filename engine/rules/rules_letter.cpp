// The summary of a letter, and that no type stands above it.

#include <algorithm>
#include <string>
#include <vector>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/measured.h"
#include "rules/rule_functions.h"
#include "rules/summary_end.h"
#include "rules/words.h"

namespace thethuc::rules {

namespace {

// "CÔNG VĂN" above the addressees: a letter prints no type.
void tell_printed_type(Check& check) {
  constexpr std::string_view kName = "CÔNG VĂN";
  for (std::size_t i = 0; i < check.recognised.body_begin; ++i) {
    Line const& line = check.line(i);
    bool const is_name = line.text.size() <= 2 * kName.size() &&
                         letters_of(folded(line.text)) == letters_of(folded(kName));
    if (is_name && line.component == Component::khac) {
      check.at_line(i,
                    {.about = {"tên loại", "type"},
                     .expected = {"không có tên loại, công văn chỉ có “V/v …” dưới số và ký hiệu",
                                  "no type: letters have “V/v …” below the number alone"},
                     .found = base::same(in_quotes(line.text)),
                     .component = Component::ten_loai});
    }
  }
}

}  // namespace

void rule_CV_01(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.is_cong_van) {
    return;
  }
  tell_printed_type(check);
  if (!r.trich_yeu_cong_van) {
    if (r.so_ky_hieu) {
      check.at_line(*r.so_ky_hieu,
                    {.expected = {"“V/v …” dưới số và ký hiệu", "“V/v …” below the number"},
                     .found = {"không có", "none"}});
    }
    return;
  }
  std::size_t const index = *r.trich_yeu_cong_van;
  std::vector<std::size_t> const lines = check.lines_of(Component::trich_yeu_cong_van);
  for (std::size_t line : lines) {
    check_format(check,
                 line,
                 Component::trich_yeu_cong_van,
                 kSize | kBold | kItalic | kUnderline | kPlacing);
  }
  check_summary_end(check, lines.empty() ? index : lines.back());
  if (r.so_ky_hieu) {
    std::vector<ShownLine> const above = shown_lines(check, *r.so_ky_hieu);
    if (!above.empty()) {
      check_in_middle(check,
                      index,
                      Component::trich_yeu_cong_van,
                      above.front().centre_mm(),
                      {"canh giữa, dưới số và ký hiệu", "centred below the number"});
    }
  }
  Line const& line = check.line(index);
  std::string const start{base::first_code_points(line.text, 4)};
  if (!start.starts_with("V/v ") && !line.text.starts_with("V/v")) {
    std::string const key = folded(line.text, 8);
    bool const only_case = key.starts_with("v/v");
    check.at_line(
        index,
        {.expected = base::same("“V/v …”"),
         .found = base::same(in_quotes(line.text)),
         .repair = only_case ? replace_line(line, "V/v" + line.typed_text().substr(3)) : Repair{}});
  }
  constexpr std::size_t kWord = 3;  // "V/v"
  if (line.text.starts_with("V/v:") || line.text.starts_with("V/v.")) {
    std::string const wanted =
        "V/v " + std::string{base::trim(line.typed_text().substr(kWord + 1))};
    check.at_line(index,
                  {.expected = base::same("“V/v …”"),
                   .found = base::same(in_quotes(line.text)),
                   .repair = replace_line(line, wanted),
                   .severity = base::Severity::warning});
  }
  // 6 pt between number and summary, when they follow each other in one column.
  if (r.so_ky_hieu && *r.so_ky_hieu + 1 == index && !line.is_piece) {
    Paragraph const& above = check.paragraph(*r.so_ky_hieu);
    Paragraph const& here = check.paragraph(index);
    bool const is_next = check.line(*r.so_ky_hieu).paragraph + 1 == line.paragraph &&
                         above.container == here.container;
    int const gap = std::max(above.format.after.count, here.format.before.count);
    if (is_next && gap < 100) {
      check.at_line(index,
                    {.about = {"khoảng cách với số, ký hiệu", "gap below the number"},
                     .expected = base::same("6 pt"),
                     .found = number_words(pt_of(gap), "pt"),
                     .repair = of_paragraph(Repair::Kind::space_before, line.paragraph, 120),
                     .severity = base::Severity::warning});
    }
  }
}

}  // namespace thethuc::rules
