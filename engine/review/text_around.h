#pragma once

// Where what is drawn would stand if it had gone with the text around it. Internal to the module.

#include <cstddef>
#include <map>
#include <optional>
#include <vector>

#include "review/comparison.h"
#include "review/shift.h"

namespace thethuc::review {

// A drawn line or a picture, in millimetres from the upper left corner of its page.
struct Box {
  int page = 1;
  double left = 0;
  double top = 0;
  double right = 0;
  double bottom = 0;
};

// What the text around a box did, as far as it went to one page: it moved by `least` to `most`,
// millimetres. Text above and below may have moved by different lengths; what lies between them may
// have gone with either.
struct TextShift {
  int page = 1;
  double least_dx = 0;
  double most_dx = 0;
  double least_dy = 0;
  double most_dy = 0;
};

class TextAround {
 public:
  explicit TextAround(Comparison const& comparison);

  // Of the old box: by the pages to which its text went; at least one. Where no text is near, the
  // box may stand where it stood. With `anchor`, a line of the old text, that line alone counts,
  // when the new text has it, too.
  std::vector<TextShift> shifts(Box const& box, std::optional<std::size_t> anchor) const;

 private:
  void add(std::size_t pair, std::vector<TextShift>& out) const;
  Comparison const& comparison_;
  std::map<int, std::vector<std::size_t>> pairs_;        // by the old page; of Comparison::lines
  std::map<std::size_t, std::size_t> pair_of_old_line_;  // of Comparison::lines
};

// How far `now` stands from where `then` is expected, in points; 0 where nothing is to be told: one
// of the edges, or the middle, may have stayed. nullopt when it is expected on other pages.
std::optional<Shift> distance(Box const& then,
                              Box const& now,
                              std::vector<TextShift> const& shifts);
// Whether it stands there, by a tolerance in points.
bool is_expected(Box const& then,
                 Box const& now,
                 std::vector<TextShift> const& shifts,
                 double points);

}  // namespace thethuc::review
