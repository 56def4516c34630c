#pragma once

// Where a node stands: stories, block containers, tables, rows, cells, sections.

#include <pugixml.hpp>

#include "base/units.h"

namespace thethuc::wml {

// What a node's children are. The content of a content control (w:sdtContent) is of the kind of the
// place where the control stands.
enum class ContainerKind {
  block,  // w:body, w:hdr, w:ftr, w:footnote, w:endnote, w:tc, w:txbxContent: paragraphs and tables
  table,  // w:tbl: rows
  row,    // w:tr: cells
  inline_  // w:p, w:hyperlink, w:ins …: runs
};
ContainerKind container_kind(pugi::xml_node node);

pugi::xml_node enclosing_paragraph(pugi::xml_node node);  // itself if it is one; null when none
pugi::xml_node enclosing(pugi::xml_node node,
                         char const* name);  // nearest ancestor of that name, itself included

// The style id of a paragraph; "" when it has none.
char const* paragraph_style(pugi::xml_node paragraph);

// The section properties that hold for a block of the body: those of the first paragraph from it on
// that ends a section, else the body's (17.6.17).
pugi::xml_node section_of(pugi::xml_node block);

// The width in which the text of a paragraph is set, without the paragraph's own indents: that of
// its cell less the cell's margins, or of the text area of its section (ECMA-376 Part
// 1, 17.4.42, 17.6.11). For a paragraph in a header or footer give the main story's last section
// properties as `default_section`.
base::Twips available_width(pugi::xml_node paragraph, pugi::xml_node default_section);

}  // namespace thethuc::wml
