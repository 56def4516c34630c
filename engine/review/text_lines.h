#pragma once

// The text of a laid-out document as lines and words. Internal to the module.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "review/change.h"
#include "review/layout.h"
#include "rules/components.h"

namespace thethuc::review {

struct Word {
  std::string text;
  std::size_t line = 0;
  std::size_t run = 0;  // in which it begins; of Geometry::runs
};

struct TextLine {
  int page = 1;
  double left_mm = 0;
  double right_mm = 0;
  double baseline_mm = 0;
  double letter_mm = 0;  // the size of its largest letters
  std::string text;
  std::size_t first_word = 0;
  std::size_t last_word = 0;  // behind the last
  rules::Component component = rules::Component::khac;
};

struct Text {
  // Numbers of pages stand behind all other lines: between them, they would seem to be moved by
  // whatever goes over to the next page. Each part is in reading order.
  std::vector<TextLine> lines;
  std::vector<Word> words;
  std::size_t body = 0;  // lines that are no number of a page
};

// Geometry's lines with the runs that they consist of. Runs that no line holds are lines of their
// own. Components are told by comparing with the layout's texts.
Text read_text(Layout const& layout);

Mark mark_of(TextLine const& line);

}  // namespace thethuc::review
