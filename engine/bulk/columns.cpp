#include "bulk/columns.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "bulk/cell_value.h"
#include "bulk/column_name.h"
#include "bulk/sources.h"
#include "data/json_text.h"

namespace thethuc::bulk {

namespace {

constexpr std::size_t kMostParts = 50;  // of a name; Columns::write calls itself for each

int number_of_part(std::string_view part) {
  int number = 0;
  std::from_chars(part.data(), part.data() + part.size(), number);
  return number;
}

}  // namespace

class Columns::Reader {
 public:
  Reader(base::Place const& place, bool is_sheet, base::Diagnostics& out)
      : place_(place), is_sheet_(is_sheet), out_(out) {}

  void add(Node& root, std::size_t column, std::string name, CellKinds const& kinds) {
    column_ = column;
    name_ = std::move(name);
    auto const parts = parts_of(name_);
    if (!are_sound(parts)) {
      return;
    }
    Node* node = &root;
    for (std::string_view const part : parts) {
      if (node->column != kNoColumn) {  // "ky.ten", and "ky" is a column
        tell_other(node->column);
        return;
      }
      bool const is_item = is_position(part);
      if (node->children.empty()) {
        node->is_list = is_item;
      } else if (node->is_list != is_item) {  // "ky.1", and "ky.ten" is a column
        tell_other(first_column(*node));
        return;
      }
      node = &child(*node, part);
    }
    if (node->column != kNoColumn || !node->children.empty()) {
      tell_other(first_column(*node));
      return;
    }
    node->column = column;
    node->kind = kinds ? kinds(name_) : CellKind::any;
  }

  static void sort_items(Node& node) {
    if (node.is_list) {
      std::stable_sort(
          node.children.begin(), node.children.end(), [](Node const& a, Node const& b) {
            return number_of_part(a.name) < number_of_part(b.name);
          });
    }
    for (Node& child : node.children) {
      sort_items(child);
    }
  }

 private:
  bool are_sound(std::vector<std::string_view> const& parts) {
    if (name_.empty()) {
      return tell({"một cột không có tên", "a column without a name"},
                  {"viết tên trường vào dòng đầu của cột, hoặc xóa cột",
                   "write the name of its field into the first row, or delete the column"});
    }
    if (std::find(parts.begin(), parts.end(), std::string_view{}) != parts.end() ||
        is_position(parts.front()) || parts.size() > kMostParts) {
      return tell(
          {fmt::format("\"{}\"", name_), fmt::format("\"{}\"", name_)},
          {"viết như so, ky.ten hoặc noi_nhan.1.ten", "write it as so, ky.ten or noi_nhan.1.ten"});
    }
    return true;
  }

  static Node& child(Node& node, std::string_view part) {
    for (Node& known : node.children) {
      bool const is_same =
          node.is_list ? number_of_part(known.name) == number_of_part(part) : known.name == part;
      if (is_same) {
        return known;
      }
    }
    Node made;
    made.name = part;
    if (!node.is_list) {
      made.key = data::json_string(part) + ":";
    }
    return node.children.emplace_back(std::move(made));
  }

  static std::size_t first_column(Node const& node) {
    Node const* first = &node;
    while (first->column == kNoColumn) {
      first = &first->children.front();
    }
    return first->column;
  }

  void tell_other(std::size_t other) {
    std::string const known = label(other);
    tell({fmt::format("\"{}\", trùng với cột {}", name_, known),
          fmt::format("\"{}\", which column {} has taken", name_, known)},
         {"đổi tên hoặc xóa một trong hai cột", "rename one of the two columns, or delete it"});
  }

  bool tell(base::Words found, base::Words remedy) {
    base::Place place = place_;
    out_.add(base::diagnose(base::Id::column_name,
                            std::move(place),
                            {},
                            {{"column", label(column_)},
                             {"found.vi", std::move(found.vi)},
                             {"found.en", std::move(found.en)},
                             {"remedy.vi", std::move(remedy.vi)},
                             {"remedy.en", std::move(remedy.en)}}));
    return false;
  }

  std::string label(std::size_t column) const {
    return is_sheet_ ? column_letters(column) : std::to_string(column + 1);
  }

  base::Place const& place_;
  bool is_sheet_;
  base::Diagnostics& out_;
  std::size_t column_ = 0;
  std::string name_;
};

std::optional<Columns> Columns::read(Cells const& header,
                                     base::Place const& place,
                                     bool is_sheet,
                                     SourceOptions const& options,
                                     base::Diagnostics& out) {
  std::size_t const errors_before = out.error_count();
  Columns columns;
  columns.size_ = header.used();
  std::size_t const most = options.limits.max_columns;
  if (columns.size_ > most) {
    out.add(base::diagnose(base::Id::record_too_large,
                           place,
                           {},
                           {{"limit.vi", fmt::format("{} cột", most)},
                            {"limit.en", fmt::format("{} columns", most)},
                            {base::kLimitName, "record-columns"}}));
    return std::nullopt;
  }
  Reader reader{place, is_sheet, out};
  for (std::size_t i = 0; i < columns.size_; ++i) {
    reader.add(columns.root_, i, base::to_nfc(base::trim(header.text(i))), options.kinds);
  }
  if (out.error_count() > errors_before) {
    return std::nullopt;
  }
  Reader::sort_items(columns.root_);
  return columns;
}

void Columns::write(Cells const& row, std::string& json) const {
  json.clear();
  if (!write_children(root_, row, json)) {
    json.append("{}");
  }
}

// False when there is nothing: then nothing is written.
void Columns::write(Cells const& row, SourceLimits const& limits, Record& record) const {
  write(row, record.json);
  if (record.json.size() > limits.max_record_bytes) {
    record.mistakes.add(record_too_large(record.place, limits));
  }
}

base::Diagnostic Columns::wrong_count(base::Place place,
                                      std::size_t found,
                                      base::Words remedy) const {
  return base::diagnose(base::Id::record_cells,
                        std::move(place),
                        {},
                        {{"expected", std::to_string(size_)},
                         {"found", std::to_string(found)},
                         {"remedy.vi", std::move(remedy.vi)},
                         {"remedy.en", std::move(remedy.en)}});
}

bool Columns::write(Node const& node, Cells const& row, std::string& json) {
  if (node.column == kNoColumn) {
    return write_children(node, row, json);
  }
  CellType const type = row.type(node.column);
  if (type == CellType::empty) {
    return false;
  }
  append_value(json, type, row.text(node.column), node.kind);
  return true;
}

bool Columns::write_children(Node const& node, Cells const& row, std::string& json) {
  std::size_t const begin = json.size();
  json += node.is_list ? '[' : '{';
  bool is_first = true;
  for (Node const& child : node.children) {
    std::size_t const before = json.size();
    json.append(is_first ? "" : ",").append(child.key);
    if (write(child, row, json)) {
      is_first = false;
    } else {
      json.resize(before);
    }
  }
  if (is_first) {
    json.resize(begin);
    return false;
  }
  json += node.is_list ? ']' : '}';
  return true;
}

}  // namespace thethuc::bulk
