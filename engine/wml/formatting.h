#pragma once

// Effective formatting: what a reader sees of a paragraph and a run, after document defaults, table
// styles with their conditions, style chains, lists, theme fonts and direct formatting (ECMA-376
// Part 1, 17.7.2).

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>
#include <vector>

#include <pugixml.hpp>

#include "base/units.h"
#include "wml/list_labels.h"
#include "wml/numbering.h"
#include "wml/styles.h"
#include "wml/theme_fonts.h"

namespace thethuc::wml {

// The font names of the four kinds of characters (17.3.2.26), themes resolved; "" when nothing
// names one. Views lie in the parts, or in Formatting.
struct FontSlots {
  std::string_view ascii;
  std::string_view other;  // w:hAnsi: Vietnamese letters with marks are of this kind
  std::string_view east_asia;
  std::string_view complex;  // w:cs
};

struct EffectiveRun {
  FontSlots fonts;
  base::HalfPoints size{20};
  bool bold = false;
  bool italic = false;
  bool caps = false;
  bool small_caps = false;
  bool strike = false;
  bool hidden = false;
  bool complex_script = false;  // w:cs or w:rtl: the complex font and size count
  bool underline = false;
  std::string_view color = "auto";  // "auto" or six hexadecimal digits
};

enum class LineRule : std::uint8_t { multiple, exactly, at_least };

struct EffectiveParagraph {
  Alignment alignment = Alignment::left;
  base::Twips left{};
  base::Twips right{};
  base::Twips first_line{};  // negative: hanging
  base::Twips before{};
  base::Twips after{};
  bool before_auto = false;  // as a browser would have it
  bool after_auto = false;
  int line = 240;  // 240ths of a line when `line_rule` is multiple, else twips
  LineRule line_rule = LineRule::multiple;
  bool contextual_spacing = false;
  bool page_break_before = false;
  bool keep_next = false;
  NumberingUse numbering;
  pugi::xml_node top_border;  // w:top and w:bottom of w:pBdr; null when none shows
  pugi::xml_node bottom_border;
  pugi::xml_node frame;  // w:framePr, null for a paragraph in the flow of text
};

// Where a paragraph stands in its table; zero-based.
struct CellPosition {
  pugi::xml_node table;
  int row = 0;
  int rows = 0;
  int column = 0;
  int columns = 0;
};

// What one source of formatting says; internal to Formatting but for table styles, which callers
// keep for the paragraphs of a cell.
struct RunLayer {
  std::string_view fonts[4];  // ascii, hAnsi, eastAsia, cs
  std::optional<int> size;    // half points
  std::optional<int> size_complex;
  std::optional<bool> bold, italic, caps, small_caps, strike, hidden;
  std::optional<bool> complex_script, underline;
  std::string_view color;
};
struct ParagraphLayer {
  std::optional<Alignment> alignment;
  std::optional<int> left, right, first_line, before, after, line;
  std::optional<LineRule> line_rule;
  std::optional<bool> before_auto, after_auto, contextual, page_break_before, keep_next;
  pugi::xml_node top_border, bottom_border, frame;
};
struct TableLayer {
  RunLayer run;
  ParagraphLayer paragraph;
};

// The root elements of the parts; null for those that a package lacks. They must outlive Formatting
// and all it gives.
struct FormattingParts {
  pugi::xml_node styles;
  pugi::xml_node numbering;
  pugi::xml_node theme;
  pugi::xml_node settings;
};

class Formatting {
 public:
  explicit Formatting(FormattingParts const& parts);
  Formatting(Formatting const&) = delete;  // views lie in it
  Formatting& operator=(Formatting const&) = delete;

  // What the table's style gives to the paragraphs of a cell.
  TableLayer table_layer(CellPosition const& position) const;
  // `table` is null for a paragraph outside of tables.
  EffectiveParagraph paragraph(pugi::xml_node paragraph, TableLayer const* table) const;
  EffectiveRun run(pugi::xml_node paragraph, pugi::xml_node run, TableLayer const* table) const;
  ListLevels const& lists() const { return lists_; }
  // w:evenAndOddHeaders and w:mirrorMargins of the settings.
  bool even_and_odd_headers() const { return even_and_odd_; }
  bool mirror_margins() const { return mirror_; }

 private:
  struct Style {
    RunLayer run;              // of the whole chain
    ParagraphLayer paragraph;  // likewise, lists included
    NumberingUse numbering;
  };
  Style const& style(std::string_view id) const;
  Style const& paragraph_style(pugi::xml_node paragraph) const;
  void apply_run(pugi::xml_node properties, RunLayer& layer) const;
  void apply_paragraph(pugi::xml_node properties,
                       std::string_view style_id,
                       NumberingUse& numbering,
                       ParagraphLayer& layer,
                       bool is_style) const;
  std::vector<pugi::xml_node> chain(std::string_view id) const;

  ListLevels lists_;
  std::unordered_map<std::string_view, pugi::xml_node> by_id_;
  std::string_view default_paragraph_, default_character_, default_table_;
  ThemeFonts theme_;
  RunLayer default_run_;
  ParagraphLayer default_paragraph_layer_;
  bool even_and_odd_ = false;
  bool mirror_ = false;
  mutable std::unordered_map<std::string_view, Style> cache_;  // filled by a single thread
};

// 17.17.4: no value means true; "0", "false" and "off" mean false.
bool is_on(pugi::xml_node toggle);

}  // namespace thethuc::wml
