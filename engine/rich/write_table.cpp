#include "rich/write_table.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <numeric>
#include <vector>

#include "opc/xml.h"

namespace thethuc::rich {

namespace {

// Word's default cell margins, left and right together.
constexpr base::Twips kCellMargins{216};
// A column has at least this share of the table, whatever its width is said to be.
constexpr double kLeastShare = 0.002;

std::string dxa(base::Twips width) {
  return " w:w=\"" + std::to_string(width.count) + "\" w:type=\"dxa\"/>";
}

// Widths of the columns, whose sum is exactly that of the table.
std::vector<base::Twips> grid_of(Table const& table, base::Twips width) {
  double sum = 0;
  for (Column const& column : table.columns) {
    sum += column.width;
  }
  std::vector<double> shares;
  for (Column const& column : table.columns) {
    shares.push_back(std::max(column.width / sum, kLeastShare));
  }
  double const all = std::accumulate(shares.begin(), shares.end(), 0.0);
  std::vector<base::Twips> grid;
  double share = 0;
  base::Twips before;
  for (double const own : shares) {
    share += own;
    base::Twips const until{static_cast<std::int32_t>(std::lround(share / all * width.count))};
    grid.push_back(until - before);
    before = until;
  }
  return grid;
}

void append_borders(std::string& xml, bool has_borders) {
  xml += "<w:tblBorders>";
  for (char const* side : {"top", "left", "bottom", "right", "insideH", "insideV"}) {
    xml.append("<w:").append(side);
    xml += has_borders ? " w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"auto\"/>"
                       : " w:val=\"none\" w:sz=\"0\" w:space=\"0\" w:color=\"auto\"/>";
  }
  xml += "</w:tblBorders>";
}

class TableWriter {
 public:
  TableWriter(std::string& xml,
              Table const& table,
              base::Twips width,
              AppendCellParagraph const& append_paragraph)
      : xml_(xml),
        table_(table),
        grid_(grid_of(table, width)),
        append_paragraph_(append_paragraph),
        above_(table.columns.size()) {}

  void append_grid() {
    xml_ += "<w:tblGrid>";
    for (base::Twips const column : grid_) {
      xml_ += "<w:gridCol w:w=\"" + std::to_string(column.count) + "\"/>";
    }
    xml_ += "</w:tblGrid>";
  }

  void append_row(std::size_t row) {
    bool const in_header = row < table_.header_rows;
    xml_ += "<w:tr><w:trPr><w:cantSplit/>";
    xml_ += in_header ? "<w:tblHeader/></w:trPr>" : "</w:trPr>";
    auto next = table_.rows[row].begin();
    for (std::size_t column = 0; column < grid_.size();) {
      Reach& reach = above_[column];
      if (reach.until > row) {
        append_cell(*reach.cell, in_header, true);
        column += reach.cell->columns;
      } else {
        reach = {&*next, row + next->rows};
        append_cell(*next, in_header, false);
        column += next->columns;
        ++next;
      }
    }
    xml_ += "</w:tr>";
  }

 private:
  // Of a column in which a cell begins: the cell, and the first row below it.
  struct Reach {
    Cell const* cell = nullptr;
    std::size_t until = 0;
  };

  void append_cell(Cell const& cell, bool in_header, bool continues) {
    base::Twips width;
    for (std::size_t i = 0; i < cell.columns; ++i) {
      width = width + grid_[cell.column + i];
    }
    xml_ += "<w:tc><w:tcPr><w:tcW" + dxa(width);
    if (cell.columns > 1) {
      xml_ += "<w:gridSpan w:val=\"" + std::to_string(cell.columns) + "\"/>";
    }
    if (cell.rows > 1) {
      xml_ += continues ? "<w:vMerge/>" : "<w:vMerge w:val=\"restart\"/>";
    }
    xml_ += in_header || cell.rows > 1 ? "<w:vAlign w:val=\"center\"/></w:tcPr>" : "</w:tcPr>";
    CellPlace place;
    place.in_header = in_header;
    place.alignment = cell.alignment;
    if (!cell.alignment && !in_header) {  // heads are centred, whatever stands below them
      place.alignment = table_.columns[cell.column].alignment;
    }
    place.width = std::max(width - kCellMargins, base::Twips{1});
    if (continues || cell.paragraphs.empty()) {
      append_paragraph_(xml_, {}, place);
    } else {
      for (Paragraph const& paragraph : cell.paragraphs) {
        append_paragraph_(xml_, paragraph, place);
      }
    }
    xml_ += "</w:tc>";
  }

  std::string& xml_;
  Table const& table_;
  std::vector<base::Twips> grid_;
  AppendCellParagraph const& append_paragraph_;
  std::vector<Reach> above_;
};

}  // namespace

void append_table(std::string& xml,
                  Table const& table,
                  std::string_view style_id,
                  base::Twips width,
                  Resources& resources,
                  AppendCellParagraph const& append_paragraph) {
  xml += "<w:tbl><w:tblPr>";
  if (!style_id.empty()) {
    xml += "<w:tblStyle w:val=\"";
    opc::append_attribute_escaped(xml, style_id);
    xml += "\"/>";
  }
  xml += "<w:tblW" + dxa(width);
  if (style_id.empty() || !table.has_borders) {
    append_borders(xml, table.has_borders);
  }
  // Fixed: Word and LibreOffice then break lines alike.
  xml += "<w:tblLayout w:type=\"fixed\"/></w:tblPr>";
  TableWriter writer{xml, table, width, append_paragraph};
  writer.append_grid();
  for (std::size_t row = 0; row < table.rows.size() && resources.go_on(xml.size()); ++row) {
    writer.append_row(row);
  }
  xml += "</w:tbl>";
}

}  // namespace thethuc::rich
