#pragma once

// What lowering has to know of a table before it writes it: which columns repeat, where each cell
// stands in the grid, which cells merge with those above.

#include <cstdint>
#include <unordered_map>
#include <vector>

#include <pugixml.hpp>

#include "compile/program.h"
#include "compile/source.h"

namespace thethuc::compile {

struct CellShape {
  std::uint32_t first = 0;  // column in the template's grid
  std::uint32_t span = 1;
  bool repeats = false;               // with its column
  bool goes_on = false;               // it does not, and goes on with a cell above that does
  std::uint32_t merging_tag = kNone;  // {{… | gop}} in it
  std::uint32_t merge_group = 0;      // same for all cells of one merge that Word drew; 0: of none
  pugi::xml_node label;  // the cell where that merge begins, when this one may come to be its first
};

struct TableShape {
  bool merges = false;   // which cells merge vertically is known when rendering only
  bool repeats = false;  // some columns repeat
  Grid grid;
  std::unordered_map<std::size_t, CellShape> cells;           // by cell
  std::unordered_map<std::uint32_t, std::uint32_t> range_of;  // opening tag → index of its range

  bool is_plain() const { return !merges && !repeats; }
};

// What the cell's w:vMerge says.
MergeMark mark_of(pugi::xml_node cell);

// Reads a table's own rows, not those of tables within. Adds columns_cross when sections repeat
// columns that overlap.
TableShape shape_of_table(pugi::xml_node table, Source& source);

}  // namespace thethuc::compile
