#include "review/compare_laid_out.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <optional>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "review/overlay.h"
#include "review/small_png.h"

namespace thethuc::review {

namespace {

// Closer than this nothing of a PDF is exact: LibreOffice writes tenths of points.
constexpr Tolerance kExact{0.06};
// A share of the pixels below which a page is the same: rounding at the edges of letters.
constexpr double kSamePixels = 1e-6;

// Calls `work(i, overlay)` for each i below `count`: by another thread at once, where there is a
// second processor and more than one thing to do, and by this one when it is done with `first()`.
// Each has one overlay for all its pages: it takes megabytes, whose first touch costs more than
// what is painted.
template <class First, class Work>
void do_all(std::size_t count, First const& first, Work const& work) {
  std::atomic<std::size_t> next{0};
  auto const take = [&] {
    Overlay kept;
    for (std::size_t i = next++; i < count; i = next++) {
      work(i, kept);
    }
  };
  std::future<void> other;  // waits at its end, also when something throws
  if (count > 1 && std::thread::hardware_concurrency() > 1) {
    other = std::async(std::launch::async, take);
  }
  first();
  take();
  if (other.valid()) {
    other.get();
  }
}

std::set<int> marked_pages(std::vector<Change> const& changes) {
  std::set<int> pages;
  for (Change const& change : changes) {
    for (auto const* marks : {&change.old_marks, &change.new_marks}) {
      for (Mark const& mark : *marks) {
        pages.insert(mark.page);
      }
    }
  }
  return pages;
}

Change appearance(int page, double share, Layout const& layout) {
  base::Words const percent = share_text(share, 2);
  Change change;
  change.kind = ChangeKind::appearance;
  change.component = rules::Component::page;
  change.what = {
      fmt::format("{} điểm ảnh khác đi, chữ và vị trí vẫn vậy (màu, nền, hình)", percent.vi),
      fmt::format("{} of the pixels differ, text and positions do not (colour, "
                  "shading, picture)",
                  percent.en)};
  for (base::Geometry::Sheet const& sheet : layout.geometry.sheets) {
    if (sheet.page == page) {
      change.new_marks.push_back({page, 0, 0, sheet.width_mm, sheet.height_mm});
    }
  }
  return change;
}

class Pair {
 public:
  Pair(LaidOut const& from, LaidOut const& to, PairOptions const& options)
      : from_(from), to_(to), options_(options) {}

  Compared compare() {
    std::size_t const pages = std::max(from_.images.size(), to_.images.size());
    std::vector<double> shares(pages);
    do_all(
        pages,
        [&] { out_.changes = review::compare(from_.layout, to_.layout, options_.tolerance); },
        [&](std::size_t i, Overlay&) {
          shares[i] = changed_share(image(from_, i), image(to_, i));
        });
    gather(shares);
    if (out_.changes.empty()) {
      out_.pages.clear();
    } else if (options_.pictures) {
      do_all(
          out_.pages.size(),
          [] {},
          [&](std::size_t i, Overlay& kept) { draw(out_.pages[i], kept); });
    }
    return std::move(out_);
  }

 private:
  convert::PageImage const& image(LaidOut const& side, std::size_t i) const {
    return i < side.images.size() ? side.images[i] : none_;
  }

  void gather(std::vector<double> const& shares) {
    std::set<int> const marked = marked_pages(out_.changes);
    // What no number tells may show all the same; what the tolerance lets pass must not.
    bool const look_closer =
        out_.changes.empty() && review::compare(from_.layout, to_.layout, kExact).empty();
    for (std::size_t i = 0; i < shares.size(); ++i) {
      int const number = static_cast<int>(i) + 1;
      if (shares[i] <= kSamePixels && marked.count(number) == 0) {
        continue;
      }
      if (look_closer) {
        out_.changes.push_back(appearance(number, shares[i], to_.layout));
      }
      convert::PageImage const& then = image(from_, i);
      convert::PageImage const& now = image(to_, i);
      PageReport page;
      page.page = number;
      page.changed = shares[i];
      page.width_mm = std::max(then.width, now.width) * 25.4 / options_.dpi;
      page.height_mm = std::max(then.height, now.height) * 25.4 / options_.dpi;
      out_.pages.push_back(std::move(page));
    }
  }

  void draw(PageReport& page, Overlay& both) const {
    auto const i = static_cast<std::size_t>(page.page) - 1;
    convert::PageImage const& then = image(from_, i);
    convert::PageImage const& now = image(to_, i);
    page.old_png = then.width > 0 ? small_png(then) : std::string{};
    page.new_png = now.width > 0 ? small_png(now) : std::string{};
    overlay(then, now, both);
    page.overlay_png = small_png(both.image);
  }

  LaidOut const& from_;
  LaidOut const& to_;
  PairOptions const& options_;
  convert::PageImage const none_;
  Compared out_;
};

}  // namespace

Compared compare_laid_out(LaidOut const& from, LaidOut const& to, PairOptions const& options) {
  return Pair{from, to, options}.compare();
}

}  // namespace thethuc::review
