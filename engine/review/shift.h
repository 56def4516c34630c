#pragma once

// How far things have moved on a page. Internal to the module.

#include "base/diagnostic.h"

namespace thethuc::review {

// Points. Of several things that moved down by the same, some go further sideways than others.
struct Shift {
  double dx = 0;       // to the right, the least
  double most_dx = 0;  // the most; that of one thing alone is `dx`
  double dy = 0;       // downwards
};

// "xuống 4,8 pt, sang phải 14,2 pt"; what is no more than `same` is left out.
base::Words shift_words(Shift const& shift, double same);

}  // namespace thethuc::review
