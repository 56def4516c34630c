#include "render/tables.h"

#include <algorithm>
#include <cmath>

#include "rich/content.h"

namespace thethuc::render {

using compile::Grid;
using compile::kNone;
using compile::MergeMark;
using compile::TableEvent;

namespace {

constexpr std::string_view kMergeBegins = "<w:vMerge w:val=\"restart\"/>";
constexpr std::string_view kMergeGoesOn = "<w:vMerge/>";
constexpr std::string_view kPropertiesEnd = "</w:tcPr>";

// Empties each w:t of the output from `begin` on.
void take_text_away(std::string& out, std::size_t begin) {
  constexpr std::string_view kText = "<w:t";
  constexpr std::string_view kTextEnd = "</w:t>";
  std::size_t to = begin;
  std::size_t from = begin;
  for (std::size_t at = begin; (at = out.find(kText, at)) != std::string::npos;) {
    at += kText.size();
    if (out[at] != '>' && out[at] != ' ') {
      continue;  // w:tab, w:tbl, w:tc
    }
    std::size_t const text = out.find('>', at) + 1;
    if (out[text - 2] == '/') {
      continue;
    }
    std::size_t const end = out.find(kTextEnd, text);
    std::copy(out.data() + from, out.data() + text, out.data() + to);
    to += text - from;
    from = at = end;
  }
  std::copy(out.data() + from, out.data() + out.size(), out.data() + to);
  out.resize(to + out.size() - from);
}

}  // namespace

// The grid of the output: each repeated range of columns as often as its rows have it, in the width
// that the range had in the template; what vanished columns leave is shared out.
class Tables::Layout {
 public:
  Layout(Grid const& grid, std::vector<std::uint32_t> const& copies)
      : grid_(grid), copies_(copies) {
    double const kept = width_of_kept(copies);
    double const total = width_of(0, grid.widths.size());
    double const scale = kept > 0 ? total / kept : 0;
    double edge = 0;
    std::int32_t before = 0;
    auto const add = [&](double width) {
      edge += width * scale;
      auto const rounded = static_cast<std::int32_t>(std::lround(edge));
      widths_.push_back(rounded - before);
      before = rounded;
    };
    std::size_t range = 0;
    for (std::uint32_t column = 0; column < grid.widths.size();) {
      base_.push_back(columns());
      if (range < order(grid).size() && order_[range]->first == column) {
        Grid::Range const& repeated = *order_[range];
        std::uint32_t const times =
            copies[static_cast<std::size_t>(&repeated - grid.ranges.data())];
        for (std::uint32_t copy = 0; copy < times; ++copy) {
          for (std::uint32_t c = column; c < repeated.last; ++c) {
            add(static_cast<double>(grid.widths[c]) / times);
          }
        }
        // Cells that do not repeat stand in the first copy, and what ends with the range goes up to
        // the end of the last copy. Columns that are gone begin and end where the range did.
        for (std::uint32_t c = column + 1; c < repeated.last; ++c) {
          base_.push_back(base_[column] + (times > 0 ? c - column : 0));
        }
        column = repeated.last;
        ++range;
      } else {
        add(grid.widths[column]);
        ++column;
      }
    }
    base_.push_back(columns());
  }

  std::uint32_t columns() const { return static_cast<std::uint32_t>(widths_.size()); }

  std::string grid_columns() const {
    std::string xml;
    for (std::int32_t width : widths_) {
      xml += width > 0 ? "<w:gridCol w:w=\"" + std::to_string(width) + "\"/>" : "<w:gridCol/>";
    }
    return xml;
  }

  // The columns [first, last) of a cell that is the `copy`-th of its column in its row.
  std::pair<std::uint32_t, std::uint32_t> place(Cell const& cell, std::uint32_t copy) const {
    for (Grid::Range const& range : grid_.ranges) {
      if (cell.repeats && cell.first >= range.first && cell.first < range.last) {
        return place_in(range, cell, copy);
      }
    }
    std::size_t const end = std::min<std::size_t>(cell.first + cell.span, base_.size() - 1);
    return {base_[std::min<std::size_t>(cell.first, base_.size() - 1)], base_[end]};
  }

