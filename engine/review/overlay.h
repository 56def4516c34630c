#pragma once

// Two pictures of a page laid over each other.

#include <cstddef>
#include <string>
#include <vector>

#include "convert/page_image.h"

namespace thethuc::review {

// Values of a pixel, of 255, that differ by no more are equal.
inline constexpr int kPixelThreshold = 40;

struct Overlay {
  // Of three channels, as wide and high as the larger page: what stayed is grey, what went red,
  // what came green.
  convert::PageImage image;
  double changed = 0;  // share of the pixels, 0 to 1
};

// Lays one page over the other. Both are of ImageForm::pixels; a page that is not there is an image
// of no width, and what is beyond an image is white. `out` keeps its memory from page to page.
// Pure.
void overlay(convert::PageImage const& from,
             convert::PageImage const& to,
             Overlay& out,
             int threshold = kPixelThreshold);

// Overlay::changed alone, in a fraction of the time.
double changed_share(convert::PageImage const& from,
                     convert::PageImage const& to,
                     int threshold = kPixelThreshold);

// A part of a picture: from the upper left pixel to the one behind the lower right. It may reach
// beyond the picture.
struct PixelBox {
  int left = 0;
  int top = 0;
  int right = 0;
  int bottom = 0;
};

struct Outside {
  double changed = 0;  // share of all pixels, 0 to 1
  PixelBox where;      // around all that differ
};

// The pixels that differ and lie in none of the boxes.
Outside changed_outside(convert::PageImage const& from,
                        convert::PageImage const& to,
                        std::vector<PixelBox> boxes,
                        int threshold = kPixelThreshold);

}  // namespace thethuc::review
