#pragma once

// What styles make of a paragraph and its runs: the properties that layout by the engine itself
// needs.

#include <memory>
#include <set>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include <pugixml.hpp>

#include "base/font_metrics.h"
#include "base/units.h"
#include "wml/numbering.h"
#include "wml/theme_fonts.h"

namespace thethuc::wml {

enum class Alignment { left, center, right, justify };

struct ParagraphFormat {
  Alignment alignment = Alignment::left;
  base::Twips left{};  // indents
  base::Twips right{};
};

struct RunFormat {
  base::FontFace face;
  base::HalfPoints size{20};  // 10 pt, when nothing says otherwise (ECMA-376 Part 1, 17.3.2.38)
};

// The styles part of a package. Looks properties up in the order of 17.7.2: document defaults,
// paragraph style chain, character style chain, direct formatting. Toggle properties are taken as
// switches, not as exclusive or. Immutable; borrows nothing.
class Styles {
 public:
  // `styles` is the parsed styles part, whose ownership passes; null for a package without one.
  explicit Styles(std::unique_ptr<pugi::xml_document> styles, ThemeFonts theme = {});

  ParagraphFormat paragraph_format(pugi::xml_node paragraph) const;
  RunFormat run_format(pugi::xml_node paragraph, pugi::xml_node run) const;
  // The font that Latin and Vietnamese text of the run is set in, of its properties and all styles;
  // "" when nothing names it.
  std::string font(pugi::xml_node paragraph, pugi::xml_node run_properties) const;
  std::string font_of_style(std::string_view style_id) const;
  // Names, aliases too, and ids of all paragraph styles.
  std::vector<std::pair<std::string, std::string>> paragraph_styles() const;
  NumberingUse numbering(pugi::xml_node paragraph) const;
  // The w:numId of all lists that styles give to paragraphs.
  std::set<std::string> lists() const;
  // The w:ind that a paragraph's style gives it; null when none does.
  pugi::xml_node style_indents(pugi::xml_node paragraph) const;
  // The id of the style of that type and name or alias ("De muc 1"), compared without case
  // (17.7.4.1, 17.7.4.9); "" when there is none.
  std::string id_of(std::string_view type, std::string_view name) const;

 private:
  pugi::xml_node style_of(pugi::xml_node paragraph) const;
  pugi::xml_node style(std::string_view id) const;
  template <class Visit>
  void visit_chain(pugi::xml_node node, int depth, Visit const& visit) const;

  std::unique_ptr<pugi::xml_document> document_;
  ThemeFonts theme_;
  // Every paragraph asks for a chain of styles, and a part may hold tens of thousands of them.
  std::unordered_map<std::string_view, pugi::xml_node> by_id_;  // keys lie in document_
  pugi::xml_node default_paragraph_style_;
};

}  // namespace thethuc::wml