  // Of a row's cells from `cell` on: the end of those that fill columns which repeat in other rows,
  // when one of them goes on with a cell there; else `cell`.
  Cell const* end_of_going_on(Cell const* cell, Cell const* last) const {
    Grid::Range const* const range = range_from(cell->first);
    bool any = false;
    std::uint32_t column = cell->first;
    Cell const* end = cell;
    for (; range && end != last && !end->repeats && end->first == column && column < range->last;
         ++end) {
      any = any || end->goes_on;
      column += end->span;
    }
    return any && column == range->last && copies_of(*range) > 0 ? end : cell;
  }

  // The range that begins at a column of the template, null when none does.
  Grid::Range const* range_from(std::uint32_t column) const {
    auto const found =
        std::find_if(grid_.ranges.begin(), grid_.ranges.end(), [&](Grid::Range const& range) {
          return range.first == column;
        });
    return found == grid_.ranges.end() ? nullptr : &*found;
  }

  std::uint32_t copies_of(Grid::Range const& range) const {
    return copies_[static_cast<std::size_t>(&range - grid_.ranges.data())];
  }

  // The columns [first, last) of a cell in the range's `copy`-th copy.
  std::pair<std::uint32_t, std::uint32_t> place_in(Grid::Range const& range,
                                                   Cell const& cell,
                                                   std::uint32_t copy) const {
    std::uint32_t const size = range.last - range.first;
    std::uint32_t const first = base_[range.first] + copy * size + (cell.first - range.first);
    return {first, std::min(first + std::min(cell.span, size), columns())};
  }

  // The row properties that leave out the template's columns [first, first + count).
  std::string skip(std::uint32_t first, std::uint32_t count) const {
    std::uint32_t const from = base_[first];
    std::uint32_t const to = base_[first + count];
    if (from == to) {
      return {};
    }
    std::string const end = first == 0 ? "Before" : "After";
    return "<w:grid" + end + " w:val=\"" + std::to_string(to - from) + "\"/><w:w" + end +
           " w:w=\"" + std::to_string(width(from, to)) + "\" w:type=\"dxa\"/>";
  }

  std::string shape(std::uint32_t first, std::uint32_t last) const {
    std::int32_t const sum = width(first, last);
    std::string xml = sum > 0 ? "<w:tcW w:w=\"" + std::to_string(sum) + "\" w:type=\"dxa\"/>"
                              : "<w:tcW w:w=\"0\" w:type=\"auto\"/>";
    if (last - first > 1) {
      xml += "<w:gridSpan w:val=\"" + std::to_string(last - first) + "\"/>";
    }
    return xml;
  }

 private:
  // Of the output's columns [first, last), in twips.
  std::int32_t width(std::uint32_t first, std::uint32_t last) const {
    std::int32_t sum = 0;
    for (std::uint32_t c = first; c < last; ++c) {
      sum += widths_[c];
    }
    return sum;
  }

  double width_of(std::size_t first, std::size_t last) const {
    double width = 0;
    for (std::size_t c = first; c < last; ++c) {
      width += grid_.widths[c];
    }
    return width;
  }

  double width_of_kept(std::vector<std::uint32_t> const& copies) const {
    double width = width_of(0, grid_.widths.size());
    for (std::size_t i = 0; i < copies.size(); ++i) {
      if (copies[i] == 0) {
        width -= width_of(grid_.ranges[i].first, grid_.ranges[i].last);
      }
    }
    return width;
  }

  std::vector<Grid::Range const*> const& order(Grid const& grid) {
    if (order_.empty()) {
      for (Grid::Range const& range : grid.ranges) {
        order_.push_back(&range);
      }
      std::sort(order_.begin(), order_.end(), [](Grid::Range const* a, Grid::Range const* b) {
        return a->first < b->first;
      });
    }
    return order_;
  }

