#pragma once

// What pictures of pages show and words do not tell. Internal to the module.

#include <vector>

#include "review/change.h"
#include "review/comparison.h"
#include "review/overlay.h"

namespace thethuc::review {

// Where pixels may differ because text, drawn lines and pictures changed or moved there, by however
// little: by page, from the comparison and the changes that it has told.
class Explained {
 public:
  Explained(Comparison const& comparison, std::vector<Change> const& changes);
  // In pixels of a picture of that page.
  std::vector<PixelBox> boxes(int page, double dpi) const;

 private:
  void add_lines(Comparison const& comparison);
  void add_row(TextLine const& line);
  void add(Mark mark, double room_mm);
  std::vector<Mark> marks_;  // sorted by page
};

}  // namespace thethuc::review
