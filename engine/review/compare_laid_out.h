#pragma once

// Two documents that are laid out, compared: in words, and as pictures. Internal to the module, and
// for its measurements.

#include <vector>

#include "review/compare.h"
#include "review/diff.h"
#include "review/laid_out.h"

namespace thethuc::review {

struct PairOptions {
  Tolerance tolerance;
  double dpi = 96;        // of the pictures of both sides
  bool pictures = false;  // as PNG, of the pages that are told
};

struct Compared {
  std::vector<Change> changes;
  // The pages on which something changed, rising; none when `changes` is empty.
  std::vector<PageReport> pages;
};

// Compares. Pictures of one page are looked at by one thread, those of two by two. Pure: any number
// of threads may call it at once.
Compared compare_laid_out(LaidOut const& from, LaidOut const& to, PairOptions const& options);

}  // namespace thethuc::review
