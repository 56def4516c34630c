#pragma once

// What changed between two layouts of a document, in words.

#include <vector>

#include "review/change.h"
#include "review/layout.h"

namespace thethuc::review {

struct Tolerance {
  // Lengths that differ by no more are equal: where lines, drawn lines and pictures stand, how
  // large drawn lines, pictures, margins and paper are. The spacing of lines counts when a line
  // moved by more. Sizes of letters, fonts, text, where lines and pages break, and the number of
  // pages always count.
  double points = 0.5;
};

// Everything that differs, in the order of ChangeKind; empty when nothing does. What many lines
// have in common (the same size, the same shift) is one change. Pure: any number of threads may
// call it at once.
std::vector<Change> compare(Layout const& from, Layout const& to, Tolerance const& tolerance);

}  // namespace thethuc::review
