#pragma once

// Marks of ranges (wml/range_marks.h) where sections repeat or take away what they stand in.

#include <string>
#include <unordered_set>

#include <pugixml.hpp>

#include "compile/source.h"

namespace thethuc::compile {

// Moves the marks in `from` that stand before `until`, a node in it (null: all marks), in front of
// `place`, in their order.
void move_range_marks(pugi::xml_node from, pugi::xml_node until, pugi::xml_node place);

// Moves the marks in a paragraph to stand beside it: those before its text in front, the others
// behind.
void move_range_marks_beside(pugi::xml_node paragraph);

// Comments on what vanishes with its tags: where a comment hangs is a run, which cannot stand
// between paragraphs, so the whole comment goes.
class LostComments {
 public:
  void note(pugi::xml_node vanishing);
  // Takes the marks of these comments out of a part.
  void remove_from(pugi::xml_node root) const;

 private:
  std::unordered_set<std::string> ids_;
};

// A range begins and ends once: moves its marks out of the sections that part them, and out of
// paragraphs and tables that may vanish with one of them.
void keep_ranges_whole(Source& source);

}  // namespace thethuc::compile
