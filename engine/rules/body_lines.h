#pragma once

// The lines of running text, and what stands within them. Internal to the module.

#include <cstddef>
#include <string_view>

#include "rules/check_context.h"

namespace thethuc::rules {

bool is_running(Component component);  // text that is no heading
bool is_body(Component component);

// "Ghi chú: …", "(Nguồn: …)" right below a table, which are set smaller.
bool is_note_below_table(Check& check, std::size_t line);

// Lines of the body, and of documents that were issued with this one; not those of appendices,
// which are tables and lists for the most part.
template <class Visit>
void each_body_line(Check& check, Visit const& visit) {
  Recognised const& r = check.recognised;
  for (std::size_t i = r.body_begin; i < r.body_end; ++i) {
    if (is_body(r.lines[i].component) && !is_note_below_table(check, i)) {
      visit(i);
    }
  }
  for (Appendix const& appendix : r.appendices) {
    bool const is_text = appendix.is_attached_document && !appendix.is_list;
    for (std::size_t i = appendix.first; is_text && i < appendix.last; ++i) {
      if (is_body(r.lines[i].component)) {
        visit(i);
      }
    }
  }
}

// Whether the paragraph takes more than one line: only then its right edge shows.
bool is_long(Check& check, std::size_t line);

// Paragraphs of quotations, which may be set apart: asked of one line after the other.
class Quotations {
 public:
  // Whether the text begins one, or stands within one that began above.
  bool hold(std::string_view text);

 private:
  int depth_ = 0;
  int open_lines_ = 0;
};

}  // namespace thethuc::rules
