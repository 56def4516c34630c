#pragma once

// Where a layout program has put the text of a document: what the checker, the preview and the
// comparison of layouts may know of pages when somebody has laid the document out.

#include <string>
#include <vector>

namespace thethuc::base {

// A plain value. Lengths are millimetres from the upper left corner of the page, sizes of letters
// are points; pages count from 1. Everything comes in reading order, page after page.
struct Geometry {
  struct Line {
    int page = 1;
    double left_mm = 0;
    double top_mm = 0;
    double width_mm = 0;
    double height_mm = 0;
    std::string text;  // UTF-8, as it shows
  };
  struct Sheet {
    int page = 1;
    double width_mm = 0;
    double height_mm = 0;
  };
  // Text of one font, size and baseline without a gap that is wider than a space. Width is that of
  // the visible letters: no space at either end counts.
  struct Run {
    int page = 1;
    double left_mm = 0;
    double width_mm = 0;
    double baseline_mm = 0;
    std::string text;
    std::string font;  // as the PDF names it, without the mark of a subset: "LiberationSerif-Bold"
    double size_pt = 0;
    bool bold = false;
    bool italic = false;
  };
  // A straight line that is drawn: a border, an underline, a drawn shape. From the upper or left
  // end to the other.
  struct Rule {
    int page = 1;
    double from_x_mm = 0;
    double from_y_mm = 0;
    double to_x_mm = 0;
    double to_y_mm = 0;
    double thickness_mm = 0;
  };
  struct Picture {
    int page = 1;
    double left_mm = 0;
    double top_mm = 0;
    double width_mm = 0;
    double height_mm = 0;
  };
  int pages = 0;  // 0: not known
  std::vector<Line> lines;
  std::vector<Sheet> sheets;  // one for each page that was measured; empty, as all below, when only
                              // lines are known
  std::vector<Run> runs;
  std::vector<Rule> rules;
  std::vector<Picture> pictures;
};

}  // namespace thethuc::base
