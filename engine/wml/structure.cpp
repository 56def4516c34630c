#include "wml/structure.h"

#include <algorithm>
#include <cstdint>
#include <optional>

#include "wml/measures.h"
#include "wml/names.h"

namespace thethuc::wml {
namespace {

// Word's default left and right cell margin: 0.19 cm (17.4.41 leaves it to the table style; "Table
// Normal" says 108).
constexpr int kDefaultCellMargin = 108;

pugi::xml_node first_of(pugi::xml_node parent, char const* first, char const* second) {
  pugi::xml_node const node = parent.child(first);
  return node ? node : parent.child(second);
}

int cell_margin(pugi::xml_node cell, char const* side, char const* strict_side) {
  if (pugi::xml_node const own = first_of(cell.child(w::tcPr).child(w::tcMar), side, strict_side)) {
    return twips_of(own.attribute("w:w"));
  }
  pugi::xml_node const table = enclosing(cell, w::tbl);
  if (pugi::xml_node const all =
          first_of(table.child(w::tblPr).child(w::tblCellMar), side, strict_side)) {
    return twips_of(all.attribute("w:w"));
  }
  return kDefaultCellMargin;
}

// Width of a cell: its own w:tcW in twips, else the sum of the grid columns that it spans.
int cell_width(pugi::xml_node cell) {
  pugi::xml_node const own = cell.child(w::tcPr).child(w::tcW);
  if (std::optional<int> const width = twips_of_width(own)) {
    return *width;
  }
  // Whatever a document says, sums of these are numbers.
  auto const span_of = [](pugi::xml_node tc) -> std::int64_t {
    return tc.child(w::tcPr).child("w:gridSpan").attribute(w::val).as_int(1);
  };
  std::int64_t column =
      cell.parent().child(w::trPr).child(w::gridBefore).attribute(w::val).as_int(0);
  for (pugi::xml_node before = cell.previous_sibling(w::tc); before;
       before = before.previous_sibling(w::tc)) {
    column += span_of(before);
  }
  std::int64_t width = 0;
  std::int64_t index = 0;
  for (pugi::xml_node grid_column : enclosing(cell, w::tbl).child(w::tblGrid).children()) {
    if (index >= column && index < column + span_of(cell)) {
      width += twips_of(grid_column.attribute("w:w"));
    }
    ++index;
  }
  return static_cast<int>(std::min<std::int64_t>(width, kMostTwips));
}

int text_area_width(pugi::xml_node section) {
  pugi::xml_node const size = section.child(w::pgSz);
  pugi::xml_node const margins = section.child(w::pgMar);
  int const width =
      twips_of(size.attribute("w:w"), 11906) - twips_of(margins.attribute(w::left), 1701) -
      twips_of(margins.attribute(w::right), 1134) - twips_of(margins.attribute("w:gutter"));
  pugi::xml_node const columns = section.child(w::cols);
  constexpr int kMostTextColumns = 45;  // Word's own bound (17.6.4)
  int const count = std::min(columns.attribute("w:num").as_int(1), kMostTextColumns);
  return count > 1 ? (width - (count - 1) * twips_of(columns.attribute("w:space"), 720)) / count
                   : width;
}

}  // namespace

pugi::xml_node section_of(pugi::xml_node block) {
  for (pugi::xml_node node = block; node; node = node.next_sibling()) {
    if (is(node, w::sectPr)) {
      return node;
    }
    if (pugi::xml_node const ends = node.child(w::pPr).child(w::sectPr)) {
      return ends;
    }
  }
  return {};
}

ContainerKind container_kind(pugi::xml_node node) {
  if (is(node, w::sdtContent)) {
    return container_kind(node.parent().parent());
  }
  for (char const* name : {w::body,
                           w::hdr,
                           w::ftr,
                           w::footnote,
                           w::endnote,
                           w::tc,
                           w::txbxContent,
                           "w:comment",
                           "w:docPartBody"}) {
    if (is(node, name)) {
      return ContainerKind::block;
    }
  }
  if (is(node, w::tbl)) {
    return ContainerKind::table;
  }
  return is(node, w::tr) ? ContainerKind::row : ContainerKind::inline_;
}

pugi::xml_node enclosing(pugi::xml_node node, char const* name) {
  while (node && !is(node, name)) {
    node = node.parent();
  }
  return node;
}

pugi::xml_node enclosing_paragraph(pugi::xml_node node) {
  return enclosing(node, w::p);
}

char const* paragraph_style(pugi::xml_node paragraph) {
  return paragraph.child(w::pPr).child(w::pStyle).attribute(w::val).value();
}

base::Twips available_width(pugi::xml_node paragraph, pugi::xml_node default_section) {
  if (pugi::xml_node const cell = enclosing(paragraph, w::tc)) {
    return {cell_width(cell) - cell_margin(cell, w::left, w::start) -
            cell_margin(cell, w::right, w::end)};
  }
  pugi::xml_node block = paragraph;
  while (block.parent() && !is(block.parent(), w::body)) {
    block = block.parent();
  }
  pugi::xml_node const section = section_of(block);
  return {text_area_width(section ? section : default_section)};
}

}  // namespace thethuc::wml
