#include "rules/table_lines.h"

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <string_view>
#include <utility>

#include "rules/strokes.h"
#include "wml/measures.h"
#include "wml/names.h"
#include "wml/structure.h"

namespace thethuc::rules {

using wml::is;
namespace w = wml::w;

namespace {

constexpr int kMostBlankRows = 2;

bool has_text(pugi::xml_node node) {
  return static_cast<bool>(node.find_node([](pugi::xml_node n) {
    constexpr std::string_view kBlank = " \t\n\r\xC2\xA0";
    return is(n, w::t) &&
           std::string_view{n.text().get()}.find_first_not_of(kBlank) != std::string_view::npos;
  }));
}

// Columns of the grid, or a stretch across the page in twips.
struct Stretch {
  int left = 0;
  int right = 0;
};

struct Cell {
  pugi::xml_node node;
  Stretch columns;
  bool goes_on = false;  // merged with the one above
};

// The cells of a table by the columns of its grid, and the borders between its rows.
class Grid {
 public:
  explicit Grid(pugi::xml_node table) : borders_(table.child("w:tblPr").child("w:tblBorders")) {
    edges_.push_back(wml::twips_of(table.child("w:tblPr").child("w:tblInd").attribute("w:w"), 0));
    for (pugi::xml_node column : table.child("w:tblGrid").children("w:gridCol")) {
      edges_.push_back(edges_.back() + wml::twips_of(column.attribute("w:w"), 0));
    }
    for (pugi::xml_node row : table.children("w:tr")) {
      rows_.push_back(cells_of(row));
    }
  }

  int rows() const { return static_cast<int>(rows_.size()); }

  // Of a cell; nullopt for one that is no cell of the table.
  std::optional<std::pair<int, Stretch>> place_of(pugi::xml_node cell) const {
    for (int r = 0; r < rows(); ++r) {
      for (Cell const& one : row(r)) {
        if (one.node == cell) {
          return std::pair{r, one.columns};
        }
      }
    }
    return std::nullopt;
  }
  // The last row of a cell that begins in row `r`.
  int last_row(int r, Stretch columns) const {
    while (r + 1 < rows()) {
      Cell const* const below = cell_at(r + 1, columns.left);
      if (below == nullptr || !below->goes_on) {
        break;
      }
      ++r;
    }
    return r;
  }
  bool is_blank(int r, Stretch columns) const {
    return std::none_of(row(r).begin(), row(r).end(), [&](Cell const& cell) {
      return cell.columns.left < columns.right && cell.columns.right > columns.left &&
             has_text(cell.node);
    });
  }

  Stretch twips(Stretch columns) const { return {edge(columns.left), edge(columns.right)}; }
  // The columns that lie within a stretch of the page; tables hang over the text a little.
  Stretch columns(Stretch twips) const {
    constexpr int kSlack = 150;
    Stretch out{0, 0};
    int const last = static_cast<int>(edges_.size()) - 1;
    while (out.left < last && edge(out.left) < twips.left - kSlack) {
      ++out.left;
    }
    out.right = out.left;
    while (out.right < last && edge(out.right + 1) <= twips.right + kSlack) {
      ++out.right;
    }
    return out;
  }
  Stretch all_columns() const { return {0, static_cast<int>(edges_.size()) - 1}; }

  // What is drawn above row `r`, or below the last one, in these columns.
  void lines(int r, Stretch columns, std::vector<TableLine>& out) const {
    int begin = columns.left;
    while (begin < columns.right) {
      std::optional<LineKind> const stroke = stroke_at(r, begin);
      int end = begin + 1;
      while (end < columns.right && stroke_at(r, end) == stroke) {
        ++end;
      }
      if (stroke) {
        out.push_back({edge(end) - edge(begin), *stroke});
      }
      begin = end;
    }
  }

 private:
  static std::vector<Cell> cells_of(pugi::xml_node row) {
    std::vector<Cell> out;
    int column = row.child(w::trPr).child(w::gridBefore).attribute(w::val).as_int();
    for (pugi::xml_node cell : row.children("w:tc")) {
      pugi::xml_node const properties = cell.child(w::tcPr);
      int const span =
          std::clamp(properties.child("w:gridSpan").attribute(w::val).as_int(1), 1, 63);
      pugi::xml_node const merge = properties.child("w:vMerge");
      bool const goes_on = merge && std::string_view{merge.attribute(w::val).value()} != "restart";
      out.push_back({cell, {column, column + span}, goes_on});
      column += span;
    }
    return out;
  }

