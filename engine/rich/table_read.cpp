#include "rich/table_read.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "rich/blocks_read.h"
#include "rich/runs_read.h"

namespace thethuc::rich {

namespace {

using data::Kind;

constexpr double kMostWidth = 100'000;  // relative: no caller needs more

constexpr std::array<std::string_view, 4> kTableKeys = {
    "table", "columns", "header_rows", "borders"};
constexpr std::array<std::string_view, 2> kColumnKeys = {"width", "align"};
constexpr std::array<std::string_view, 5> kCellKeys = {
    "content", "blocks", "colspan", "rowspan", "align"};
constexpr std::array<std::string_view, 2> kCellKinds = {"content", "blocks"};

constexpr std::array<Choice<bool>, 2> kBorders{{{"grid", true}, {"none", false}}};

std::vector<Paragraph> one_paragraph(std::vector<Inline> inlines, Origin const& origin) {
  std::vector<Paragraph> paragraphs;
  if (!inlines.empty()) {
    paragraphs.emplace_back();
    paragraphs[0].inlines = std::move(inlines);
    paragraphs[0].pointer = origin.pointer;
  }
  return paragraphs;
}

// Reads rows, and lays their cells on the grid: a cell takes the next columns that no cell of a row
// above reaches down to.
class GridReader {
 public:
  GridReader(Table& table, std::size_t row_count, base::Diagnostics& out)
      : table_(table), row_count_(row_count), taken_until_(table.columns.size()), out_(out) {}

  // Reads a row; the number of rows above it is table.rows.size().
  void row(data::Value cells, Origin const& origin) {
    std::size_t const row = table_.rows.size();
    table_.rows.emplace_back();
    if (cells.kind() != Kind::list) {
      report_wrong_type("table", {"một danh sách ô", "a list of cells"}, cells, origin, out_);
      return;  // the rows below are not judged by one that is unknown
    }
    std::size_t column = 0;
    std::size_t width = 0;  // of its cells and of those that reach into it
    for (std::size_t const until : taken_until_) {
      width += until > row ? 1u : 0u;
    }
    bool fits = true;
    data::Value value = cells.first();
    for (std::size_t i = 0; i < cells.size(); ++i, value = value.next()) {
      while (column < taken_until_.size() && taken_until_[column] > row) {
        ++column;
      }
      Cell cell = read_cell(value, row, origin.member(std::to_string(i)));
      cell.column = column;
      width += cell.columns;
      fits = fits && is_free(column, cell.columns, row);
      if (fits) {
        std::fill_n(taken_until_.begin() + static_cast<std::ptrdiff_t>(column),
                    cell.columns,
                    row + cell.rows);
        column += cell.columns;
        table_.rows.back().push_back(std::move(cell));
      }
    }
    if (!fits || width != taken_until_.size()) {
      out_.add(origin.diagnose(base::Id::rich_table_row,
                               {{"row", std::to_string(row + 1)},
                                {"expected", std::to_string(taken_until_.size())},
                                {"found", std::to_string(width)}}));
      // The rows below are judged as if this one were whole.
      std::replace_if(
          taken_until_.begin(),
          taken_until_.end(),
          [row](std::size_t until) { return until <= row; },
          row + 1);
    }
  }

 private:
  bool is_free(std::size_t column, std::size_t count, std::size_t row) const {
    if (column + count > taken_until_.size()) {
      return false;
    }
    auto const first = taken_until_.begin() + static_cast<std::ptrdiff_t>(column);
    return std::all_of(first, first + static_cast<std::ptrdiff_t>(count), [row](std::size_t until) {
      return until <= row;
    });
  }

  Cell read_cell(data::Value value, std::size_t row, Origin const& origin) {
    Cell cell;
    if (value.is_missing()) {
      return cell;  // null is an empty cell
    }
    if (value.kind() != Kind::object) {
      cell.paragraphs = one_paragraph(read_runs(value, "table", origin, out_), origin);
      return cell;
    }
    Fields const fields{value, origin, out_};
    fields.allow(kCellKeys);
    cell.columns = fields.count("colspan", 1, kMostColumns).value_or(1);
    cell.rows = fields.count("rowspan", 1, row_count_ - row).value_or(1);
    cell.alignment = fields.choice<wml::Alignment>("align", kAlignments);
    std::string_view const kind = fields.kind(kCellKinds);
    if (kind == "content") {
      cell.paragraphs = one_paragraph(
          read_runs(fields["content"], "content", fields.at("content"), out_), origin);
    } else if (kind == "blocks") {
      Content content = read_cell_blocks(fields["blocks"], fields.at("blocks"), out_);
      for (Block& block : content.blocks) {
        cell.paragraphs.push_back(std::move(std::get<Paragraph>(block)));
      }
    }
    return cell;
  }

