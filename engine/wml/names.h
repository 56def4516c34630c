#pragma once

// Names of WordprocessingML elements and attributes, in the schema's own spelling (ECMA-376 Part 1,
// 17). opc::parse_xml has brought all prefixes to the usual ones, so a qualified name is a plain
// string.

#include <cstring>
#include <string_view>

#include <pugixml.hpp>

namespace thethuc::wml {

// NOLINTBEGIN(readability-identifier-naming): the schema's names
namespace w {
inline constexpr char body[] = "w:body";
inline constexpr char document[] = "w:document";
inline constexpr char hdr[] = "w:hdr";
inline constexpr char ftr[] = "w:ftr";
inline constexpr char footnotes[] = "w:footnotes";
inline constexpr char endnotes[] = "w:endnotes";
inline constexpr char footnote[] = "w:footnote";
inline constexpr char endnote[] = "w:endnote";
inline constexpr char footnoteReference[] = "w:footnoteReference";
inline constexpr char endnoteReference[] = "w:endnoteReference";
inline constexpr char p[] = "w:p";
inline constexpr char pPr[] = "w:pPr";
inline constexpr char pStyle[] = "w:pStyle";
inline constexpr char r[] = "w:r";
inline constexpr char rPr[] = "w:rPr";
inline constexpr char rStyle[] = "w:rStyle";
inline constexpr char t[] = "w:t";
inline constexpr char tab[] = "w:tab";
inline constexpr char br[] = "w:br";
inline constexpr char cr[] = "w:cr";
inline constexpr char noBreakHyphen[] = "w:noBreakHyphen";
inline constexpr char softHyphen[] = "w:softHyphen";
inline constexpr char lastRenderedPageBreak[] = "w:lastRenderedPageBreak";
inline constexpr char del[] = "w:del";
inline constexpr char ins[] = "w:ins";
inline constexpr char moveFrom[] = "w:moveFrom";
inline constexpr char hyperlink[] = "w:hyperlink";
inline constexpr char sdt[] = "w:sdt";
inline constexpr char sdtContent[] = "w:sdtContent";
inline constexpr char txbxContent[] = "w:txbxContent";
inline constexpr char tbl[] = "w:tbl";
inline constexpr char tblPr[] = "w:tblPr";
inline constexpr char tblGrid[] = "w:tblGrid";
inline constexpr char tblCellMar[] = "w:tblCellMar";
inline constexpr char tr[] = "w:tr";
inline constexpr char sdtPr[] = "w:sdtPr";
inline constexpr char trPr[] = "w:trPr";
inline constexpr char gridBefore[] = "w:gridBefore";
inline constexpr char gridAfter[] = "w:gridAfter";
inline constexpr char tc[] = "w:tc";
inline constexpr char tcPr[] = "w:tcPr";
inline constexpr char tcW[] = "w:tcW";
inline constexpr char tcMar[] = "w:tcMar";
inline constexpr char sectPr[] = "w:sectPr";
inline constexpr char pgSz[] = "w:pgSz";
inline constexpr char pgMar[] = "w:pgMar";
inline constexpr char cols[] = "w:cols";
inline constexpr char ind[] = "w:ind";
inline constexpr char jc[] = "w:jc";
inline constexpr char b[] = "w:b";
inline constexpr char i[] = "w:i";
inline constexpr char sz[] = "w:sz";
inline constexpr char style[] = "w:style";
inline constexpr char basedOn[] = "w:basedOn";
inline constexpr char docDefaults[] = "w:docDefaults";
inline constexpr char proofErr[] = "w:proofErr";
inline constexpr char bookmarkStart[] = "w:bookmarkStart";
inline constexpr char bookmarkEnd[] = "w:bookmarkEnd";

inline constexpr char val[] = "w:val";  // attributes
inline constexpr char id[] = "w:id";
inline constexpr char type[] = "w:type";
inline constexpr char styleId[] = "w:styleId";
inline constexpr char default_[] = "w:default";
inline constexpr char left[] = "w:left";
inline constexpr char right[] = "w:right";
inline constexpr char start[] = "w:start";
inline constexpr char end[] = "w:end";
}  // namespace w
// NOLINTEND(readability-identifier-naming)

inline bool is(pugi::xml_node node, char const* name) {
  return std::strcmp(node.name(), name) == 0;
}

}  // namespace thethuc::wml
