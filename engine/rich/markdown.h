#pragma once

// Markdown as Vietnamese offices write it: CommonMark with tables, of which only what cannot be
// meant otherwise is read as a mark. README.md of this folder tells what that is.

#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "rich/content.h"

namespace thethuc::rich {

// Blocks of a text: paragraphs, headings, list items and tables. `text` is UTF-8 that XML can hold.
// Takes time linear in the text. Mistakes are added to `out`, all of them; the content then lacks
// what is wrong and is not worth printing.
Content parse_markdown(std::string_view text, Origin const& origin, base::Diagnostics& out);

// A text that goes into a paragraph beside other text: white space at its ends stays, blocks are
// mistakes. A line's end is a line break.
std::vector<Inline> parse_inline_markdown(std::string_view text,
                                          Origin const& origin,
                                          base::Diagnostics& out);

}  // namespace thethuc::rich
