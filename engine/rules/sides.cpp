#include "rules/sides.h"

#include <optional>
#include <string_view>
#include <vector>

#include "rules/measured.h"
#include "rules/text_boxes.h"
#include "wml/measures.h"
#include "wml/names.h"
#include "wml/structure.h"

namespace thethuc::rules {
namespace {

// On the page: their middles. Lines of columns that reach over each other tell nothing.
std::optional<bool> left_on_page(Check& check, std::size_t line, std::size_t other) {
  std::vector<ShownLine> const a = shown_lines(check, line);
  std::vector<ShownLine> const b = shown_lines(check, other);
  if (a.empty() || b.empty()) {
    return std::nullopt;
  }
  return a.front().right_mm < b.front().left_mm;
}

bool left_of_boxes(pugi::xml_node a, pugi::xml_node b) {
  std::optional<double> const left = text_box_left(a);
  std::optional<double> const other = text_box_left(b);
  // Boxes that hang on paragraphs of one column are told from the same.
  return left && other && *left + text_box_width(a) <= *other;
}

bool left_of_frames(Paragraph const& p, Paragraph const& q) {
  pugi::xml_node const a = p.format.frame, b = q.format.frame;
  std::string_view const from = a.attribute("w:hAnchor").value();
  bool const is_told =
      a.attribute("w:x") && b.attribute("w:x") && from == b.attribute("w:hAnchor").value();
  return is_told && wml::twips_of(a.attribute("w:x")) + wml::twips_of(a.attribute("w:w")) <=
                        wml::twips_of(b.attribute("w:x"));
}

}  // namespace

bool stands_left_of(Check& check, std::size_t line, std::size_t other) {
  if (std::optional<bool> const on_page = left_on_page(check, line, other)) {
    return *on_page;
  }
  Paragraph const& p = check.paragraph(line);
  Paragraph const& q = check.paragraph(other);
  if (p.setting != q.setting) {
    return false;
  }
  switch (p.setting) {
    case Setting::table:
      return p.table == q.table && p.column < q.column;
    case Setting::text_box:
      return p.container != q.container &&
             left_of_boxes(wml::enclosing(p.node, wml::w::txbxContent),
                           wml::enclosing(q.node, wml::w::txbxContent));
    case Setting::frame:
      return p.container != q.container && left_of_frames(p, q);
    case Setting::flow:
      break;
  }
  // Columns that tabs part: of one row.
  std::size_t const begin = check.line(line).begin, behind = check.line(other).begin;
  return check.line(line).paragraph == check.line(other).paragraph && begin < behind &&
         p.text.substr(begin, behind - begin).find('\n') == std::string::npos;
}

void check_stands_right(Check& check, std::size_t line) {
  Recognised const& r = check.recognised;
  for (std::vector<std::size_t> const* names : {&r.chu_quan, &r.ban_hanh}) {
    for (std::size_t name : *names) {
      if (stands_left_of(check, line, name)) {
        check.at_line(
            line,
            {.expected = {"ở bên phải, ngang tên cơ quan",
                          "at the right, level with the body's name"},
             .found = {"ở bên trái, tên cơ quan ở bên phải",
                       "at the left, the body's name at the right"},
             .component = check.line(line).component,
             .hint = base::Words{"đổi chỗ hai cột: tên cơ quan bên trái, Quốc hiệu bên phải",
                                 "exchange the columns: the body's name at the left"}});
        return;
      }
    }
  }
}

}  // namespace thethuc::rules
