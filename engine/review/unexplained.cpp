#include "review/unexplained.h"

#include <algorithm>
#include <cmath>
#include <tuple>

namespace thethuc::review {

namespace {

using Rule = base::Geometry::Rule;
using Picture = base::Geometry::Picture;

// Closer than this nothing of a PDF is exact: LibreOffice writes tenths of points.
constexpr double kExact = 0.06 / kPointsPerMm;
// From here on what stands behind the text, such as a shading, is seen to move with it.
constexpr double kSeenToMove = 1 / kPointsPerMm;
// Letters reach beyond their line: an accent on a capital letter, the slant of an italic one.
constexpr double kRoom = 1;    // mm
constexpr double kWide = 1e4;  // mm; wider than any page

double most_shift(TextLine const& a, TextLine const& b) {
  return std::max({std::abs(a.left_mm - b.left_mm),
                   std::abs(a.right_mm - b.right_mm),
                   std::abs(a.baseline_mm - b.baseline_mm),
                   std::abs(a.letter_mm - b.letter_mm)});
}

auto key(Rule const& r) {
  return std::tuple{r.page, r.from_x_mm, r.from_y_mm, r.to_x_mm, r.to_y_mm, r.thickness_mm};
}

auto key(Picture const& p) {
  return std::tuple{p.page, p.left_mm, p.top_mm, p.width_mm, p.height_mm};
}

Mark mark_of(Rule const& r) {
  double const left = std::min(r.from_x_mm, r.to_x_mm);
  double const top = std::min(r.from_y_mm, r.to_y_mm);
  return {r.page,
          left - r.thickness_mm / 2,
          top - r.thickness_mm / 2,
          std::abs(r.to_x_mm - r.from_x_mm) + r.thickness_mm,
          std::abs(r.to_y_mm - r.from_y_mm) + r.thickness_mm};
}

Mark mark_of(Picture const& p) {
  return {p.page, p.left_mm, p.top_mm, p.width_mm, p.height_mm};
}

// Of what is on one side only, exactly there: each item's mark.
template <class Item, class Add>
void each_moved(std::vector<Item> const& from, std::vector<Item> const& to, Add const& add) {
  auto const sorted = [](std::vector<Item> const& items) {
    std::vector<Item const*> out;
    for (Item const& item : items) {
      out.push_back(&item);
    }
    std::sort(
        out.begin(), out.end(), [](Item const* a, Item const* b) { return key(*a) < key(*b); });
    return out;
  };
  std::vector<Item const*> const then = sorted(from);
  std::vector<Item const*> const now = sorted(to);
  auto a = then.begin();
  auto b = now.begin();
  while (a != then.end() || b != now.end()) {
    if (b == now.end() || (a != then.end() && key(**a) < key(**b))) {
      add(mark_of(**a++));
    } else if (a == then.end() || key(**b) < key(**a)) {
      add(mark_of(**b++));
    } else {
      ++a;
      ++b;
    }
  }
}

}  // namespace

void Explained::add(Mark mark, double room_mm) {
  mark.left_mm -= room_mm;
  mark.top_mm -= room_mm;
  mark.width_mm += 2 * room_mm;
  mark.height_mm += 2 * room_mm;
  marks_.push_back(mark);
}

// From the line above to the one below, from edge to edge: a shading, too.
void Explained::add_row(TextLine const& line) {
  Mark mark = review::mark_of(line);
  mark.left_mm = 0;
  mark.width_mm = kWide;
  add(mark, 1.2 * line.letter_mm);
}

void Explained::add_lines(Comparison const& c) {
  std::vector<bool> stayed_old(c.old_text.lines.size(), false);
  std::vector<bool> stayed_new(c.new_text.lines.size(), false);
  for (LinePair const& pair : c.lines) {
    TextLine const& a = c.old_text.lines[pair.from];
    TextLine const& b = c.new_text.lines[pair.to];
    double const shift = a.page == b.page ? most_shift(a, b) : kWide;
    if (shift >= kSeenToMove) {
      continue;
    }
    stayed_old[pair.from] = true;
    stayed_new[pair.to] = true;
    if (shift > kExact) {
      add(review::mark_of(a), kRoom);
      add(review::mark_of(b), kRoom);
    }
  }
  for (auto const& [text, stayed] :
       {std::pair{&c.old_text, &stayed_old}, std::pair{&c.new_text, &stayed_new}}) {
    for (std::size_t i = 0; i < text->lines.size(); ++i) {
      if (!(*stayed)[i]) {
        add_row(text->lines[i]);
      }
    }
  }
}

Explained::Explained(Comparison const& comparison, std::vector<Change> const& changes) {
  add_lines(comparison);
  base::Geometry const& from = comparison.from.geometry;
  base::Geometry const& to = comparison.to.geometry;
  auto const add_drawn = [&](Mark const& mark) { add(mark, kRoom); };
  each_moved(from.rules, to.rules, add_drawn);
  each_moved(from.pictures, to.pictures, add_drawn);
  for (Change const& change : changes) {
    for (auto const* marks : {&change.old_marks, &change.new_marks}) {
      for (Mark const& mark : *marks) {
        add(mark, kRoom);
      }
    }
  }
  std::stable_sort(
      marks_.begin(), marks_.end(), [](Mark const& a, Mark const& b) { return a.page < b.page; });
}

std::vector<PixelBox> Explained::boxes(int page, double dpi) const {
  std::vector<PixelBox> out;
  auto const [begin, end] =
      std::equal_range(marks_.begin(), marks_.end(), Mark{page}, [](Mark const& a, Mark const& b) {
        return a.page < b.page;
      });
  for (auto mark = begin; mark != end; ++mark) {
    auto const first = [&](double mm) { return static_cast<int>(std::floor(mm * dpi / 25.4)); };
    auto const last = [&](double mm) { return static_cast<int>(std::ceil(mm * dpi / 25.4)); };
    out.push_back({first(mark->left_mm),
                   first(mark->top_mm),
                   last(mark->left_mm + mark->width_mm),
                   last(mark->top_mm + mark->height_mm)});
  }
  return out;
}

}  // namespace thethuc::review
