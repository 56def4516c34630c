#include "review/compare_laid_out.h"

#include <algorithm>
#include <atomic>
#include <cstddef>
#include <future>
#include <optional>
#include <set>
#include <thread>

#include <fmt/format.h>

#include "review/comparison.h"
#include "review/overlay.h"
#include "review/small_png.h"
#include "review/unexplained.h"

namespace thethuc::review {

namespace {

// A share of the pixels below which a page is the same: rounding at the edges of letters.
constexpr double kSamePixels = 1e-6;
// The same of what is left of a page beside what moved on it: single pixels of letters that reach
// far beyond their line.
constexpr double kSameBeside = 1e-5;

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

Change appearance(int page, Outside const& found, double dpi) {
  base::Words const percent = share_text(found.changed, 2);
  Change change;
  change.kind = ChangeKind::appearance;
  change.component = rules::Component::page;
  change.what = {
      fmt::format("{} điểm ảnh khác đi ở nơi chữ không đổi, không dịch (màu, nền, hình)",
                  percent.vi),
      fmt::format("{} of the pixels differ where no text changed or moved (colour, shading, "
                  "picture)",
                  percent.en)};
  auto const mm = [dpi](int pixels) { return pixels * 25.4 / dpi; };
  PixelBox const& box = found.where;
  change.new_marks.push_back(
      {page, mm(box.left), mm(box.top), mm(box.right - box.left), mm(box.bottom - box.top)});
  return change;
}

class Pair {
 public:
  Pair(LaidOut const& from, LaidOut const& to, PairOptions const& options)
      : from_(from), to_(to), options_(options) {}

  Compared compare() {
    std::size_t const pages = std::max(from_.images.size(), to_.images.size());
    std::vector<double> shares(pages);
    std::optional<Comparison> words;
    do_all(
        pages,
        [&] {
          words.emplace(from_.layout, to_.layout, options_.tolerance);
          out_.changes = changes_of(*words);
        },
        [&](std::size_t i, Overlay&) {
          shares[i] = changed_share(image(from_, i), image(to_, i));
        });
    look_closer(*words, shares);
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

  // What no number tells may show all the same; what moved within the tolerance must not.
  void look_closer(Comparison const& words, std::vector<double> const& shares) {
    std::vector<std::size_t> pages;  // of both sides, where pixels differ
    for (std::size_t i = 0; i < std::min(from_.images.size(), to_.images.size()); ++i) {
      if (shares[i] > kSamePixels) {
        pages.push_back(i);
      }
    }
    if (pages.empty()) {
      return;
    }
    Explained const explained{words, out_.changes};
    std::vector<Outside> found(pages.size());
    do_all(
        pages.size(),
        [] {},
        [&](std::size_t n, Overlay&) {
          std::size_t const i = pages[n];
          std::vector<PixelBox> boxes = explained.boxes(static_cast<int>(i) + 1, options_.dpi);
          double const same = boxes.empty() ? kSamePixels : kSameBeside;
          found[n] = changed_outside(image(from_, i), image(to_, i), std::move(boxes));
          found[n].changed = found[n].changed > same ? found[n].changed : 0;
        });
    for (std::size_t n = 0; n < pages.size(); ++n) {
      if (found[n].changed > 0) {
        out_.changes.push_back(appearance(static_cast<int>(pages[n]) + 1, found[n], options_.dpi));
      }
    }
  }

  void gather(std::vector<double> const& shares) {
    std::set<int> const marked = marked_pages(out_.changes);
    for (std::size_t i = 0; i < shares.size(); ++i) {
      int const number = static_cast<int>(i) + 1;
      if (shares[i] <= kSamePixels && marked.count(number) == 0) {
        continue;
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
