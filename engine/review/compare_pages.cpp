// Paper, margins, number of pages, and where pages begin.

#include <algorithm>
#include <cmath>
#include <iterator>
#include <set>

#include <fmt/format.h>

#include "review/comparison.h"

namespace thethuc::review {

namespace {

using rules::Component;

constexpr double kSamePaper = 0.2;  // millimetres, whatever the tolerance: PDFs round paper

struct Measure {
  double PageSetup::*value;
  ChangeKind kind;
  char const* vi;
  char const* en;
};

constexpr Measure kMeasures[] = {
    {&PageSetup::width_mm, ChangeKind::page_size, "chiều rộng", "width"},
    {&PageSetup::height_mm, ChangeKind::page_size, "chiều cao", "height"},
    {&PageSetup::top_mm, ChangeKind::margin, "lề trên", "top margin"},
    {&PageSetup::bottom_mm, ChangeKind::margin, "lề dưới", "bottom margin"},
    {&PageSetup::left_mm, ChangeKind::margin, "lề trái", "left margin"},
    {&PageSetup::right_mm, ChangeKind::margin, "lề phải", "right margin"},
    {&PageSetup::header_mm, ChangeKind::margin, "đầu trang cách mép", "header from the edge"},
    {&PageSetup::footer_mm, ChangeKind::margin, "chân trang cách mép", "footer from the edge"},
};

void compare_sections(Comparison& c) {
  auto const& a = c.from.sections;
  auto const& b = c.to.sections;
  if (a.empty() || b.empty()) {
    return;  // a PDF has none
  }
  if (a.size() != b.size()) {
    c.changes.of(ChangeKind::sections,
                 Component::page,
                 {fmt::format("số phần (section) {} → {}", a.size(), b.size()),
                  fmt::format("sections {} → {}", a.size(), b.size())});
  }
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    for (Measure const& measure : kMeasures) {
      double const from = a[i].*measure.value;
      double const to = b[i].*measure.value;
      if (std::abs(from - to) * kPointsPerMm > c.tolerance.points) {
        base::Words const values = change_text(from, to, 1, "mm");
        ++c.changes
              .of(measure.kind,
                  Component::page,
                  {fmt::format("{} {}", measure.vi, values.vi),
                   fmt::format("{} {}", measure.en, values.en)})
              .lines;
      }
    }
  }
}

// Paper as it came out, where no section says it.
void compare_sheets(Comparison& c) {
  auto const& a = c.from.geometry.sheets;
  auto const& b = c.to.geometry.sheets;
  for (std::size_t i = 0; i < std::min(a.size(), b.size()); ++i) {
    double const same = std::max(kSamePaper, c.tolerance.points / kPointsPerMm);
    if (std::abs(a[i].width_mm - b[i].width_mm) <= same &&
        std::abs(a[i].height_mm - b[i].height_mm) <= same) {
      continue;
    }
    auto const size = [](base::Geometry::Sheet const& s) {
      base::Words const w = number_text(s.width_mm, 0);
      base::Words const h = number_text(s.height_mm, 0);
      return w.en + " × " + h.en;
    };
    std::string const sizes = fmt::format("{} → {} mm", size(a[i]), size(b[i]));
    Change& change = c.changes.of(
        ChangeKind::page_size, Component::page, {"khổ giấy " + sizes, "page size " + sizes});
    change.old_marks.push_back({a[i].page, 0, 0, a[i].width_mm, a[i].height_mm});
    change.new_marks.push_back({b[i].page, 0, 0, b[i].width_mm, b[i].height_mm});
  }
}

// The first line of each page that is no page number; by page.
std::map<int, std::size_t> first_lines(Text const& text) {
  std::map<int, std::size_t> out;
  for (std::size_t i = 0; i < text.body; ++i) {
    out.try_emplace(text.lines[i].page, i);
  }
  return out;
}

}  // namespace

void compare_pages(Comparison& c) {
  compare_sections(c);
  if (c.from.sections.empty() || c.to.sections.empty()) {
    compare_sheets(c);
  }
  int const a = c.from.geometry.pages;
  int const b = c.to.geometry.pages;
  if (a != b) {
    c.changes.of(ChangeKind::page_count,
                 Component::page,
                 {fmt::format("số trang {} → {}", a, b), fmt::format("pages {} → {}", a, b)});
  }
}

void compare_page_breaks(Comparison& c) {
  constexpr std::size_t kMost = 6;
  auto const old_first = first_lines(c.old_text);
  auto const new_first = first_lines(c.new_text);
  std::size_t count = 0;
  for (auto const& [page, new_line] : new_first) {
    auto const old_line = old_first.find(page);
    if (page == 1 || old_line == old_first.end()) {
      continue;
    }
    TextLine const& before = c.old_text.lines[old_line->second];
    TextLine const& now = c.new_text.lines[new_line];
    std::size_t const moved_to = c.new_word[before.first_word];
    bool const same_word = moved_to == now.first_word;
    bool const replaced = moved_to == kNone && c.word_is_new[now.first_word];
    if (same_word || replaced || ++count > kMost) {
      continue;
    }
    std::string const then = shortened(before.text, 32);
    std::string const begins = shortened(now.text, 32);
    Change change;
    change.kind = ChangeKind::page_break;
    change.component = Component::page;
    change.what = {fmt::format("trang {} bắt đầu từ “{}”, trước đây từ “{}”", page, begins, then),
                   fmt::format("page {} begins with “{}”, before with “{}”", page, begins, then)};
    change.quote = begins;
    change.old_marks.push_back(mark_of(before));
    change.new_marks.push_back(mark_of(now));
    c.changes.add(std::move(change));
  }
  if (count > kMost) {
    c.changes.of(ChangeKind::page_break,
                 Component::page,
                 {fmt::format("{} trang sau nữa cũng bắt đầu từ chỗ khác", count - kMost),
                  fmt::format("{} more pages begin elsewhere", count - kMost)});
  }
}

}  // namespace thethuc::review
