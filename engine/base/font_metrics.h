#pragma once

// Advance widths of the document font, for the lines that the decree wants as long as a text.
// Source: fonts/ (generated from Liberation Serif 2, metric-compatible with Times New Roman).

#include <string_view>
#include <vector>

#include "base/units.h"

namespace thethuc::base {

struct FontFace {
  bool bold = false;
  bool italic = false;
  bool operator==(FontFace const&) const = default;
};

// Width of NFC `text` set in one line in Times New Roman, without kerning, rounded to the nearest
// twip. A code point without a known advance counts as the width of 'n'; a tab as one space.
Twips text_width(std::string_view text, FontFace face, HalfPoints size);

// A stretch of one paragraph in one format.
struct TextSpan {
  std::string_view text;  // U+000A is a line break
  FontFace face;
  HalfPoints size;
};

// Widths of lines, without the spaces at their ends.
struct LineWidths {
  Twips last{};
  Twips widest{};
  bool operator==(LineWidths const&) const = default;
};

// Breaks `spans` greedily, as Word does, into lines of `available` width (breaks at spaces and
// after hyphens; a word longer than a line stands alone). Zeros for a text without visible
// characters.
LineWidths line_widths(std::vector<TextSpan> const& spans, Twips available);

}  // namespace thethuc::base
