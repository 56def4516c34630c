#pragma once

#include <string>

#include "convert/page_image.h"

namespace thethuc::review {

// The PNG of pixels, for people: 16 steps a channel, and a palette where that gives few colours,
// which is a fourth of the size. A picture of many colours is as convert::to_png makes it.
std::string small_png(convert::PageImage const& pixels);

}  // namespace thethuc::review
