#pragma once

// A geometry as lines of text, small and fit for review and git diff.

#include <optional>
#include <string>
#include <string_view>

#include "base/geometry.h"

namespace thethuc::review {

// One record a line; lengths are millimetres with one decimal, sizes points:
//
//   = 1 210 297                     page 1 and its paper
//   @ LiberationSerif               the family of the runs below
//   13b 118.6 24.1 76.3 CỘNG HÒA    a line begins: size and style (b, i, bi), left, baseline, width
//   +14 70.1 24.1 20 ngày           its next run, joined to the one before
//   ~14 70.1 24.1 20 ngày           the same with a space between
//   - 35 26.2 60.1 26.2 0.3         a drawn line: from, to, thickness
//   # 30 30 20 20                   a picture: left, top, width, height
std::string to_text(base::Geometry const& geometry);

// The inverse, as far as the decimals go. nullopt for what is no such text.
std::optional<base::Geometry> geometry_from_text(std::string_view text);

}  // namespace thethuc::review
