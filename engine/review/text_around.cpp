#include "review/text_around.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace thethuc::review {

namespace {

constexpr double kTouching = 0.5;  // mm
constexpr double kNear = 8;        // mm from a baseline

// What is left of a shift when as much of it as `least` to `most` allow is expected.
double beyond(double shift, double least, double most) {
  return shift < least ? shift - least : shift > most ? shift - most : 0;
}

// Of three edges (or two and the middle between them) the one that is nearest to where it should
// be: what became wider on one side has not moved.
double least_beyond(double first, double last, double least, double most) {
  double out = beyond(first, least, most);
  for (double const other : {(first + last) / 2, last}) {
    double const left = beyond(other, least, most);
    out = std::abs(left) < std::abs(out) ? left : out;
  }
  return out;
}

void include(TextShift const& one, std::vector<TextShift>& out) {
  auto const known = std::find_if(
      out.begin(), out.end(), [&](TextShift const& shift) { return shift.page == one.page; });
  if (known == out.end()) {
    out.push_back(one);
    return;
  }
  known->least_dx = std::min(known->least_dx, one.least_dx);
  known->most_dx = std::max(known->most_dx, one.most_dx);
  known->least_dy = std::min(known->least_dy, one.least_dy);
  known->most_dy = std::max(known->most_dy, one.most_dy);
}

}  // namespace

TextAround::TextAround(Comparison const& comparison) : comparison_(comparison) {
  for (std::size_t i = 0; i < comparison.lines.size(); ++i) {
    LinePair const& pair = comparison.lines[i];
    pairs_[comparison.old_text.lines[pair.from].page].push_back(i);
    pair_of_old_line_.emplace(pair.from, i);
  }
}

void TextAround::add(std::size_t pair, std::vector<TextShift>& out) const {
  TextLine const& a = comparison_.old_text.lines[comparison_.lines[pair].from];
  TextLine const& b = comparison_.new_text.lines[comparison_.lines[pair].to];
  double const left = b.left_mm - a.left_mm;
  double const right = b.right_mm - a.right_mm;
  double const down = b.baseline_mm - a.baseline_mm;
  include({b.page, std::min(left, right), std::max(left, right), down, down}, out);
}

std::vector<TextShift> TextAround::shifts(Box const& box, std::optional<std::size_t> anchor) const {
  std::vector<TextShift> out;
  if (anchor) {
    if (auto const pair = pair_of_old_line_.find(*anchor); pair != pair_of_old_line_.end()) {
      add(pair->second, out);
      return out;
    }
  }
  constexpr double kFar = std::numeric_limits<double>::max();
  std::size_t above = kNone;
  std::size_t below = kNone;
  double nearest_above = kFar;
  double nearest_below = kFar;
  if (auto const page = pairs_.find(box.page); page != pairs_.end()) {
    for (std::size_t const i : page->second) {
      TextLine const& line = comparison_.old_text.lines[comparison_.lines[i].from];
      if (line.baseline_mm > box.top + kTouching && line.baseline_mm < box.bottom) {
        add(i, out);  // beside it, or in it
        continue;
      }
      if (line.left_mm >= box.right + kTouching || line.right_mm <= box.left - kTouching) {
        continue;
      }
      double const distance = line.baseline_mm - box.top;
      if (distance <= kTouching && -distance < nearest_above) {
        nearest_above = -distance;
        above = i;
      } else if (distance > kTouching && distance < nearest_below) {
        nearest_below = distance;
        below = i;
      }
    }
  }
  bool const is_beside = !out.empty();
  for (std::size_t const i : {above, below}) {
    if (i != kNone) {
      add(i, out);
    }
  }
  // The last line above a footnote's rule, say, need not be what the rule belongs to.
  bool const has_one_side = above == kNone || below == kNone;
  if (!is_beside && has_one_side && std::min(nearest_above, nearest_below) > kNear) {
    include({box.page, 0, 0, 0, 0}, out);
  }
  return out;
}

std::optional<Shift> distance(Box const& then,
                              Box const& now,
                              std::vector<TextShift> const& shifts) {
  auto const shift = std::find_if(
      shifts.begin(), shifts.end(), [&](TextShift const& one) { return one.page == now.page; });
  if (shift == shifts.end()) {
    return std::nullopt;
  }
  Shift out;
  out.dx =
      kPointsPerMm *
      least_beyond(now.left - then.left, now.right - then.right, shift->least_dx, shift->most_dx);
  out.most_dx = out.dx;
  out.dy =
      kPointsPerMm *
      least_beyond(now.top - then.top, now.bottom - then.bottom, shift->least_dy, shift->most_dy);
  return out;
}

bool is_expected(Box const& then,
                 Box const& now,
                 std::vector<TextShift> const& shifts,
                 double points) {
  auto const off = distance(then, now, shifts);
  return off && std::abs(off->dx) <= points && std::abs(off->dy) <= points;
}

}  // namespace thethuc::review