  std::vector<Cell> const& row(int r) const { return rows_[static_cast<std::size_t>(r)]; }
  int edge(int column) const {
    std::size_t const last = edges_.size() - 1;
    return edges_[std::min(static_cast<std::size_t>(std::max(column, 0)), last)];
  }
  Cell const* cell_at(int r, int column) const {
    if (r < 0 || r >= rows()) {
      return nullptr;
    }
    auto const found = std::find_if(row(r).begin(), row(r).end(), [column](Cell const& cell) {
      return column >= cell.columns.left && column < cell.columns.right;
    });
    return found == row(r).end() ? nullptr : &*found;
  }

  // A cell's own border holds against the table's (17.4.66).
  std::optional<LineKind> own_stroke(Cell const* cell,
                                     char const* side,
                                     char const* of_table) const {
    if (cell == nullptr) {
      return std::nullopt;
    }
    pugi::xml_node const own = cell->node.child(w::tcPr).child("w:tcBorders").child(side);
    return border_stroke(own ? own : borders_.child(of_table));
  }
  std::optional<LineKind> stroke_at(int r, int column) const {
    Cell const* const below = cell_at(r, column);
    if (below != nullptr && below->goes_on) {
      return std::nullopt;
    }
    std::optional<LineKind> const upper =
        own_stroke(cell_at(r - 1, column), "w:bottom", r == rows() ? "w:bottom" : "w:insideH");
    return upper ? upper : own_stroke(below, "w:top", r == 0 ? "w:top" : "w:insideH");
  }

  pugi::xml_node borders_;  // w:tblBorders
  std::vector<int> edges_;  // of the columns, twips from the left edge of the text
  std::vector<std::vector<Cell>> rows_;
};

// Below row `r` and, while they are blank, the rows that follow. False when text ended the search.
bool lines_below_row(Grid const& grid, int r, Stretch columns, std::vector<TableLine>& out) {
  grid.lines(r + 1, columns, out);
  for (int blank = 0; r + 1 < grid.rows() && blank < kMostBlankRows; ++blank) {
    if (!grid.is_blank(++r, columns)) {
      return false;
    }
    grid.lines(r + 1, columns, out);
  }
  return r + 1 >= grid.rows();
}

// The table that stands next to a block, at most a blank paragraph between; null for none.
pugi::xml_node next_table(pugi::xml_node block) {
  pugi::xml_node next = block.next_sibling();
  if (is(next, w::p) && !has_text(next)) {
    next = next.next_sibling();
  }
  return is(next, w::tbl) ? next : pugi::xml_node{};
}

void lines_of_next_table(pugi::xml_node table,
                         std::optional<Stretch> within,
                         std::vector<TableLine>& out) {
  Grid const grid{table};
  Stretch const columns = within ? grid.columns(*within) : grid.all_columns();
  if (grid.rows() > 0) {
    lines_below_row(grid, -1, columns, out);
  }
}

}  // namespace

std::vector<TableLine> table_lines_below(Document const& document, Paragraph const& paragraph) {
  std::vector<TableLine> out;
  if (pugi::xml_node const below = next_table(paragraph.node); below && !has_text(below)) {
    lines_of_next_table(below, std::nullopt, out);
  }
  if (!out.empty() || paragraph.table < 0) {
    return out;
  }
  for (pugi::xml_node next = paragraph.node.next_sibling(); next; next = next.next_sibling()) {
    if (has_text(next)) {
      return out;
    }
  }
  pugi::xml_node const table = document.tables[static_cast<std::size_t>(paragraph.table)].node;
  Grid const grid{table};
  auto const place = grid.place_of(wml::enclosing(paragraph.node, w::tc));
  if (!place) {
    return out;
  }
  Stretch const columns = place->second;
  bool const is_at_end = lines_below_row(grid, grid.last_row(place->first, columns), columns, out);
  if (pugi::xml_node const next = is_at_end ? next_table(table) : pugi::xml_node{}) {
    lines_of_next_table(next, grid.twips(columns), out);
  }
  return out;
}

}  // namespace thethuc::rules
