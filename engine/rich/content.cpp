#include "rich/content.h"

#include <algorithm>

#include "base/text.h"
#include "data/value.h"

namespace thethuc::rich {

namespace {

// In code points: a column is at least as wide as a short number, and a long text does not push
// the others aside, since it can go over several lines.
constexpr std::size_t kNarrowest = 4;
constexpr std::size_t kWidest = 40;

std::size_t longest_line(Cell const& cell) {
  std::size_t longest = 0;
  for (Paragraph const& paragraph : cell.paragraphs) {
    std::string const text = plain_text(paragraph.inlines);
    for (std::size_t begin = 0; begin <= text.size();) {
      std::size_t const end = std::min(text.find('\n', begin), text.size());
      longest = std::max(longest,
                         base::code_point_count(std::string_view{text}.substr(begin, end - begin)));
      begin = end + 1;
    }
  }
  return longest;
}

}  // namespace

base::Diagnostic Origin::diagnose(base::Id id,
                                  std::vector<std::pair<std::string, std::string>> args) const {
  base::Diagnostic diagnostic = base::diagnose(id, place, tag);
  diagnostic.data_pointer = document ? document->pointer(value) + pointer : pointer;
  diagnostic.args = std::move(args);
  return diagnostic;
}

Origin Origin::member(std::string_view token) const {
  Origin inner = *this;
  data::append_pointer(inner.pointer, token);
  return inner;
}

std::string plain_text(std::vector<Inline> const& inlines) {
  std::string text;
  for (Inline const& part : inlines) {
    text += part.text;
  }
  return text;
}

void fit_columns(Table& table) {
  std::vector<std::size_t> widths(table.columns.size(), kNarrowest);
  for (std::vector<Cell> const& row : table.rows) {
    for (Cell const& cell : row) {
      if (cell.columns == 1) {  // what spans several says nothing of one
        widths[cell.column] = std::max(widths[cell.column], std::min(longest_line(cell), kWidest));
      }
    }
  }
  for (std::size_t i = 0; i < widths.size(); ++i) {
    table.columns[i].width = static_cast<double>(widths[i]);
  }
}

}  // namespace thethuc::rich
