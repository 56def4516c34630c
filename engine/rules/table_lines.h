#pragma once

// Lines below a text that are borders of a table: of its own cell, of thin blank rows below it, of
// a blank table in or below the cell. Internal to the module.

#include <vector>

#include "rules/document.h"

namespace thethuc::rules {

struct TableLine {
  int width_twips = 0;  // 0: not known
  LineKind stroke = LineKind::solid;
};

// The borders that show below a paragraph, as far as the next text, within the cell that holds it.
std::vector<TableLine> table_lines_below(Document const& document, Paragraph const& paragraph);

}  // namespace thethuc::rules
