#pragma once

// A document as the checker sees it: all paragraphs in reading order with their effective
// formatting, sections, page numbers, drawn lines. Internal to the module.

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "base/units.h"
#include "opc/package.h"
#include "rules/limits.h"
#include "wml/formatting.h"
#include "wml/list_labels.h"

namespace thethuc::rules {

// A stretch of a paragraph's text that comes from one run.
struct Span {
  std::size_t begin = 0;  // in Paragraph::text, bytes
  std::size_t end = 0;
  pugi::xml_node run;
  wml::EffectiveRun format;
};

// How a line is drawn. The decree asks for one that is solid and single.
enum class LineKind : std::uint8_t { solid, dashed, dotted, several, wavy };

// A line shape: of DrawingML or VML, or a thin rectangle.
struct DrawnLine {
  // What the place across the page is told from: the column of text (a cell, in a table) that holds
  // the paragraph, the text of the page, or the edge of the paper.
  enum class From : std::uint8_t { unknown, column, margin, page };
  int width_twips = 0;
  From from = From::unknown;
  bool is_centred = false;  // there
  int centre_twips = 0;     // of the line, from there, when it is not
  LineKind stroke = LineKind::solid;
};

// A field that prints the number of the page.
struct PageField {
  std::string code;  // "PAGE \\* MERGEFORMAT"
  pugi::xml_node
      code_node;       // w:instrText or w:fldSimple that holds all of it; null when several do
  pugi::xml_node run;  // whose format its result has when Word writes it; null for none
  wml::EffectiveRun format;  // of that run
};

// How the place of a paragraph was made.
enum class Setting : std::uint8_t { flow, table, text_box, frame };

// A stretch of a paragraph's text as it shows on a page: of one font and size, on one line.
struct ShownText {
  int page = 0;
  double left_mm = 0;
  double right_mm = 0;
  double baseline_mm = 0;
  double size_pt = 0;     // 0: not known
  std::size_t begin = 0;  // in Paragraph::text, bytes
  std::size_t end = 0;
};

struct Paragraph {
  pugi::xml_node node;
  std::string text;  // as wml::paragraph_text gives it
  // The same where letters of runs that are set in capitals (w:caps) are capitals, byte for byte at
  // the same place; "" when no run is.
  std::string capitals;
  std::vector<Span> spans;
  wml::EffectiveParagraph format;
  wml::ListLabel label;
  base::Place place;  // without file and text
  Setting setting = Setting::flow;
  // Paragraphs that stand in the same cell, text box or frame, or in the flow of text (0).
  int container = 0;
  int table = -1;  // index in Document::tables; the innermost
  int row = 0;     // zero-based, of that table
  int column = 0;  // of the grid, zero-based
  int section = 0;
  int page = 0;                  // where it begins; 0: not known
  std::vector<ShownText> shown;  // in reading order; empty when nobody laid the document out
  bool starts_page = false;  // a page break or a section that begins a page stands before its text
  bool has_objects = false;
  std::unique_ptr<PageField const> page_field;
  std::vector<DrawnLine> lines;  // anchored here

  bool is_blank() const;  // no visible text
  // The text in the letters that a reader sees.
  std::string const& displayed() const { return capitals.empty() ? text : capitals; }
  // How wide the bytes [begin, end) of its text are, on one line.
  base::Twips text_width(std::size_t begin, std::size_t end) const;
  // What characters that are set closer, or wider, than the font has them add to the width of one
  // of its spans, whose part [begin, end) is `width` wide without.
  static base::Twips character_spacing(Span const& span, std::string_view text, base::Twips width);
};

struct Table {
  pugi::xml_node node;
  int rows = 0;
  int columns = 0;  // of the first row, spans counted
  bool has_borders = false;
  int depth = 0;
  std::size_t first = 0;  // of its paragraphs, nested tables included
  std::size_t last = 0;   // behind the last
};

// What shows at the head or foot of the pages of a section.
struct PageEdge {
  std::string part;  // "/word/header1.xml"; "" when there is none
  std::vector<Paragraph> paragraphs;
  std::vector<Table> tables;  // that they stand in
};

struct Section {
  pugi::xml_node properties;  // w:sectPr; null for a body without one
  int width_twips = 12240;    // what Word takes when nothing says so
  int height_twips = 15840;
  int top = 1440, bottom = 1440, left = 1800, right = 1800, gutter = 0, header = 720, footer = 720;
  bool landscape = false;
  bool title_page = false;
  bool continuous = false;
  int page_start = -1;              // w:pgNumType w:start
  std::string page_format;          // w:fmt; "" for Arabic
  std::size_t first = 0, last = 0;  // its paragraphs
  // Parts of the headers and footers that hold, of this section or an earlier one; "" for none.
  std::string header_default, header_first, header_even;
  std::string footer_default, footer_first, footer_even;
};

struct Document {
  opc::Package package;
  std::map<std::string, std::unique_ptr<pugi::xml_document>> trees;  // by part name
  std::unique_ptr<wml::Formatting> formatting;
  // Of the body, text boxes and notes behind their anchors. A header of the document that stands in
  // that of the first page is before them.
  std::vector<Paragraph> paragraphs;
  std::vector<Paragraph> notes;  // footnotes and endnotes
  std::vector<Table> tables;
  std::vector<Section> sections;          // at least one
  std::map<std::string, PageEdge> edges;  // headers and footers, by part name
  std::string file_name;
  int rendered_pages = 0;     // as the program told that saved it; 0: not known
  bool is_template = false;   // tags stand in the text
  bool even_and_odd = false;  // even pages have headers and footers of their own

  // The width that text of the paragraph has, without its own indents.
  base::Twips available_width(Paragraph const& paragraph) const;
};

// Reads a package. Null, with diagnostics, when a part is no sound XML or a limit is passed.
std::unique_ptr<Document> read_document(opc::Package package,
                                        std::string_view file_name,
                                        Limits const& limits,
                                        base::Diagnostics& out);

}  // namespace thethuc::rules
