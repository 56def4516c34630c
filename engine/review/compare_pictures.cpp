// Pictures.

#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "review/drawn.h"

namespace thethuc::review {

namespace {

using Picture = base::Geometry::Picture;

Mark mark_of(Picture const& p) {
  return {p.page, p.left_mm, p.top_mm, p.width_mm, p.height_mm};
}

Box box_of(Picture const& p) {
  return {p.page, p.left_mm, p.top_mm, p.left_mm + p.width_mm, p.top_mm + p.height_mm};
}

base::Words size_words(Picture const& p) {
  base::Words const w = number_text(p.width_mm, 1);
  base::Words const h = number_text(p.height_mm, 1);
  return {w.vi + " × " + h.vi, w.en + " × " + h.en};
}

std::vector<Drawn> drawn(std::vector<Picture> const& pictures) {
  std::vector<Drawn> out;
  for (Picture const& picture : pictures) {
    out.push_back({box_of(picture), {picture.width_mm, picture.height_mm}, false, {}});
  }
  return out;
}

class Pictures {
 public:
  explicit Pictures(Comparison& comparison) : c_(comparison) {}

  void compare() {
    auto const& then = c_.from.geometry.pictures;
    auto const& now = c_.to.geometry.pictures;
    if (then.empty() && now.empty()) {
      return;
    }
    TextAround const around{c_};
    std::vector<Drawn> from = drawn(then);
    for (Drawn& one : from) {
      one.shifts = around.shifts(one.box, std::nullopt);
    }
    DrawnPairs const pairs = pair_drawn(from, drawn(now), c_.tolerance.points, true);
    for (auto const* list : {&pairs.changed, &pairs.moved}) {
      for (Match const& pair : *list) {
        tell_pair(from[pair.first], then[pair.first], now[pair.second]);
      }
    }
    for (std::size_t const i : pairs.gone) {
      tell({"bỏ hình", "picture removed"}, &then[i], nullptr);
    }
    for (std::size_t const i : pairs.came) {
      tell({"thêm hình", "picture added"}, nullptr, &now[i]);
    }
  }

 private:
  void tell(base::Words what, Picture const* a, Picture const* b) {
    Change change;
    change.kind = ChangeKind::picture;
    change.component = rules::Component::page;
    change.what = std::move(what);
    if (a != nullptr) {
      change.old_marks.push_back(mark_of(*a));
    }
    if (b != nullptr) {
      change.new_marks.push_back(mark_of(*b));
    }
    c_.changes.add(std::move(change));
  }

  void tell_pair(Drawn const& then_drawn, Picture const& a, Picture const& b) {
    double const same = c_.tolerance.points / kPointsPerMm;
    if (std::abs(a.width_mm - b.width_mm) > same || std::abs(a.height_mm - b.height_mm) > same) {
      base::Words const then = size_words(a);
      base::Words const now = size_words(b);
      tell({fmt::format("hình {} → {} mm", then.vi, now.vi),
            fmt::format("picture {} → {} mm", then.en, now.en)},
           &a,
           &b);
    }
    std::optional<Shift> const off = distance(then_drawn.box, box_of(b), then_drawn.shifts);
    if (!off) {
      tell({fmt::format("hình sang trang {}", b.page),
            fmt::format("picture moved to page {}", b.page)},
           &a,
           &b);
      return;
    }
    if (base::Words const way = shift_words(*off, c_.tolerance.points); !way.en.empty()) {
      tell({"hình dịch " + way.vi, "picture moved " + way.en}, &a, &b);
    }
  }

  Comparison& c_;
};

}  // namespace

void compare_pictures(Comparison& c) {
  Pictures{c}.compare();
}

}  // namespace thethuc::review
