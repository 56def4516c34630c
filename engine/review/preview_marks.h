#pragma once

// Where the findings of the checker stand on the pages.

#include <vector>

#include "base/geometry.h"
#include "rules/finding.h"

namespace thethuc::review {

// A rectangle on a page around a line of text, in millimetres from its upper left corner.
struct PreviewMark {
  int page = 1;
  double left_mm = 0;
  double top_mm = 0;
  double width_mm = 0;
  double height_mm = 0;
};

// For each finding the lines of its paragraph, or of them what its place marks as wrong. They are
// looked up by their text: a layout program does not tell which paragraph a line is of. Within a
// line, widths of letters tell the place. A finding that is not about a paragraph, such as a
// margin, has a small mark in the upper left corner of its page, of the first when that is not
// known; one whose text does not show has none. Findings come in the order of the document, so of
// equal texts each finds the one that stands after the text before.
std::vector<std::vector<PreviewMark>> marks_of(rules::Findings const& findings,
                                               base::Geometry const& geometry);

}  // namespace thethuc::review
