#pragma once

// How large a picture shall be, as a template writes it: {{logo | anh:40x30mm}}.

#include <optional>
#include <string>
#include <string_view>

#include "base/units.h"

namespace thethuc::data {

// A side that is not given follows from the other by the picture's own proportions.
struct Size {
  std::optional<base::Emu> width;
  std::optional<base::Emu> height;
  bool operator==(Size const&) const = default;
};

struct SizeProblem {
  std::string expected_vi, expected_en;
  std::string found;  // the offending piece, quoted
};

// Word's pages are at most 22 inches, which is 558.8 mm, wide and high.
constexpr int kLeastSideMm = 1;
constexpr int kMostSideMm = 558;

// "40x30mm", "4cmx30mm", "40mm" (the width), "40x", "x30mm". Units are mm and cm; a side without
// one takes the other's, or mm. Decimals ("2.5cm", also with a comma) are exact to 1/1000. White
// space is free, and × stands for x. On a problem `size` is left as it was.
std::optional<SizeProblem> parse_size(std::string_view text, Size& size);

// One side: "25mm", "2.5cm", "25" (mm).
std::optional<SizeProblem> parse_side(std::string_view text, base::Emu& side);

}  // namespace thethuc::data
