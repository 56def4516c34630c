#pragma once

// What changed between two layouts of a document, in words.

#include <vector>

#include "review/change.h"
#include "review/layout.h"

namespace thethuc::review {

struct Tolerance {
  // Positions, and lengths of drawn lines and pictures, that differ by no more are equal. Sizes of
  // letters, fonts, text, margins and pages always count.
  double points = 0.5;
};

// Everything that differs, in the order of ChangeKind; empty when nothing does. What many lines
// have in common (the same size, the same shift) is one change. Pure: any number of threads may
// call it at once.
std::vector<Change> compare(Layout const& from, Layout const& to, Tolerance const& tolerance);

}  // namespace thethuc::review
