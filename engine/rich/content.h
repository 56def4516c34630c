#pragma once

// Rich content: what a value with formatting says, whether it was written as Markdown or as
// structured blocks. Plain data, that owns all it holds; every text is UTF-8 that XML can hold.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "base/diagnostic.h"
#include "data/value.h"
#include "wml/styles.h"

namespace thethuc::rich {

// Bounds on a stranger's rich values; most are what Word itself can hold.
inline constexpr std::size_t kMostTextBytes = 1u << 20;  // of Markdown, unless a caller says more
inline constexpr std::size_t kMostColumns = 63;          // of a table
inline constexpr std::size_t kMostListLevels = 9;        // ECMA-376 Part 1, 17.9.3: w:ilvl 0 to 8
inline constexpr int kMostHeadingLevels = 6;

// Whose value is being read or written: what all diagnostics about it have in common.
struct Origin {
  base::Place place;                            // of the tag
  std::string tag;                              // as it stands in the template
  std::string pointer;                          // below `value` to the part of it that is concerned
  std::size_t max_text_bytes = kMostTextBytes;  // of one Markdown text
  // The value and its document, which outlive this; null: `pointer` is that of the whole document.
  // To find the pointer of an item takes time linear in its list, so it is found for a mistake
  // only.
  data::Document const* document = nullptr;
  data::Value value{};

  base::Diagnostic diagnose(base::Id id,
                            std::vector<std::pair<std::string, std::string>> args = {}) const;
  // The same for the member or item `token` of the value.
  Origin member(std::string_view token) const;
};

enum class Orientation : std::uint8_t { portrait, landscape };
enum class Position : std::uint8_t { baseline, superscript, subscript };

struct Format {
  bool bold = false;
  bool italic = false;
  bool underline = false;
  Position position = Position::baseline;

  bool operator==(Format const&) const = default;
};

// A picture as the value asks for it; what `source` may be is for Resources to say.
struct Picture {
  std::string source;
  std::optional<double> width_mm;  // one given side keeps the ratio
  std::optional<double> height_mm;
  std::string alternative_text;
  std::string pointer;  // JSON pointer of the value that asks for it
};

// A stretch of a paragraph.
struct Inline {
  enum class Kind : std::uint8_t { text, note, picture };

  Kind kind = Kind::text;
  Format format;
  std::string text;          // of a text; "\n" is a line break, "\t" a tab, "\f" a page break
  std::string url;           // the target, when it stands in a link
  std::vector<Inline> note;  // content of a footnote: texts and links
  std::optional<Picture> picture;
};

struct Paragraph {
  enum class Kind : std::uint8_t {
    plain,
    heading,
    list_item,
    list_continuation  // a further paragraph of a list item: its indent, without a mark
  };

  Kind kind = Kind::plain;
  int level = 0;      // of a heading 1 to 6, of a list item 0 to 8
  std::string style;  // name of a paragraph style; "" takes the tag's paragraph properties
  std::optional<wml::Alignment> alignment;
  std::vector<Inline> inlines;
  std::string pointer;  // JSON pointer of the value that asks for it
};

struct Cell {
  std::vector<Paragraph> paragraphs;  // none: an empty cell
  std::size_t column = 0;             // its first one
  std::size_t columns = 1;            // how many it spans
  std::size_t rows = 1;
  std::optional<wml::Alignment> alignment;  // else its column's, or centred in a header row
};

struct Column {
  double width = 1;  // its share of the text width, relative to the other columns'
  std::optional<wml::Alignment> alignment;
};

// A table whose cells fill its grid without gap or overlap.
struct Table {
  std::vector<Column> columns;
  std::size_t header_rows = 0;          // from the top; repeated on each page
  std::vector<std::vector<Cell>> rows;  // each row's cells that begin in it, by column
  bool has_borders = true;
  std::string pointer;
};

struct PageBreak {
  std::string pointer;
};

// From here on pages are of this orientation, to the next change or the end of the content.
struct SectionChange {
  Orientation orientation = Orientation::landscape;
  std::string pointer;
};

using Block = std::variant<Paragraph, Table, PageBreak, SectionChange>;

struct Content {
  std::vector<Block> blocks;
};

// The text alone; a note counts for nothing.
std::string plain_text(std::vector<Inline> const& inlines);

// Gives each column a width after its longest cell, for tables that say nothing of widths.
void fit_columns(Table& table);

}  // namespace thethuc::rich
