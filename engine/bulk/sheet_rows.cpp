#include "bulk/sheet_rows.h"

#include <charconv>

#include <fmt/format.h>

#include "base/text.h"
#include "bulk/column_name.h"

namespace thethuc::bulk {

namespace {

constexpr std::size_t kColumnsOfSheet = 16'384;  // XFD is the last
constexpr int kMostRows = 1'048'576;

}  // namespace

std::optional<std::size_t> column_of_reference(std::string_view reference) {
  std::size_t column = 0;
  for (char const c : reference) {
    char const lower = base::ascii_lower(c);
    if (!base::is_ascii_letter(c) || column > kColumnsOfSheet) {
      break;
    }
    column = column * 26 + static_cast<std::size_t>(lower - 'a' + 1);
  }
  return column > 0 && column <= kColumnsOfSheet ? std::optional{column - 1} : std::nullopt;
}

bool SheetRows::next(Row& row, base::Diagnostics& out) {
  while (true) {
    while (!next_) {
      pugi::xml_node const slice = slices_.next(out);
      if (!slice) {
        return false;
      }
      next_ = slice.first_child();
    }
    pugi::xml_node const element = next_;
    next_ = next_.next_sibling();
    if (!is_named(element, "row")) {
      continue;
    }
    read(element, row);
    if (row.cells.used() > 0 || !row.mistakes.empty()) {
      return true;
    }
  }
}

void SheetRows::read(pugi::xml_node element, Row& row) {
  row.cells.clear();
  row.mistakes = {};
  int const told = element.attribute("r").as_int(0);
  row.number = told > 0 && told <= kMostRows ? told : last_number_ + 1;
  last_number_ = row.number;
  std::size_t following = 0;
  for (pugi::xml_node const child : element.children()) {
    if (is_named(child, "c")) {
      CellSource const cell = source_of(child);
      std::size_t const column = column_of_reference(cell.reference).value_or(following);
      following = std::min(column + 1, kColumnsOfSheet);
      read_cell(cell, column, row);
    }
  }
}

SheetRows::CellSource SheetRows::source_of(pugi::xml_node element) {
  CellSource cell;
  for (pugi::xml_attribute const attribute : element.attributes()) {
    std::string_view const name = attribute.name();
    if (name == "r") {
      cell.reference = attribute.value();
    } else if (name == "t") {
      cell.type = attribute.value();
    } else if (name == "s") {
      cell.format = attribute.value();
    }
  }
  for (pugi::xml_node const child : element.children()) {
    if (is_named(child, "v")) {
      cell.value = child.text().get();
    } else if (is_named(child, "is")) {
      cell.inline_text = child;
    }
  }
  return cell;
}

void SheetRows::read_cell(CellSource const& cell, std::size_t column, Row& row) {
  text_.clear();
  if (cell.type == "inlineStr") {
    append_text(text_, cell.inline_text);
    row.cells.set(column, CellType::text, text_);
  } else if (cell.value.empty()) {
    return;
  } else if (cell.type == "s") {
    if (auto const shared = strings_.text(cell.value)) {
      row.cells.set(column, CellType::text, *shared);
    } else {
      tell(row, column, "chữ mà bảng tính không có", "a text that the workbook does not hold");
    }
  } else if (cell.type == "e") {
    std::string const error{cell.value};
    tell(row, column, "lỗi " + error, "the error " + error);
  } else if (cell.type == "b") {
    row.cells.set(column, CellType::boolean, cell.value == "1" ? "true" : "false");
  } else if (cell.type == "d") {
    bool const is_day = workbook_.format(cell.format) == NumberShape::date;
    std::string_view const day = cell.value.substr(0, cell.value.find('T'));
    row.cells.set(column, CellType::text, is_day ? day : cell.value);
  } else if (cell.type == "str") {
    append_unescaped(text_, cell.value);
    row.cells.set(column, CellType::text, text_);
  } else {
    read_number(cell, column, row);
  }
}

void SheetRows::read_number(CellSource const& cell, std::size_t column, Row& row) {
  NumberShape const shape = workbook_.format(cell.format);
  if (auto const date = date_of_number(cell.value, shape, workbook_.is_1904)) {
    row.cells.set(column, CellType::text, *date);
  } else if (auto const number = plain_number(cell.value)) {
    row.cells.set(column, CellType::number, *number);
  } else {
    row.cells.set(column, CellType::text, cell.value);
  }
}

void SheetRows::tell(Row& row, std::size_t column, std::string vi, std::string en) {
  row.mistakes.add(
      base::diagnose(base::Id::record_cell,
                     {},
                     {},
                     {{"cell", fmt::format("{}{}", column_letters(column), row.number)},
                      {"found.vi", std::move(vi)},
                      {"found.en", std::move(en)}}));
}

}  // namespace thethuc::bulk
