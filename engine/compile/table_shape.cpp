#include "compile/table_shape.h"

#include <algorithm>
#include <string_view>
#include <utility>

#include "wml/measures.h"
#include "wml/names.h"

namespace thethuc::compile {
namespace {

namespace w = wml::w;
using wml::is;

class ShapeReader {
 public:
  ShapeReader(pugi::xml_node table, Source& source) : source_(source) {
    for (pugi::xml_node column : table.child(w::tblGrid).children("w:gridCol")) {
      shape_.grid.widths.push_back(std::max(wml::twips_of(column.attribute("w:w")), 0));
    }
    most_columns_ = std::max<std::uint32_t>(kMostColumns,
                                            static_cast<std::uint32_t>(shape_.grid.widths.size()));
    read_rows(table);
    shape_.repeats = !shape_.grid.ranges.empty();
    std::size_t columns = shape_.grid.widths.size();
    for (auto const& [cell, at] : shape_.cells) {
      columns = std::max<std::size_t>(columns, at.first + at.span);
    }
    shape_.grid.widths.resize(columns);
    bool const has_widths = std::any_of(shape_.grid.widths.begin(),
                                        shape_.grid.widths.end(),
                                        [](std::int32_t width) { return width > 0; });
    if (shape_.repeats && !has_widths) {
      make_grid(table);
    }
    // Whatever there is of columns, all of them together are a number.
    auto const widest = static_cast<std::int32_t>((std::size_t{1} << 30) / (columns + 1));
    for (std::int32_t& width : shape_.grid.widths) {
      width = std::min(width, widest);
    }
  }
  TableShape take() { return std::move(shape_); }

 private:
  // A document may say anything of its columns; Word opens none with more than 63.
  static constexpr std::uint32_t kMostColumns = 4'096;

  // The schema wants a grid (17.4.48), and Word does without one, or without widths in it: its
  // columns are as wide as their cells are.
  void make_grid(pugi::xml_node table) {
    for (auto const& [width, at] : cell_widths_) {
      std::int32_t& column = shape_.grid.widths[at];
      column = std::max(column, width);
    }
    pugi::xml_node const properties = table.child("w:tblPr");
    if (table.child(w::tblGrid)) {
      return;
    }
    properties ? table.insert_child_after(w::tblGrid, properties) : table.prepend_child(w::tblGrid);
  }

  void read_rows(pugi::xml_node parent) {
    for (pugi::xml_node node : parent.children()) {
      if (is(node, w::tr)) {
        column_ = std::min(node.child(w::trPr).child(w::gridBefore).attribute(w::val).as_uint(0),
                           most_columns_);
        open_.clear();
        inner_.clear();
        read_cells(node);
        follows_row_ = true;
      } else if (is(node, w::sdt)) {
        read_rows(node.child(w::sdtContent));
      } else if (is_section_placeholder(node, source_.tags)) {
        follows_row_ = false;
      }
    }
  }

  void read_cells(pugi::xml_node parent) {
    for (pugi::xml_node node : parent.children()) {
      if (is(node, w::tc)) {
        read_cell(node);
      } else if (is(node, w::sdt)) {
        read_cells(node.child(w::sdtContent));
      } else if (is_section_placeholder(node, source_.tags)) {
        std::uint32_t const index = placeholder_index(node);
        if (source_.tags[index].tag.kind != TagKind::closing) {
          open_.emplace_back(index, column_);
        } else if (!open_.empty()) {
          auto const [tag, first] = open_.back();
          open_.pop_back();
          if (first < column_) {
            close_range(tag, first);
          }
        }
      }
    }
  }

  // Sections within each other repeat the same columns, or the copies would differ in number.
  void close_range(std::uint32_t tag, std::uint32_t first) {
    if (!open_.empty()) {
      inner_.push_back({first, column_, tag});
      return;
    }
    for (Grid::Range const& inner : inner_) {
      if (inner.first != first || inner.last != column_) {
        report_crossing_columns(inner.tag, tag);
      }
    }
    inner_.clear();
    add_range(tag, first, column_);
  }

  void report_crossing_columns(std::uint32_t tag, std::uint32_t other) {
    if (source_.tags[tag].doubts.table || source_.tags[other].doubts.table) {
      return;
    }
    base::Diagnostic d = base::diagnose(
        base::Id::columns_cross, source_.tags[tag].tag.place, source_.tags[tag].tag.text);
    d.related.push_back(source_.tags[other].tag.place);
    source_.diagnostics.add(std::move(d));
  }

