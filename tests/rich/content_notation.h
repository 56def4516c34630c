#pragma once

// A short notation of rich content, for tests:
//
//   p: chữ                  a paragraph; "⏎" is a line break, "→" a tab, "⏏" a page break
//   h1: chữ                 a heading
//   *0: chữ                 a list item of level 0; "~0: " a further paragraph of it
//   table 2×< 1×: a | b ‖ c | d     widths (after fit_columns, or as given) and alignments of the
//                           columns, then the rows; "‖" parts rows, " / " paragraphs of a cell,
//                           "(2×3)" before a cell spans 2 columns and 3 rows
//   page break, landscape, portrait
//
// Within: <b>, <i>, <u>, <sup>, <sub> around formatted text, <a URL>…</a> a link, <note>…</note> a
// note, <picture SOURCE>. A style, an alignment and the like follow the kind in brackets:
// "p[style=Nội dung,center]: ".

#include <string>
#include <vector>

#include "rich/content.h"

namespace thethuc::test {

std::string notation_of(rich::Content const& content);
std::string notation_of(std::vector<rich::Inline> const& inlines);

}  // namespace thethuc::test
