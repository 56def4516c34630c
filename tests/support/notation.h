#pragma once

// A short notation for documents in tests, in both directions:
//
//   Kính gửi: {{ten}}          a paragraph; "¦" marks a border between runs; "**bold**" runs are
//   bold # Danh sách                a list item (numbered paragraph) | {{#ds}}{{ma}} |
//   {{ten}}{{/ds}} |     a row; neighbouring rows are one table; "⏎" parts paragraphs of a cell (an
//   empty line)            an empty paragraph
//
// notation_of() gives the same back for a part: line breaks in a text read as "↵", tabs as "→", an
// empty table as "||".

#include <string>
#include <string_view>

namespace thethuc::test {

// Block-level WordprocessingML, without the body element.
std::string blocks_from(std::string_view notation);
// A document's body in `xml`, a whole part.
std::string notation_of(std::string_view xml);

}  // namespace thethuc::test
