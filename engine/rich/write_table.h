#pragma once

// Tables. Internal to rich.

#include <functional>
#include <string>

#include "rich/write.h"

namespace thethuc::rich {

// Where a paragraph of a cell stands.
struct CellPlace {
  bool in_header = false;
  std::optional<wml::Alignment> alignment;  // of the cell, or below the head its column's
  base::Twips width;                        // for text, without the cell's margins
};

// Appends one paragraph of a cell.
using AppendCellParagraph =
    std::function<void(std::string& xml, Paragraph const& paragraph, CellPlace const& place)>;

// Appends a w:tbl as wide as `width`. `style_id` is "" for borders of the table's own.
void append_table(std::string& xml,
                  Table const& table,
                  std::string_view style_id,
                  base::Twips width,
                  Resources& resources,
                  AppendCellParagraph const& append_paragraph);

}  // namespace thethuc::rich