  void read_cell(pugi::xml_node cell) {
    pugi::xml_node const properties = cell.child(w::tcPr);
    CellShape at;
    at.first = std::min(column_, most_columns_ - 1);
    at.repeats = !open_.empty();
    std::uint32_t const span = properties.child("w:gridSpan").attribute(w::val).as_uint(1);
    at.span = std::clamp(span, 1U, most_columns_ - at.first);
    column_ = at.first + at.span;
    if (at.span == 1) {
      int const width = wml::twips_of_width(properties.child(w::tcW)).value_or(0);
      cell_widths_.emplace_back(std::max(width, 0), at.first);
    }
    for (pugi::xml_node paragraph : cell.children(w::p)) {
      paragraph.find_node([&](pugi::xml_node node) {
        if (is_placeholder(node)) {
          SourceTag const& tag = source_.tags[placeholder_index(node)];
          if (!tag.filters.empty() && tag.filters.back().terminal == data::Terminal::merge) {
            at.merging_tag = placeholder_index(node);
          }
        }
        return false;
      });
    }
    // A cell that goes on with the one above, which may not be there or be another one.
    bool const may_be_cut = !follows_row_ && mark_of(cell) == MergeMark::goes_on;
    read_merge(cell, may_be_cut, at);
    shape_.merges = shape_.merges || may_be_cut || at.merging_tag != kNone;
    shape_.cells.emplace(cell.hash_value(), at);
  }

  void read_merge(pugi::xml_node cell, bool may_be_cut, CellShape& at) {
    MergeMark const mark = mark_of(cell);
    if (mark == MergeMark::restart) {
      merges_[at.first] = {cell, ++merge_groups_};
    } else if (mark == MergeMark::none) {
      merges_.erase(at.first);
    }
    if (auto const merge = merges_.find(at.first); merge != merges_.end()) {
      at.merge_group = merge->second.second;
      at.label = may_be_cut ? merge->second.first : pugi::xml_node{};
      auto const head = shape_.cells.find(merge->second.first.hash_value());
      at.goes_on = mark == MergeMark::goes_on && !at.repeats && head != shape_.cells.end() &&
                   head->second.repeats && head->second.span == at.span;
    }
  }

  void add_range(std::uint32_t tag, std::uint32_t first, std::uint32_t last) {
    std::vector<Grid::Range>& ranges = shape_.grid.ranges;
    for (std::size_t i = 0; i < ranges.size(); ++i) {
      if (ranges[i].first == first && ranges[i].last == last) {
        shape_.range_of.emplace(tag, static_cast<std::uint32_t>(i));
        return;
      }
      if (first < ranges[i].last && ranges[i].first < last) {
        report_crossing_columns(tag, ranges[i].tag);
        return;
      }
    }
    shape_.range_of.emplace(tag, static_cast<std::uint32_t>(ranges.size()));
    ranges.push_back({first, last, tag});
  }

  Source& source_;
  TableShape shape_;
  std::uint32_t most_columns_ = kMostColumns;
  std::vector<std::pair<std::int32_t, std::uint32_t>> cell_widths_;  // and the column of each
  // By the column where it stands: the cell where a merge begins, and its number.
  std::unordered_map<std::uint32_t, std::pair<pugi::xml_node, std::uint32_t>> merges_;
  std::uint32_t merge_groups_ = 0;
  bool follows_row_ = true;  // no section begins or ends between the row before and this one
  std::uint32_t column_ = 0;
  std::vector<std::pair<std::uint32_t, std::uint32_t>> open_;  // tag and first column
  std::vector<Grid::Range> inner_;  // of sections within the outermost that is open
};

}  // namespace

MergeMark mark_of(pugi::xml_node cell) {
  pugi::xml_node const merge = cell.child(w::tcPr).child("w:vMerge");
  if (!merge) {
    return MergeMark::none;
  }
  return std::string_view{merge.attribute(w::val).value()} == "restart" ? MergeMark::restart
                                                                        : MergeMark::goes_on;
}

TableShape shape_of_table(pugi::xml_node table, Source& source) {
  return ShapeReader{table, source}.take();
}

}  // namespace thethuc::compile
