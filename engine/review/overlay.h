#pragma once

// Two pictures of a page laid over each other.

#include <cstddef>
#include <string>

#include "convert/page_image.h"

namespace thethuc::review {

struct Overlay {
  // Of three channels, as wide and high as the larger page: what stayed is grey, what went red,
  // what came green.
  convert::PageImage image;
  double changed = 0;  // share of the pixels, 0 to 1
};

// Both of ImageForm::pixels; a page that is not there is an image of no width. `threshold`: values
// of a pixel, of 255, that differ by no more are equal. Pure.
Overlay overlay(convert::PageImage const& from, convert::PageImage const& to, int threshold = 40);

}  // namespace thethuc::review
