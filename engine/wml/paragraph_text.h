#pragma once

// The text of a paragraph as a person reads it, across all the runs that Word has cut it into.

#include <cstddef>
#include <string>
#include <vector>

#include <pugixml.hpp>

namespace thethuc::wml {

// A stretch of a paragraph's text that comes from one node.
struct TextPiece {
  pugi::xml_node node;    // the w:t; or the w:tab, w:br, … that stands for one character
  std::size_t begin = 0;  // in ParagraphText::text, bytes
  std::size_t end = 0;
  bool is_text = false;  // node is a w:t
};

// Text in reading order: w:t of runs, also in hyperlinks, insertions, content controls and field
// results. Tracked deletions and field codes are not text; paragraphs of text boxes that hang in a
// run are stories of their own. w:tab reads as "\t", w:br and w:cr as "\n", a no-break hyphen as
// "-"; soft hyphens and rendered page breaks as nothing.
struct ParagraphText {
  std::string text;
  std::vector<TextPiece> pieces;  // in order, without gaps; empty w:t are left out
  // Whether the paragraph holds something visible that is no text: a drawing, a field, a note
  // reference …
  bool has_objects = false;
};

ParagraphText paragraph_text(pugi::xml_node paragraph);

}  // namespace thethuc::wml
