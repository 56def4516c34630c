#pragma once

// The columns of a table as fields of an object. Internal to bulk.

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "bulk/cells.h"
#include "bulk/record_source.h"

namespace thethuc::bulk {

class Columns {
 public:
  // Of the header row. A column's name says where its cells go: "so"; "ky.ten" is the field ten of
  // the object ky; with numbers, "noi_nhan.1.ten", the object is an item of a list, and the numbers
  // say in which order the items stand. All mistakes in names are told at once, at `place`; then
  // nullopt. `is_sheet`: columns are called A, B, C, else 1, 2, 3.
  static std::optional<Columns> read(Cells const& header,
                                     base::Place const& place,
                                     bool is_sheet,
                                     SourceOptions const& options,
                                     base::Diagnostics& out);

  std::size_t size() const { return size_; }

  // Makes `json` the object of the row. An empty cell is no field, an object of such is none, and
  // nor is an item of a list.
  void write(Cells const& row, std::string& json) const;
  // The same into `record`, of which it is a mistake to be longer than the limit.
  void write(Cells const& row, SourceLimits const& limits, Record& record) const;
  // That a row has `found` cells, which are not those that the header names.
  base::Diagnostic wrong_count(base::Place place, std::size_t found, base::Words remedy) const;

 private:
  static constexpr std::size_t kNoColumn = static_cast<std::size_t>(-1);
  struct Node {
    std::string name;                // NFC
    std::string key;                 // "\"ten\":"; "" of an item of a list
    std::size_t column = kNoColumn;  // when it is a field with a value of its own
    CellKind kind = CellKind::any;
    bool is_list = false;
    std::vector<Node> children;
  };
  class Reader;

  static bool write(Node const& node, Cells const& row, std::string& json);
  static bool write_children(Node const& node, Cells const& row, std::string& json);

  Node root_;
  std::size_t size_ = 0;
};

}  // namespace thethuc::bulk
