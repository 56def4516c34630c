#pragma once

// How something that was found can be mended without judgement: rules say it with the finding,
// fix() does it. Internal to the module.

#include <cstddef>
#include <cstdint>
#include <string>

#include "rules/recognised.h"

namespace thethuc::rules {

struct Repair {
  enum class Kind : std::uint8_t {
    none,
    // --- of `section`
    paper,        // A4, turned as the page is
    margin,       // w:pgMar attribute `text` becomes `value` twips
    page_number,  // a header with the page number ("footer" as `text`: a footer), none on page 1
    title_page,   // a first page of its own, without a number
    page_start,   // pages begin at 1
    page_format,  // Arabic page numbers
    // --- of the range; of all runs where it is empty
    font,       // the one that `text` names
    size,       // `value` half points
    bold,       // on when `value`
    italic,     // likewise
    underline,  // likewise
    color,      // automatic
    upper,      // its letters become capitals
    replace,    // it becomes `text`
    // --- of the paragraph
    alignment,  // w:jc `text`
    indent,  // its first line begins `value` twips from the margin; blanks before it, to `end`, go
    space_before,  // `value` twips stand above it
    line_spacing,  // w:line `value`, w:lineRule `text`
    compose,       // its text in NFC, look-alikes of đ put right
    line_below,    // a line of `value` twips below it, under what stands in the range
    line_solid,    // the line that its own border is becomes a single, solid one
    line_length,   // the line that its own border is becomes `value` twips long
    clear_number,  // the page number that it is goes
    plain_number   // its page number is written in Arabic digits
  };
  Kind kind = Kind::none;
  std::size_t paragraph = 0;
  std::size_t begin = 0;  // of the paragraph's text, bytes
  std::size_t end = 0;
  std::size_t section = 0;
  int value = 0;
  std::string text;
  std::string part;  // of a header's paragraph; "" for the body
  // Of `replace`: `text` is what was typed, shown as the run's format says; else a reader sees it
  // as it is, and a run that is set in capitals is no longer.
  bool is_typed = false;
};

Repair of_section(Repair::Kind kind, std::size_t section, int value = 0, std::string text = {});
Repair of_paragraph(Repair::Kind kind, std::size_t paragraph, int value = 0, std::string text = {});
Repair of_span(Repair::Kind kind,
               std::size_t paragraph,
               Span const& span,
               int value = 0,
               std::string text = {});
// Of a paragraph in a header or footer.
Repair of_edge(Repair::Kind kind, Paragraph const& p, int value = 0, std::string text = {});

// Of all of a line.
Repair of_line(Repair::Kind kind, Line const& line, int value = 0);
// A line becomes `text`. None where Word writes a part of it: the number of a list.
Repair replace_line(Line const& line, std::string_view text);
// The first `size` bytes of a line become `text`, none when the paragraph has them otherwise
// (decomposed, with no-break spaces).
Repair replace_start(Paragraph const& p, Line const& line, std::size_t size, std::string_view text);
// What punctuation a line ends in becomes `mark`.
Repair replace_end(Paragraph const& p, Line const& line, std::string_view mark);

}  // namespace thethuc::rules
