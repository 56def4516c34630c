#pragma once

// What is drawn on both sides, in pairs: drawn lines and pictures. Internal to the module.

#include <array>
#include <cstddef>
#include <vector>

#include "review/text_around.h"

namespace thethuc::review {

inline constexpr double kSameThickness = 0.1;  // millimetres

struct Drawn {
  Box box;
  std::array<double, 2> form{};  // length and thickness, or width and height; millimetres
  bool is_upright = false;
  std::vector<TextShift> shifts;  // where it is expected; of old ones
};

// By their numbers in the two lists. What is in none of them has its form and stands where it is
// expected.
struct DrawnPairs {
  std::vector<Match> moved;    // of the same form
  std::vector<Match> changed;  // of another; they may have moved, too
  std::vector<std::size_t> gone;
  std::vector<std::size_t> came;
};

// Near n log n for what stands where it should; both lists are in reading order. `points` is the
// tolerance of places and of the first number of forms (of both for `is_picture`).
DrawnPairs pair_drawn(std::vector<Drawn> const& from,
                      std::vector<Drawn> const& to,
                      double points,
                      bool is_picture = false);

}  // namespace thethuc::review
