#pragma once

// Markdown line by line: which lines are headings, list items and table rows, and which begin a
// paragraph. Internal to rich.

#include <string_view>

#include "base/diagnostic.h"
#include "rich/content.h"
#include "rich/marks.h"

namespace thethuc::rich {

// Text for md4c that has the blocks of `text`, and none but these:
// - "* " at the start of a line is a list item, "# " to "###### " a heading, a row of cells above a
//   row of dashes a table; all other beginnings of blocks are escaped.
// - A line that begins with a mark of enumeration ("- ", "a) ", "1.1. ") begins a paragraph, as it
//   would begin a block of its own in Markdown if it were not text.
// - A line without indent below a list item ends the list; a line without '|' ends a table.
Prepared prepare_blocks(std::string_view text, Origin const& origin, base::Diagnostics& out);

// Text for md4c that is one paragraph. Anything that would be a block is reported.
Prepared prepare_inline(std::string_view text,
                        bool in_note,
                        Origin const& origin,
                        base::Diagnostics& out);

}  // namespace thethuc::rich
