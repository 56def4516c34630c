#pragma once

// The order in which the schema wants the properties of paragraphs, runs and sections (ECMA-376
// Part 1, 17.3.1.26, 17.3.2.28 and 17.6.17). Word calls a file damaged that has them otherwise.

#include <algorithm>
#include <array>
#include <cstddef>
#include <string_view>

#include <pugixml.hpp>

namespace thethuc::wml {

inline constexpr std::array<std::string_view, 36> kParagraphPropertyOrder = {
    "w:pStyle",
    "w:keepNext",
    "w:keepLines",
    "w:pageBreakBefore",
    "w:framePr",
    "w:widowControl",
    "w:numPr",
    "w:suppressLineNumbers",
    "w:pBdr",
    "w:shd",
    "w:tabs",
    "w:suppressAutoHyphens",
    "w:kinsoku",
    "w:wordWrap",
    "w:overflowPunct",
    "w:topLinePunct",
    "w:autoSpaceDE",
    "w:autoSpaceDN",
    "w:bidi",
    "w:adjustRightInd",
    "w:snapToGrid",
    "w:spacing",
    "w:ind",
    "w:contextualSpacing",
    "w:mirrorIndents",
    "w:suppressOverlap",
    "w:jc",
    "w:textDirection",
    "w:textAlignment",
    "w:textboxTightWrap",
    "w:outlineLvl",
    "w:divId",
    "w:cnfStyle",
    "w:rPr",
    "w:sectPr",
    "w:pPrChange"};

inline constexpr std::array<std::string_view, 40> kRunPropertyOrder = {"w:rStyle",
                                                                       "w:rFonts",
                                                                       "w:b",
                                                                       "w:bCs",
                                                                       "w:i",
                                                                       "w:iCs",
                                                                       "w:caps",
                                                                       "w:smallCaps",
                                                                       "w:strike",
                                                                       "w:dstrike",
                                                                       "w:outline",
                                                                       "w:shadow",
                                                                       "w:emboss",
                                                                       "w:imprint",
                                                                       "w:noProof",
                                                                       "w:snapToGrid",
                                                                       "w:vanish",
                                                                       "w:webHidden",
                                                                       "w:color",
                                                                       "w:spacing",
                                                                       "w:w",
                                                                       "w:kern",
                                                                       "w:position",
                                                                       "w:sz",
                                                                       "w:szCs",
                                                                       "w:highlight",
                                                                       "w:u",
                                                                       "w:effect",
                                                                       "w:bdr",
                                                                       "w:shd",
                                                                       "w:fitText",
                                                                       "w:vertAlign",
                                                                       "w:rtl",
                                                                       "w:cs",
                                                                       "w:em",
                                                                       "w:lang",
                                                                       "w:eastAsianLayout",
                                                                       "w:specVanish",
                                                                       "w:oMath",
                                                                       "w:rPrChange"};

// References to headers and footers may be mixed, and stand before all of these.
inline constexpr std::array<std::string_view, 20> kSectionPropertyOrder = {
    "w:footnotePr",      "w:endnotePr",   "w:type",          "w:pgSz", "w:pgMar",     "w:paperSrc",
    "w:pgBorders",       "w:lnNumType",   "w:pgNumType",     "w:cols", "w:formProt",  "w:vAlign",
    "w:noEndnote",       "w:titlePg",     "w:textDirection", "w:bidi", "w:rtlGutter", "w:docGrid",
    "w:printerSettings", "w:sectPrChange"};

inline bool is_header_or_footer_reference(std::string_view name) {
  return name == "w:headerReference" || name == "w:footerReference";
}

// Where a child of w:sectPr stands in that order; what the schema does not name comes last.
inline std::size_t section_property_rank(std::string_view name) {
  return is_header_or_footer_reference(name)
             ? 0
             : 1 + static_cast<std::size_t>(
                       std::find(kSectionPropertyOrder.begin(), kSectionPropertyOrder.end(), name) -
                       kSectionPropertyOrder.begin());
}

// Where a child of w:pPr stands in that order; what the schema does not name comes last.
inline std::size_t paragraph_property_rank(std::string_view name) {
  return static_cast<std::size_t>(
      std::find(kParagraphPropertyOrder.begin(), kParagraphPropertyOrder.end(), name) -
      kParagraphPropertyOrder.begin());
}

// Where a child of w:rPr stands in that order; what the schema does not name comes last.
inline std::size_t run_property_rank(std::string_view name) {
  return static_cast<std::size_t>(
      std::find(kRunPropertyOrder.begin(), kRunPropertyOrder.end(), name) -
      kRunPropertyOrder.begin());
}

// The child of `properties` (a w:pPr) before which one of that name has to stand; null: at the end.
inline pugi::xml_node paragraph_property_behind(pugi::xml_node properties, std::string_view name) {
  std::size_t const rank = paragraph_property_rank(name);
  return properties.find_child(
      [&](pugi::xml_node child) { return paragraph_property_rank(child.name()) > rank; });
}

}  // namespace thethuc::wml
