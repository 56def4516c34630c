#pragma once

// Where a layout program has put the text of a document: what the checker may know of pages when
// somebody has laid the document out.

#include <string>
#include <vector>

namespace thethuc::base {

// A plain value. Lengths are millimetres from the upper left corner of the page.
struct Geometry {
  struct Line {
    int page = 1;  // from 1
    double left_mm = 0;
    double top_mm = 0;
    double width_mm = 0;
    double height_mm = 0;
    std::string text;  // UTF-8, as it shows
  };
  int pages = 0;            // 0: not known
  std::vector<Line> lines;  // in reading order
};

}  // namespace thethuc::base
