#pragma once

// Tables whose columns repeat or whose cells merge with those above: what is known only when all
// rows are written. Internal to render.

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "compile/program.h"

namespace thethuc::render {

// What is wrong with the columns of a table.
struct ColumnFault {
  base::Id id = base::Id::columns_differ;
  std::uint32_t tag = 0;
  std::uint32_t expected = 0;  // times in another row; of table_columns: columns, at most
  std::uint32_t found = 0;
};

// The tables that are open in one walk, innermost last.
class Tables {
 public:
  void clear() { open_.clear(); }

  // Takes an event of the program; `out` is the output so far. At a table's end its grid is written
  // and the widths and spans of its cells; a table whose columns are all gone is taken away.
  std::optional<ColumnFault> take(compile::Instruction const& event,
                                  std::vector<compile::Grid> const& grids,
                                  std::string& out);

  // Of the present cell: whether it goes on with the one above, since `text` is the same. Writes
  // its w:vMerge. Of a cell that goes on, all text is taken away when it ends: nobody sees it, but
  // whoever searches or copies would find it.
  void merge(std::string_view text, std::string& out);
  // Whether merge() said so of the present cell of the innermost table.
  bool is_merged() const { return !open_.empty() && open_.back().merged; }
  // Whether the present cell goes on with the one above in a merge that Word drew.
  bool goes_on() const { return open_.back().goes_on; }

 private:
  struct Cell {
    std::uint32_t first = 0;  // in the template's grid
    std::uint32_t span = 1;
    bool repeats = false;
    bool goes_on = false;   // with a cell above that repeats
    std::size_t begin = 0;  // in the output
    std::size_t shape = 0;
    std::size_t end = 0;
  };
  struct Skip {               // columns that a row leaves out at one of its ends
    std::size_t at = 0;       // in the output
    std::uint32_t first = 0;  // in the template's grid
    std::uint32_t count = 0;
  };
  struct Row {
    std::size_t begin = 0;
    std::size_t end = 0;
    std::size_t first_cell = 0;  // index into Table::cells
    std::vector<std::uint32_t> ranges;
    std::vector<Skip> skips;
  };
  // Where cells of one column merge; a repeated column is told apart by its number in the row.
  using ColumnKey = std::pair<std::uint32_t, std::uint32_t>;
  static constexpr std::uint32_t kAnyGroup = 0;  // not drawn by Word
  struct Column {
    bool open = false;
    std::uint32_t group = kAnyGroup;  // of the merge that is open
    std::optional<std::string> text;
  };
  struct Edit {
    std::size_t at = 0;
    std::size_t removed = 0;
    std::string inserted;
  };
  struct Table {
    std::uint32_t grid = compile::kNone;
    std::size_t begin = 0;
    std::size_t grid_at = 0;
    std::vector<Row> rows;
    std::vector<Cell> cells;
    std::map<ColumnKey, Column> columns;
    std::map<std::uint32_t, std::uint32_t> in_row;  // how often a column came in this row
    ColumnKey present;
    bool merged = false;
    bool goes_on = false;
    std::size_t merged_at = 0;  // in the output
  };
  class Layout;

  static void begin_cell(Table& table, compile::Instruction const& event, std::size_t at);
  static void mark_merge(Table& table, compile::Instruction const& event, std::string& out);
  static std::optional<ColumnFault> finish(Table const& table,
                                           compile::Grid const& grid,
                                           std::string& out);
  static std::optional<ColumnFault> too_many_columns(compile::Grid const& grid,
                                                     std::vector<std::uint32_t> const& copies);
  static void edit_row(Row const& row,
                       Cell const* first,
                       Cell const* last,
                       Layout const& layout,
                       std::string const& out,
                       std::vector<Edit>& edits);
  static void edit_going_on(Cell const* first,
                            Cell const* last,
                            Layout const& layout,
                            std::string const& out,
                            std::vector<Edit>& edits);
  static void apply(std::vector<Edit> const& edits, std::size_t from, std::string& out);

  std::vector<Table> open_;
};

}  // namespace thethuc::render
