#include "rules/summary_end.h"

#include <string_view>

#include "rules/words.h"

namespace thethuc::rules {

void check_summary_end(Check& check, std::size_t index) {
  Line const& line = check.line(index);
  std::string_view const text = line.text;
  if (line.is_wild() || !text.ends_with('.') || text.size() < 2) {
    return;
  }
  std::string_view const before = text.substr(0, text.size() - 1);
  std::string_view const word = before.substr(before.rfind(' ') + 1);
  bool const is_short = is_upper(word) && has_letter(word);  // "TP."
  if (before.ends_with('.') || before.ends_with("…") || is_short ||
      word.find('.') != std::string_view::npos) {
    return;
  }
  check.at_line(index,
                {.expected = {"không có dấu chấm ở cuối trích yếu", "no stop behind the summary"},
                 .found = base::same(in_quotes(text)),
                 .repair = replace_end(check.paragraph(index), line, ""),
                 .severity = base::Severity::warning,
                 .component = line.component,
                 .mark_begin = text.size() - 1,
                 .mark_end = text.size()});
}

}  // namespace thethuc::rules
