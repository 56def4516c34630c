#pragma once

// Where paragraphs show on the pages that somebody has laid out. Internal to the module.

#include <cstddef>
#include <optional>
#include <vector>

#include "base/geometry.h"
#include "rules/document.h"

namespace thethuc::rules {

// Finds the text of all paragraphs on the pages and fills Paragraph::shown and Paragraph::page. A
// layout program does not tell which paragraph a text is of: they are matched by their letters, in
// reading order, each text of the pages once. A paragraph that is not found keeps none.
void find_on_pages(Document& document, base::Geometry const& geometry);

// One line of the page, or of a column of it: what shows there of a paragraph.
struct ShownLine {
  int page = 0;
  double left_mm = 0;
  double right_mm = 0;
  double baseline_mm = 0;
  double size_pt = 0;  // of its largest letters
  double width_mm() const { return right_mm - left_mm; }
  double centre_mm() const { return (left_mm + right_mm) / 2; }
};
// The page on which the byte of the paragraph's text shows; where the paragraph begins, when that
// is not known.
int page_at(Paragraph const& paragraph, std::size_t byte);
// Of the bytes [begin, end) of the paragraph's text, from above; empty when they were not found.
std::vector<ShownLine> shown_lines(Paragraph const& paragraph, std::size_t begin, std::size_t end);

}  // namespace thethuc::rules
