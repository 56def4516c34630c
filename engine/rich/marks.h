#pragma once

// The marks within a line of text that mean something; everything else is escaped, so that md4c
// passes it on as it was written. Internal to rich.

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "rich/content.h"

namespace thethuc::rich {

// Stands for a note in the text that md4c reads. Punctuation at both ends, so that emphasis opens
// and closes beside it as beside "^[…]". Values hold no U+0001: XML cannot.
inline constexpr std::string_view kNoteMark = "^\x01^";

// White space of Markdown; a no-break space is text.
inline constexpr std::string_view kBlanks = " \t\n";
std::string_view trim_blanks(std::string_view text);

// What md4c is given to read, and what it is not.
struct Prepared {
  std::string text;
  std::vector<std::string> notes;  // content of each kNoteMark, in order: Markdown
  std::vector<std::string> links;  // target of "[…](n)"
};

// Appends the text of one paragraph, heading or list item: `lines` parted by "\n", each without
// white space at its ends. At the start of a line nothing of it means a block. Links that are
// refused, and notes when `in_note`, are reported and stay text.
void append_paragraph(Prepared& prepared,
                      std::string_view lines,
                      bool in_note,
                      Origin const& origin,
                      base::Diagnostics& out);

// The cells of a table row: its text between '|' that no backslash precedes.
std::vector<std::string_view> split_row(std::string_view row);
// Appends a row of these cells.
void append_row(Prepared& prepared,
                std::vector<std::string_view> const& cells,
                Origin const& origin,
                base::Diagnostics& out);

}  // namespace thethuc::rich
