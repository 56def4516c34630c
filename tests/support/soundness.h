#pragma once

// What makes a filled document one that Word opens, checked on everything that tests fill.

#include <string>
#include <string_view>
#include <vector>

namespace thethuc::test {

// The defects of a .docx, a line each: parts that are not well-formed, cells that do not end in a
// paragraph, tables without a row, rows without a cell, ids that are there twice (bookmarks,
// drawings, notes, styles, lists), notes, styles, lists and relationships that are referred to and
// not there, relationships without a target and parts without a content type, stray placeholders of
// the compiler. Empty for a sound one.
std::vector<std::string> defects_of(std::string_view docx);

}  // namespace thethuc::test
