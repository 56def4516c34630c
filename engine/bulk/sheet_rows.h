#pragma once

// Rows of a sheet of a workbook. Internal to bulk.

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include <pugixml.hpp>

#include "bulk/cells.h"
#include "bulk/sheet_text.h"
#include "bulk/workbook.h"
#include "bulk/xml_slices.h"

namespace thethuc::bulk {

// The column of a reference, "C" of "C5", counted from 0; nullopt when it has none.
std::optional<std::size_t> column_of_reference(std::string_view reference);

class SheetRows {
 public:
  SheetRows(XmlSlices slices, Workbook workbook, SharedStrings strings)
      : slices_(std::move(slices)), workbook_(std::move(workbook)), strings_(std::move(strings)) {}

  struct Row {
    Cells cells;
    int number = 0;              // as the program shows it, from 1
    base::Diagnostics mistakes;  // cells that hold an error, without place
  };
  // The next row that holds something; false at the end and, with a diagnostic, when the rest
  // cannot be read.
  bool next(Row& row, base::Diagnostics& out);

  std::uint64_t position() const { return slices_.position(); }

 private:
  struct CellSource {  // attributes and value of <c>
    std::string_view reference;
    std::string_view type;
    std::string_view format;
    std::string_view value;
    pugi::xml_node inline_text;
  };

  void read(pugi::xml_node element, Row& row);
  void read_cell(CellSource const& cell, std::size_t column, Row& row);
  void read_number(CellSource const& cell, std::size_t column, Row& row);
  static CellSource source_of(pugi::xml_node element);
  static void tell(Row& row, std::size_t column, std::string vi, std::string en);

  XmlSlices slices_;
  Workbook workbook_;
  SharedStrings strings_;
  pugi::xml_node next_;  // of the slice in hand
  int last_number_ = 0;
  std::string text_;
};

}  // namespace thethuc::bulk
