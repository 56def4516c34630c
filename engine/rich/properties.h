#pragma once

// Properties of the paragraph and the run that a tag stands in, as what is inserted in its place
// takes them over.

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "rich/content.h"

namespace thethuc::rich {

// The children of a w:pPr or w:rPr, kept in the order that the schema asks for (ECMA-376 Part 1,
// 17.3.1.26 and 17.3.2.28). A value: what one thread changes is its own copy.
class Properties {
 public:
  // Sets the child `name` ("w:jc") to `xml`, a whole element, in the place of one of that name.
  void set(std::string_view name, std::string xml);
  void remove(std::string_view name);
  // The element of that name, "" when there is none.
  std::string_view find(std::string_view name) const;
  // Appends the children alone.
  void append_children(std::string& out) const;

 protected:
  using Order = std::string_view const*;
  Properties(Order order, std::size_t count) : order_(order), count_(count) {}
  void take(pugi::xml_node properties);

 private:
  struct Child {
    std::size_t rank;  // in the schema's order; what the schema does not name comes last
    std::string name;
    std::string xml;
  };

  std::size_t rank_of(std::string_view name) const;

  Order order_;
  std::size_t count_;
  std::vector<Child> children_;
};

class ParagraphProperties : public Properties {
 public:
  ParagraphProperties();
  // Of a w:pPr, without its section and tracked changes; a null node has none.
  explicit ParagraphProperties(pugi::xml_node properties);
  // Of a paragraph in that style and nothing else; "" is the default style.
  static ParagraphProperties of_style(std::string_view style_id);

  void set_style(std::string_view style_id);
  void set_alignment(wml::Alignment alignment);
  void set_numbering(int numbering_id, int level);
  // <w:pPr>…</w:pPr>, nothing when there is no property.
  void append(std::string& out) const;
};

class RunProperties : public Properties {
 public:
  RunProperties();
  // Of a w:rPr, without tracked changes; a null node has none.
  explicit RunProperties(pugi::xml_node properties);

  // Names the font in all four slots of w:rFonts: in one that is not named Word takes the theme's
  // font, which may lack Vietnamese letters. What w:rFonts names stays; slots that it leaves open
  // or gives to the theme get the name of its ascii or hAnsi slot, else `font`.
  void set_font(std::string_view font);
  void set_style(std::string_view style_id);
  // Adds bold, italic and the like; what is on stays on.
  void add(Format const& format);
  // <w:rPr>…</w:rPr>, nothing when there is no property.
  void append(std::string& out) const;

 private:
  std::array<std::string, 4> fonts_;  // ascii, hAnsi, cs, eastAsia; "" when not named
};

}  // namespace thethuc::rich
