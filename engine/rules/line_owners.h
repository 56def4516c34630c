#pragma once

// Which component a drawn line belongs to. A shape hangs on some paragraph and shows elsewhere:
// what it hangs on, where it stands across the page and its length tell together. Internal to the
// module.

#include <vector>

#include "rules/check_context.h"

namespace thethuc::rules {

struct OwnedLine {
  int width_twips = 0;
  LineKind stroke = LineKind::solid;
  bool is_sure = true;  // it hangs on the component itself
};

// The drawn lines of a component that asks for one below `lines`. No line is two components'.
std::vector<OwnedLine> drawn_lines_of(Check& check,
                                      Component component,
                                      std::vector<std::size_t> const& lines);

// How wide the text of lines is: of the widest, and of the last.
struct TextWidths {
  double widest = 0;
  double widest_of_last_name = 0;  // of several, each a paragraph of its own
  double last = 0;
};
TextWidths text_widths(Check& check, std::vector<std::size_t> const& lines);

// How far the length of a line is from what is wanted below a text: 0 when it is within, else the
// factor. Of the whole text, of the last of several names, or of the last line: all readings are in
// use.
double length_miss(double length, TextWidths const& text, LineBelow const& wanted);

}  // namespace thethuc::rules