  Grid const& grid_;
  std::vector<std::uint32_t> const& copies_;
  std::vector<Grid::Range const*> order_;
  std::vector<std::int32_t> widths_;
  std::vector<std::uint32_t> base_;  // template's column → first of the output's
};

std::optional<ColumnFault> Tables::take(compile::Instruction const& event,
                                        std::vector<Grid> const& grids,
                                        std::string& out) {
  auto const kind = static_cast<TableEvent>(event.a);
  if (kind == TableEvent::begin) {
    Table table;
    table.grid = event.b;
    table.begin = out.size();
    open_.push_back(std::move(table));
    return std::nullopt;
  }
  Table& table = open_.back();
  switch (kind) {
    case TableEvent::begin:
      break;
    case TableEvent::grid:
      table.grid_at = out.size();
      break;
    case TableEvent::row:
      table.rows.push_back({out.size(), 0, table.cells.size(), {}, {}});
      table.in_row.clear();
      break;
    case TableEvent::skip:
      table.rows.back().skips.push_back({out.size(), event.b, event.c});
      break;
    case TableEvent::columns:
      table.rows.back().ranges.push_back(event.b);
      break;
    case TableEvent::cell:
    case TableEvent::repeated_cell:
    case TableEvent::going_on_cell:
      begin_cell(table, event, out.size());
      break;
    case TableEvent::shape:
      table.cells.back().shape = out.size();
      break;
    case TableEvent::merge:
      mark_merge(table, event, out);
      break;
    case TableEvent::cell_end:
      if (table.merged) {
        take_text_away(out, table.merged_at);
      }
      table.cells.back().end = out.size();
      break;
    case TableEvent::row_end:
      table.rows.back().end = out.size();
      break;
    case TableEvent::new_group:
      for (auto& [key, column] : table.columns) {
        column.text.reset();
      }
      break;
    case TableEvent::end: {
      std::optional<ColumnFault> const fault =
          table.grid == kNone ? std::nullopt : finish(table, grids[table.grid], out);
      open_.pop_back();
      return fault;
    }
  }
  return std::nullopt;
}

void Tables::begin_cell(Table& table, compile::Instruction const& event, std::size_t at) {
  std::uint32_t const number = table.in_row[event.b]++;
  table.present = {event.b, number};
  table.merged = false;
  table.goes_on = false;
  if (table.grid != kNone) {
    auto const kind = static_cast<TableEvent>(event.a);
    table.cells.push_back({event.b,
                           event.c,
                           kind == TableEvent::repeated_cell,
                           kind == TableEvent::going_on_cell,
                           at,
                           at,
                           at});
  } else if (table.cells.empty()) {
    table.cells.emplace_back();  // takes the ends of all cells, which nobody asks for
  }
}

// A merge that goes on from a row that is not there begins here.
void Tables::mark_merge(Table& table, compile::Instruction const& event, std::string& out) {
  auto const mark = static_cast<MergeMark>(event.b);
  Column& column = table.columns[table.present];
  bool const same = column.group == event.c || column.group == kAnyGroup || event.c == kAnyGroup;
  bool const goes_on = mark == MergeMark::goes_on && column.open && same;
  table.goes_on = goes_on;
  column.open = mark != MergeMark::none;
  column.group = event.c;
  column.text.reset();
  if (mark != MergeMark::none) {
    out += goes_on ? kMergeGoesOn : kMergeBegins;
  }
}

void Tables::merge(std::string_view text, std::string& out) {
  Table& table = open_.back();
  Column& column = table.columns[table.present];
  table.merged = column.text && *column.text == text;
  table.merged_at = out.size();
  column.open = true;
  column.group = kAnyGroup;
  out += table.merged ? kMergeGoesOn : kMergeBegins;
  if (!table.merged) {
    column.text = text;
  }
}

// Word opens no table with more.
std::optional<ColumnFault> Tables::too_many_columns(Grid const& grid,
                                                    std::vector<std::uint32_t> const& copies) {
  std::size_t columns = grid.widths.size();
  for (std::size_t i = 0; i < copies.size(); ++i) {
    std::size_t const size = grid.ranges[i].last - grid.ranges[i].first;
    columns = columns - size + copies[i] * size;
  }
  if (columns <= std::max(rich::kMostColumns, grid.widths.size())) {
    return std::nullopt;
  }
  auto const most = std::max_element(copies.begin(), copies.end()) - copies.begin();
  return ColumnFault{base::Id::table_columns,
                     grid.ranges[static_cast<std::size_t>(most)].tag,
                     static_cast<std::uint32_t>(rich::kMostColumns),
                     static_cast<std::uint32_t>(columns)};
}

std::optional<ColumnFault> Tables::finish(Table const& table, Grid const& grid, std::string& out) {
  std::vector<std::optional<std::uint32_t>> counted(grid.ranges.size());
  std::optional<ColumnFault> fault;
  auto const cells_end = [&](std::size_t row) {
    return row + 1 < table.rows.size() ? table.rows[row + 1].first_cell : table.cells.size();
  };
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    for (std::uint32_t range : table.rows[row].ranges) {
      auto const times = static_cast<std::uint32_t>(std::count_if(
          table.cells.begin() + static_cast<std::ptrdiff_t>(table.rows[row].first_cell),
          table.cells.begin() + static_cast<std::ptrdiff_t>(cells_end(row)),
          [&](Cell const& cell) {
            return cell.repeats && cell.first == grid.ranges[range].first;
          }));
      if (!fault && counted[range] && *counted[range] != times) {
        fault =
            ColumnFault{base::Id::columns_differ, grid.ranges[range].tag, *counted[range], times};
      }
      counted[range] = counted[range].value_or(times);
    }
  }
  std::vector<std::uint32_t> copies;
  for (std::optional<std::uint32_t> const& times : counted) {
    copies.push_back(times.value_or(1));
  }
  if (!fault) {
    fault = too_many_columns(grid, copies);
  }
  if (fault) {
    return fault;
  }
  Layout const layout{grid, copies};
  if (layout.columns() == 0 || table.rows.empty()) {
    out.resize(layout.columns() == 0 ? table.begin : out.size());
    return std::nullopt;
  }
  std::vector<Edit> edits{{table.grid_at, 0, layout.grid_columns()}};
  for (std::size_t row = 0; row < table.rows.size(); ++row) {
    edit_row(table.rows[row],
             table.cells.data() + table.rows[row].first_cell,
             table.cells.data() + cells_end(row),
             layout,
             out,
             edits);
  }
  apply(edits, table.begin, out);
  return std::nullopt;
}

