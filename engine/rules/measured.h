#pragma once

// What rules measure on pages that somebody has laid out. Each says nothing where the pages are not
// known or do not show the text. Internal to the module.

#include <cstddef>
#include <optional>
#include <vector>

#include "rules/check_context.h"
#include "rules/shown_text.h"

namespace thethuc::rules {

// What shows of a line that was recognised, from above: more than one where it is broken.
std::vector<ShownLine> shown_lines(Check& check, std::size_t line);

// The drawn line nearest below a text: a border, a shape, a row of low lines.
struct DrawnBelow {
  double length_mm = 0;
  double off_centre_mm = 0;   // to the right of the middle of the text
  bool is_underline = false;  // drawn at the letters themselves
};
// nullopt when there is none before the next text.
std::optional<DrawnBelow> drawn_below(Check& check, ShownLine const& text);

// --- what is told, as the rule that asks
// That a line which should stand on one line of the page is broken.
void check_one_line(Check& check, std::size_t line, Component component);
// That a text is not in the middle of what it should stand below or between.
void check_in_middle(Check& check,
                     std::size_t line,
                     Component component,
                     double middle_mm,
                     base::Words const& of_what);
// That two texts of columns beside each other do not begin at one height.
void check_level(Check& check, std::size_t line, std::size_t beside);
// The middle between the margins of the section that a line stands in; of its page.
double middle_of_page_mm(Check& check, std::size_t line);

}  // namespace thethuc::rules
