#pragma once

// Rich content as WordprocessingML.

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/units.h"
#include "rich/content.h"
#include "rich/properties.h"
#include "rich/section.h"

namespace thethuc::rich {

// Which part a relationship is to belong to.
enum class Story : std::uint8_t {
  own,       // the part that the tag stands in
  footnotes  // the part of the footnotes
};

// A picture that has been put into the package.
struct PlacedPicture {
  std::string relationship_id;  // of the part that the tag stands in
  // Of the SVG that the picture is drawn from, for programs that show it (2016 SVG extension); ""
  // when there is none.
  std::string svg_relationship_id;
  std::uint32_t drawing_id = 0;  // unique among the wp:docPr of the document
  base::Emu width{};             // as a reader sees it
  base::Emu height{};
  // How the stored picture is brought upright (20.1.7.6): mirrored, then turned.
  bool flip_horizontal = false;
  int clockwise_degrees = 0;  // 0, 90, 180 or 270
};

// What inserting needs from the one owner of a document's ids, notes, relationships and media.
class Resources {
 public:
  virtual ~Resources() = default;

  // Adds a footnote whose content is `body` (block-level XML); returns its id.
  virtual std::uint32_t footnote(std::string_view body) = 0;
  // The id of a relationship of `story` to an external target, an IRI.
  virtual std::string hyperlink(std::string_view target, Story story) = 0;
  // Puts a picture, at most `most_width` wide, into the package. nullopt, after a diagnostic at
  // `origin`, when it cannot.
  virtual std::optional<PlacedPicture> picture(Picture const& picture,
                                               base::Twips most_width,
                                               Origin const& origin,
                                               base::Diagnostics& out) = 0;
  // Whether to go on writing, now that the text being written has so many bytes. When not, the
  // output is worthless. Asked often.
  virtual bool go_on(std::size_t /*written*/) { return true; }
};

// Appends what stands at the end of an a:blip: nothing, or the extension that names the SVG.
void append_blip_extension(std::string& xml, PlacedPicture const& placed);
// Appends the attributes of an a:xfrm that bring the picture upright, and its a:off and a:ext, for
// a frame of that size.
void append_turn(std::string& xml, PlacedPicture const& placed, base::Emu width, base::Emu height);

// A style of the template, by its id; "" when the template has none.
struct StyleReference {
  std::string id;
  std::string font;  // that its text is set in; "" for the context's
};

using StyleNames = std::map<std::string, StyleReference, std::less<>>;

// Where a tag stands within its paragraph, and what its text looks like. Immutable while writing.
struct InlineContext {
  RunProperties run;               // of the tag's run
  std::string font;                // that the tag is set in, by its run or its styles; never empty
  std::string footnote_text;       // ids of styles named "footnote text", "footnote reference" and
  std::string footnote_reference;  // "Hyperlink"; "" for none
  std::string hyperlink;
  base::Twips text_width{9071};  // available to a picture or table: 160 mm
  bool notes_allowed = true;     // not in headers, footers, notes and text boxes
};

// What may stand in the place of a whole paragraph there.
struct BlockContext : InlineContext {
  ParagraphProperties paragraph;           // of the tag's paragraph
  std::array<StyleReference, 4> headings;  // of levels 1 to 4; without one: a bold paragraph
  StyleReference table_text;               // paragraphs of cells
  StyleReference table_header;             // and of cells in header rows
  std::string table_style;                 // "": borders are written into the table
  std::shared_ptr<StyleNames const>
      paragraph_styles;  // shared by all tags of a template; never null
  int bullet_list = 0;   // w:numId of the list of numbering.h, never 0
  Section section;       // that the tag stands in

  bool tables_allowed = true;       // not in text boxes
  bool page_breaks_allowed = true;  // in the body only
  bool sections_allowed = true;     // in the body only, in no table
  bool begins_section = false;      // nothing stands before the tag in its section
  bool after_table = false;         // the block before the tag's paragraph is a table
  bool before_table = false;        // the block behind it is one
  bool ends_container = false;      // no block is behind it in its body, cell or text box
};

// Appends runs (w:r and w:hyperlink), to stand in a paragraph between runs. What the context does
// not allow is added to `out`; the output is then worthless.
void append_inline(std::string& xml,
                   std::vector<Inline> const& inlines,
                   InlineContext const& context,
                   Resources& resources,
                   Origin const& origin,
                   base::Diagnostics& out);

// A paragraph that shall not be seen: 1 pt high.
std::string thin_paragraph();

struct Written {
  bool empty = true;             // nothing was appended: the caller may need a paragraph there
  bool changes_section = false;  // the template's own w:sectPr must be written continued
};

// Appends blocks (w:p and w:tbl), to stand in the place of the tag's paragraph.
Written append_blocks(std::string& xml,
                      Content const& content,
                      BlockContext const& context,
                      Resources& resources,
                      Origin const& origin,
                      base::Diagnostics& out);

}  // namespace thethuc::rich
