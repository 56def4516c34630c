#include "review/shift.h"

#include <cmath>

#include <fmt/format.h>

#include "review/change.h"

namespace thethuc::review {

base::Words shift_words(Shift const& shift, double same) {
  base::Words out;
  auto const add = [&](double points, char const* vi, char const* en) {
    base::Words const n = number_text(std::abs(points), 1);
    out.vi += fmt::format("{}{} {} pt", out.vi.empty() ? "" : ", ", vi, n.vi);
    out.en += fmt::format("{}{} {} pt", out.en.empty() ? "" : ", ", en, n.en);
  };
  double const dy = shift.dy;
  if (std::abs(dy) > same) {
    add(dy, dy > 0 ? "xuống" : "lên", dy > 0 ? "down" : "up");
  }
  double const left = shift.dx;
  double const right = shift.most_dx;
  if (right - left <= same) {
    if (std::abs(left) > same) {
      add(left, left > 0 ? "sang phải" : "sang trái", left > 0 ? "right" : "left");
    }
  } else {
    if (left < -same) {
      add(left, "sang trái đến", "left by up to");
    }
    if (right > same) {
      add(right, "sang phải đến", "right by up to");
    }
  }
  return out;
}

}  // namespace thethuc::review
