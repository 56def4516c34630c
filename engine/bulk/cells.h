#pragma once

// One row of a table. Internal to bulk.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace thethuc::bulk {

enum class CellType { empty, text, number, boolean };

// The cells of one row, whose memory is reused from row to row.
class Cells {
 public:
  void clear() {
    bytes_.clear();
    cells_.clear();
  }
  std::size_t size() const { return cells_.size(); }
  // Of number cells a JSON number, of booleans "true" or "false".
  std::string_view text(std::size_t i) const {
    return std::string_view{bytes_}.substr(cells_[i].begin, cells_[i].size);
  }
  CellType type(std::size_t i) const {
    return i < cells_.size() ? cells_[i].type : CellType::empty;
  }

  // Sets the cell of a column; those before it that nobody has set are empty. White space alone is
  // nothing.
  void set(std::size_t column, CellType type, std::string_view text) {
    bool const is_empty = text.find_first_not_of(" \t\r\n") == std::string_view::npos;
    if (column >= cells_.size()) {
      cells_.resize(column + 1);
    }
    cells_[column] = {bytes_.size(), text.size(), is_empty ? CellType::empty : type};
    bytes_.append(text);
  }
  void add(std::string_view text) { set(cells_.size(), CellType::text, text); }

  // One behind the last cell that holds something.
  std::size_t used() const {
    std::size_t count = cells_.size();
    while (count > 0 && cells_[count - 1].type == CellType::empty) {
      --count;
    }
    return count;
  }
  std::string_view bytes() const { return bytes_; }  // of all cells

 private:
  struct Cell {
    std::size_t begin = 0;
    std::size_t size = 0;
    CellType type = CellType::empty;
  };
  std::string bytes_;
  std::vector<Cell> cells_;
};

}  // namespace thethuc::bulk