// Cells over vanished columns only vanish, too, and a row of nothing else.
void Tables::edit_row(Row const& row,
                      Cell const* first,
                      Cell const* last,
                      Layout const& layout,
                      std::string const& out,
                      std::vector<Edit>& edits) {
  std::size_t const before = edits.size();
  for (Skip const& skip : row.skips) {
    edits.push_back({skip.at, 0, layout.skip(skip.first, skip.count)});
  }
  std::map<std::uint32_t, std::uint32_t> copy;
  bool any = false;
  for (Cell const* cell = first; cell != last; ++cell) {
    if (Cell const* const end = layout.end_of_going_on(cell, last); end != cell) {
      any = true;
      edit_going_on(cell, end, layout, out, edits);
      cell = end - 1;
      continue;
    }
    auto const [from, to] = layout.place(*cell, copy[cell->first]++);
    if (from < to) {
      any = true;
      edits.push_back({cell->shape, 0, layout.shape(from, to)});
    } else {
      edits.push_back({cell->begin, cell->end - cell->begin, {}});
    }
  }
  if (!any) {
    edits.resize(before);
    edits.push_back({row.begin, row.end - row.begin, {}});
  }
}

// Below columns that repeat, where a merge goes on: each copy needs cells of its own there. The
// first have what the template's have, the others nothing.
void Tables::edit_going_on(Cell const* first,
                           Cell const* last,
                           Layout const& layout,
                           std::string const& out,
                           std::vector<Edit>& edits) {
  Grid::Range const& range = *layout.range_from(first->first);
  auto const shape = [&](Cell const& cell, std::uint32_t copy) {
    auto const [from, to] = layout.place_in(range, cell, copy);
    return layout.shape(from, to);
  };
  for (Cell const* cell = first; cell != last; ++cell) {
    edits.push_back({cell->shape, 0, shape(*cell, 0)});
  }
  std::string others;
  for (std::uint32_t copy = 1; copy < layout.copies_of(range); ++copy) {
    for (Cell const* cell = first; cell != last; ++cell) {
      std::size_t const properties = out.find(kPropertiesEnd, cell->shape) + kPropertiesEnd.size();
      others.append(out, cell->begin, cell->shape - cell->begin);
      others += shape(*cell, copy);
      others.append(out, cell->shape, properties - cell->shape);
      others += "<w:p/></w:tc>";
    }
  }
  edits.push_back({(last - 1)->end, 0, std::move(others)});
}

void Tables::apply(std::vector<Edit> const& edits, std::size_t from, std::string& out) {
  std::string const old = out.substr(from);
  out.resize(from);
  std::size_t at = from;
  for (Edit const& edit : edits) {
    out.append(old, at - from, edit.at - at);
    out += edit.inserted;
    at = edit.at + edit.removed;
  }
  out.append(old, at - from);
}

}  // namespace thethuc::render
