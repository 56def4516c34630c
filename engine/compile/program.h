#pragma once

// What a template is compiled to: flat instructions over ready-serialised XML. Internal to compile
// and render.

#include <cstdint>
#include <limits>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/diagnostic.h"
#include "base/font_metrics.h"
#include "base/units.h"
#include "compile/template.h"
#include "data/filters.h"
#include "data/schema.h"
#include "opc/deflate.h"
#include "rich/write.h"
#include "wml/ids.h"

namespace thethuc::compile {

inline constexpr std::uint32_t kNone = std::numeric_limits<std::uint32_t>::max();

enum class Op : std::uint8_t {
  literal,           // a: offset, b: size of ready XML in Program::literals
  value,             // a: path, b: filter chain or kNone, c: tag
  value_if_any,      // the same, but nothing for a value that is missing or no text
  plain_value,       // the same in an attribute or property: text without line breaks
  url_value,         // the same in the target of a link
  section,           // a: path, b: index of its section_end, c: tag
  section_end,       // a: index of its section
  inverted,          // a: path, b: index to go on at when the value is truthy, c: tag
  mark,              // remembers where the output stands, as "nothing seen yet"
  touch,             // something was seen since the innermost mark
  drop,              // ends the innermost mark: nothing seen takes the output back to it; what was
                     // seen was seen since the mark around it, too
  ensure_paragraph,  // a, b: literal of an empty paragraph, written when the output does not end in
                     // a paragraph; c: kOnlyWhenEmpty for one that a content control needs
  part_tables,       // before a table; a, b: literal of a thin paragraph, written when the output
                     // ends in a table
  measure_begin,     // a paragraph whose last line a rule will be measured by begins
  measure_run,       // a: index into Program::run_formats; text of that format follows …
  measure_run_end,   // … up to here
  frame_here,        // where the w:ind of a framed paragraph goes once its text is known
  frame_indent,  // a: index into Program::rules; writes it there: the frame is as wide as the text
  part_lines,    // a: index into Program::rules; parts the lines of the name just measured
  rule_indent,   // a: index into Program::rules; writes the w:ind that makes the line of the right
                 // length
  note,       // a: segment of the note, b: kFootnotes or kEndnotes; gives it a fresh id, writes the
              // attribute and runs the segment
  note_id,    // within a note's segment: writes the id attribute
  fresh_id,   // a: index into Program::ids, which gets its next id: the template's own first, then
              // new ones
  write_id,   // a: index into Program::ids
  target,     // a: index into Program::targets; writes the id of a relationship to that target
  timestamp,  // a: segment that writes a date, c: its first tag; writes it as W3CDTF. Nothing seen
              // when there is none
  insert,     // a: index into Program::inserts; writes runs or blocks
  section_properties,  // a: index into Program::section_ends
  image,  // a: index into Program::images; writes the attributes of a:blip that name the picture
  image_tag,   // a: the same; where its tag stands: writes the tag when it is kept for want of a
               // value, else nothing
  image_end,   // a: the same; what stands at the end of a:blip
  image_turn,  // a: the same; writes the a:xfrm
  image_own,   // a, b: literal that is of the template's own picture alone
  table,       // a: TableEvent, b, c: see there
  merged,  // a: path, b: filter chain, c: tag; of a cell that is one with that above when the value
           // is the same: writes its w:vMerge
  // b: index to go on at when the body ends with a paragraph that ends a section: that section is
  // then the last one, and its properties are the body's.
  end_section,
  unless_last,  // a: how many of the innermost sections, b: index to go on at when the item is the
                // last of each, and one of them is a list
  if_begins,    // a: 1, b: index to go on at when the present cell goes on with the one above;
                // a: 0: when it does not
  shared_part,  // a: first of Program::shared_tags, b: how many; none of them may mean a section's
                // item
  once,         // a: flag, b: index to go on at when this was run before
};

// Of ensure_paragraph: in a w:sdtContent that came out empty, and only there.
inline constexpr std::uint32_t kOnlyWhenEmpty = 1;

struct Instruction {
  Op op;
  std::uint32_t a = 0;
  std::uint32_t b = 0;
  std::uint32_t c = 0;
};

// What a table tells of itself whose columns repeat or whose cells may merge. Events come in the
// order of the output.
enum class TableEvent : std::uint8_t {
  begin,          // b: index into Program::grids, kNone when no column repeats
  grid,           // where the w:gridCol go
  row,            // begins
  skip,           // b: first column in the template's grid, c: how many the row leaves out there;
                  // where its w:gridBefore or w:gridAfter goes
  columns,        // b: index into Grid::ranges: the row repeats these
  cell,           // begins; b: first column in the template's grid, c: how many it spans
  repeated_cell,  // the same, of a cell that repeats with its columns
  going_on_cell,  // the same, of a cell that does not, and goes on with one that does: it is
                  // written once below each copy
  shape,          // where its w:tcW and w:gridSpan go
  merge,          // b: MergeMark, c: number of the merge; writes the w:vMerge
  cell_end,
  row_end,
  new_group,  // b: path of a section of rows that is entered; is it a list, no cell merges with one
              // before it
  end
};
enum class MergeMark : std::uint8_t { none, restart, goes_on };

using Segment = std::vector<Instruction>;

enum class LoopVariable : std::uint8_t { number, index, length, first, last };

// How a tag finds its value.
struct Path {
  enum class Root : std::uint8_t {
    name,  // segments[0] is looked up through the context stack, the others member by member
    item,  // {{.}}: the innermost context
    loop,  // {{@number}}
  };
  Root root = Root::name;
  LoopVariable variable = LoopVariable::number;
  std::uint16_t among = 1;      // of `first` and `last`: so many items are; {{#@first:10}}
  std::uint32_t frame = kNone;  // of `loop`: how many sections up; kNone: the innermost that loops
  std::vector<std::string> segments;
  std::string text;  // as written, for messages
};

// A paragraph that is a line: KeNgang as long as the text before it, KeNgangNgan two fifths of it.
// Or one with a frame around its own text, or a name whose lines part by sense; then `fraction`
// says nothing.
struct Rule {
  enum class Align : std::uint8_t { left, center, right };
  double fraction = 1.0;
  base::Twips available{};      // width of the text area, without the measured paragraph's indents
  base::Twips left{}, right{};  // indents of the measured paragraph
  Align align = Align::center;
};

// The columns of a table of which some repeat.
struct Grid {
  struct Range {
    std::uint32_t first = 0;  // columns [first, last) repeat together
    std::uint32_t last = 0;
    std::uint32_t tag = 0;  // the first section that repeats them
  };
  std::vector<std::int32_t> widths;  // twips, of the template's columns
  std::vector<Range> ranges;         // in order, apart from each other
};

// A tag of a header, a footer or a chart that a section refers to. The document has one of it,
// filled from the data's outermost level, so its tag must not be meant for the section's items.
struct SharedTag {
  std::uint32_t path = 0;
  std::uint32_t tag = 0;
  std::uint32_t section = 0;  // the innermost section's tag
  bool is_story = true;       // a header or footer
};

// A value that is more than text.
struct Insert {
  enum class Kind : std::uint8_t { link, picture, qr, rich_inline, rich_blocks };
  Kind kind = Kind::link;
  std::uint32_t path = 0;
  std::uint32_t chain = kNone;
  std::uint32_t tag = 0;
  std::uint32_t gathering = 0;        // of the relationships of its part
  std::uint32_t note_gathering = 0;   // of the relationships of the footnotes
  std::uint32_t section_end = kNone;  // index into Program::section_ends
  rich::BlockContext context;
};

// A w:sectPr that is written otherwise when content before it changed the section.
struct SectionEnd {
  std::string as_it_is;
  std::string continued;
};

// A picture of the template whose place a picture of the data takes.
struct Image {
  std::uint32_t path = 0;
  std::uint32_t chain = kNone;
  std::uint32_t tag = 0;
  std::uint32_t gathering = 0;
  base::Emu width{}, height{};  // that the author gave; 0 when unknown
  std::string original_id;      // of the relationship of the template's own picture
};

struct RunFormat {
  base::FontFace face;
  base::HalfPoints size;
};

using wml::IdKind;
using wml::kIdKinds;

// An id that a section repeats.
struct IdSlot {
  IdKind kind;
  std::string original;
  // Of a list that begins anew: what the new w:num holds. Such a slot never gives the original.
  std::string xml;
};

// What gathers while the stories are walked, to be written into parts of its own: indices of
// gatherings. Relationships of a part gather from kRelationships on, a number for each such part.
enum Gathering : std::uint32_t { kFootnotes, kEndnotes, kNumbering, kRelationships };

// A link whose target has tags.
struct Target {
  std::uint32_t segment = 0;    // writes the target, escaped for an attribute
  std::uint32_t gathering = 0;  // of the relationships that it belongs to
  std::uint32_t tag = 0;        // the first in it, for messages
};

// A part of the output, in the order of the archive.
struct OutputPart {
  std::string entry_name;  // "word/document.xml"
  bool is_static = true;
  opc::Packed packed;             // of a static part
  std::uint32_t segment = kNone;  // of a filled one
  // A part that gathers what the others call for: `segment` is what precedes it, `suffix_segment`
  // what follows.
  std::uint32_t suffix_segment = kNone;
  std::uint32_t gathering = kNone;
  bool optional = false;  // left out when nothing gathered
};

struct Program {
  std::string literals;
  std::vector<Segment> segments;
  std::vector<Path> paths;
  std::vector<std::vector<data::FilterCall>> chains;
  std::vector<Tag> tags;
  std::vector<Rule> rules;
  std::vector<RunFormat> run_formats;
  std::vector<Insert> inserts;
  std::vector<Image> images;
  std::vector<SectionEnd> section_ends;
  std::vector<Grid> grids;
  std::vector<Target> targets;
  std::vector<SharedTag> shared_tags;
  std::uint32_t gatherings = kRelationships;  // how many
  std::string relationship_prefix;            // that no id of the template begins with
  std::string media_prefix;                   // that no part's name begins with: "word/media/hinh"
  std::vector<IdSlot> ids;
  std::uint32_t once_flags = 0;
  std::uint32_t first_id[kIdKinds] = {};  // the first that is free, of each kind
  std::vector<OutputPart> parts;          // those that gather are run last: see render
  std::uint32_t first_note_id[2] = {1, 1};

  std::string file_name;
  std::vector<Field> fields;
  std::unordered_set<std::string> known_names;  // every name that a tag asks for
  std::string schema_json;
  std::optional<data::Schema> schema;
};

// That a section repeats what holds this tag, and its items have what the tag asks for.
base::Diagnostic part_not_repeated(Program const& program, SharedTag const& shared);

}  // namespace thethuc::compile