  Table& table_;
  std::size_t row_count_;
  std::vector<std::size_t> taken_until_;  // of each column: the first row that it is free in
  base::Diagnostics& out_;
};

// The columns that "columns" describes; those without width are as wide as the others on average.
std::vector<Column> read_columns(Fields const& fields) {
  std::vector<Column> columns;
  data::Value const list = fields["columns"];
  std::vector<std::optional<double>> widths;
  double sum = 0;
  std::size_t given = 0;
  data::Value item = list.first();
  for (std::size_t i = 0; i < list.size(); ++i, item = item.next()) {
    Origin const origin = fields.at("columns").member(std::to_string(i));
    columns.emplace_back();
    widths.emplace_back();
    if (item.kind() != Kind::object) {
      report_wrong_type(
          "columns", {"một đối tượng", "an object"}, item, origin, fields.diagnostics());
      continue;
    }
    Fields const column{item, origin, fields.diagnostics()};
    column.allow(kColumnKeys);
    columns.back().alignment = column.choice<wml::Alignment>("align", kAlignments);
    widths.back() = column.length("width", kMostWidth);
    sum += widths.back().value_or(0);
    given += widths.back() ? 1u : 0u;
  }
  double const average = given > 0 ? sum / static_cast<double>(given) : 0;
  for (std::size_t i = 0; i < columns.size(); ++i) {
    columns[i].width = widths[i].value_or(average);  // all 0: to be fitted
  }
  return columns;
}

// The columns of a table that describes none: as many as its first row spans.
std::size_t columns_of_first_row(data::Value rows) {
  data::Value const row = rows.first();
  if (row.kind() != Kind::list) {
    return 0;
  }
  std::size_t count = 0;
  data::Value cell = row.first();
  for (std::size_t i = 0; i < row.size() && count <= kMostColumns; ++i, cell = cell.next()) {
    base::Diagnostics ignored;  // the cell is read again, in its row
    count += Fields{cell, {}, ignored}.count("colspan", 1, kMostColumns).value_or(1);
  }
  return count;
}

}  // namespace

std::optional<Table> read_table(Fields const& fields) {
  base::Diagnostics& out = fields.diagnostics();
  std::size_t const errors = out.error_count();
  fields.allow(kTableKeys);
  data::Value const rows = fields["table"];
  if (rows.kind() != Kind::list || rows.size() == 0) {
    fields.wrong_type("table", {"một danh sách có ít nhất một hàng", "a list of at least one row"});
    return std::nullopt;
  }
  Table table;
  table.pointer = fields.origin().pointer;
  table.has_borders = fields.choice<bool>("borders", kBorders).value_or(true);
  table.header_rows = fields.count("header_rows", 0, rows.size()).value_or(0);
  if (fields["columns"].kind() == Kind::list) {
    table.columns = read_columns(fields);
  } else {
    if (fields.has("columns")) {
      fields.wrong_type("columns", {"một danh sách", "a list"});
    }
    table.columns.resize(columns_of_first_row(rows), Column{0, {}});
  }
  if (table.columns.size() > kMostColumns) {
    out.add(fields.origin().diagnose(base::Id::table_columns,
                                     {{"limit", std::to_string(kMostColumns)},
                                      {"found", std::to_string(table.columns.size())}}));
    return std::nullopt;
  }
  GridReader grid{table, rows.size(), out};
  data::Value row = rows.first();
  for (std::size_t i = 0; i < rows.size(); ++i, row = row.next()) {
    grid.row(row, fields.at("table").member(std::to_string(i)));
  }
  if (table.columns.empty() && out.error_count() == errors) {
    fields.wrong_type("table", {"ít nhất một cột", "at least one column"});
  }
  if (out.error_count() > errors) {
    return std::nullopt;
  }
  if (table.columns[0].width == 0) {
    fit_columns(table);
  }
  return table;
}

}  // namespace thethuc::rich
