// Where lines stand: shifts of whole blocks, spacing of lines, paragraphs that break anew.

#include <algorithm>
#include <cmath>

#include <fmt/format.h>

#include "review/comparison.h"
#include "review/shift.h"

namespace thethuc::review {

namespace {

using rules::Component;

// Lines that moved up or down by the same, or, when they did not, sideways. Of those that moved
// both ways some go further sideways than others: justified lines end where they did.
struct Block {
  Shift shift;
  std::vector<std::size_t> pairs;  // of Comparison::lines
};

// A centred line of larger letters begins further left and has not moved: what stayed of left edge,
// middle and right edge counts.
double horizontal_shift(TextLine const& a, TextLine const& b) {
  double const left = b.left_mm - a.left_mm;
  double const right = b.right_mm - a.right_mm;
  double const middle = (left + right) / 2;
  double least = left;
  for (double const other : {middle, right}) {
    least = std::abs(other) < std::abs(least) ? other : least;
  }
  return least * kPointsPerMm;
}

Shift shift_of(Comparison const& c, LinePair const& pair) {
  TextLine const& a = c.old_text.lines[pair.from];
  TextLine const& b = c.new_text.lines[pair.to];
  double const dx = horizontal_shift(a, b);
  return {dx, dx, (b.baseline_mm - a.baseline_mm) * kPointsPerMm};
}

bool on_one_page(Comparison const& c, LinePair const& pair) {
  return c.old_text.lines[pair.from].page == c.new_text.lines[pair.to].page;
}

std::vector<Block> blocks(Comparison const& c) {
  std::vector<Block> out;
  double const same = c.tolerance.points;
  for (std::size_t i = 0; i < c.lines.size(); ++i) {
    Shift const shift = shift_of(c, c.lines[i]);
    if (!on_one_page(c, c.lines[i]) || (std::abs(shift.dx) <= same && std::abs(shift.dy) <= same)) {
      continue;
    }
    bool const is_vertical = std::abs(shift.dy) > same;
    auto const block = std::find_if(out.begin(), out.end(), [&](Block const& b) {
      return std::abs(b.shift.dy - shift.dy) <= same &&
             (is_vertical || std::abs(b.shift.dx - shift.dx) <= same);
    });
    if (block == out.end()) {
      out.push_back({shift, {i}});
      continue;
    }
    block->pairs.push_back(i);
    block->shift.dx = std::min(block->shift.dx, shift.dx);
    block->shift.most_dx = std::max(block->shift.most_dx, shift.dx);
  }
  return out;
}

void add_lines(Comparison const& c, std::vector<std::size_t> const& pairs, Change& change) {
  for (std::size_t const i : pairs) {
    change.old_marks.push_back(mark_of(c.old_text.lines[c.lines[i].from]));
    change.new_marks.push_back(mark_of(c.new_text.lines[c.lines[i].to]));
  }
  change.lines = pairs.size();
}

// The component of all lines; `page` when they differ.
Component common_component(Comparison const& c, std::vector<std::size_t> const& pairs) {
  Component const first = c.new_text.lines[c.lines[pairs.front()].to].component;
  for (std::size_t const i : pairs) {
    if (c.new_text.lines[c.lines[i].to].component != first) {
      return Component::page;
    }
  }
  return first;
}

void tell_block(Comparison& c, Block const& block) {
  Change change;
  change.kind = ChangeKind::moved;
  change.component = common_component(c, block.pairs);
  TextLine const& first = c.new_text.lines[c.lines[block.pairs.front()].to];
  TextLine const& last = c.new_text.lines[c.lines[block.pairs.back()].to];
  change.quote = shortened(first.text);
  base::Words const way = shift_words(block.shift, c.tolerance.points);
  change.what = {"dịch " + way.vi, "moved " + way.en};
  if (block.pairs.size() > 1 && change.component == Component::page) {
    std::string const begin = shortened(first.text, 24);
    std::string const end = shortened(last.text, 24);
    change.what.vi += fmt::format(", từ “{}” đến “{}”", begin, end);
    change.what.en += fmt::format(", from “{}” to “{}”", begin, end);
  }
  add_lines(c, block.pairs, change);
  c.changes.add(std::move(change));
}

// Many blocks of a few lines each, as when the spacing of lines differs: one change for all.
void tell_scattered(Comparison& c, std::vector<Block> const& list, std::size_t from) {
  Change change;
  change.kind = ChangeKind::moved;
  change.component = Component::page;
  double least = 1e9;
  double most = 0;
  std::vector<std::size_t> pairs;
  for (std::size_t i = from; i < list.size(); ++i) {
    double const distance = std::hypot(list[i].shift.dx, list[i].shift.dy);
    least = std::min(least, distance);
    most = std::max(most, distance);
    pairs.insert(pairs.end(), list[i].pairs.begin(), list[i].pairs.end());
  }
  std::sort(pairs.begin(), pairs.end());
  base::Words const a = number_text(least, 1);
  base::Words const b = number_text(most, 1);
  change.what = {fmt::format("các dòng khác dịch từ {} đến {} pt, mỗi chỗ một khác", a.vi, b.vi),
                 fmt::format("other lines moved by {} to {} pt, each by another", a.en, b.en)};
  add_lines(c, pairs, change);
  c.changes.add(std::move(change));
}

// Distances between neighbouring lines of one component that became larger or smaller.
void compare_pitch(Comparison& c) {
  constexpr double kSamePitch = 0.15;     // points: two roundings of a PDF's 0.05 and 0.1
  constexpr double kWidestPitch = 3;      // of the letters: beyond, lines are no neighbours
  constexpr std::size_t kLeastLines = 3;  // fewer say nothing of the spacing of lines
  struct Found {
    Change change;
    std::size_t count = 0;
    double most = 0;  // points that one of the lines moved
  };
  std::map<std::string, Found> found;
  for (std::size_t i = 1; i < c.lines.size(); ++i) {
    LinePair const& p = c.lines[i - 1];
    LinePair const& q = c.lines[i];
    if (q.from != p.from + 1 || q.to != p.to + 1 || !on_one_page(c, p) || !on_one_page(c, q)) {
      continue;
    }
    TextLine const& upper = c.new_text.lines[p.to];
    TextLine const& lower = c.new_text.lines[q.to];
    double const then =
        (c.old_text.lines[q.from].baseline_mm - c.old_text.lines[p.from].baseline_mm) *
        kPointsPerMm;
    double const now = (lower.baseline_mm - upper.baseline_mm) * kPointsPerMm;
    double const widest = kWidestPitch * lower.letter_mm * kPointsPerMm;
    if (upper.page != lower.page || upper.component != lower.component || then <= 0 || now <= 0 ||
        then > widest || now > widest || std::abs(now - then) <= kSamePitch) {
      continue;
    }
    base::Words const values = change_text(then, now, 1, "pt");
    Found& one = found[fmt::format("{} {}", static_cast<int>(lower.component), values.en)];
    Change& change = one.change;
    ++one.count;
    for (LinePair const& pair : {p, q}) {
      one.most = std::max(one.most, std::abs(shift_of(c, pair).dy));
    }
    change.kind = ChangeKind::line_pitch;
    change.component = lower.component;
    change.what = {"khoảng cách dòng " + values.vi, "line spacing " + values.en};
    if (change.quote.empty()) {
      change.quote = shortened(lower.text);
    }
    ++change.lines;
    change.old_marks.push_back(mark_of(c.old_text.lines[q.from]));
    change.new_marks.push_back(mark_of(lower));
  }
  for (auto& [key, one] : found) {
    // What is within the tolerance for one line adds up over many.
    if (one.count >= kLeastLines && one.most > c.tolerance.points) {
      c.changes.add(std::move(one.change));
    }
  }
}

// Lines whose words all stayed but stand in other lines now, by component.
void compare_line_breaks(Comparison& c) {
  struct Count {
    std::size_t then = 0;
    std::size_t now = 0;
    std::string quote;
    std::vector<Mark> old_marks;
    std::vector<Mark> new_marks;
  };
  std::map<Component, Count> counts;
  std::vector<bool> kept_old(c.old_text.lines.size(), false);
  std::vector<bool> kept_new(c.new_text.lines.size(), false);
  for (LinePair const& pair : c.lines) {
    kept_old[pair.from] = true;
    kept_new[pair.to] = true;
  }
  for (std::size_t i = 0; i < kept_new.size(); ++i) {
    TextLine const& line = c.new_text.lines[i];
    bool all_stayed = !kept_new[i];
    for (std::size_t w = line.first_word; all_stayed && w < line.last_word; ++w) {
      all_stayed = !c.word_is_new[w];
    }
    if (all_stayed) {
      Count& count = counts[line.component];
      ++count.now;
      count.quote = count.quote.empty() ? shortened(line.text) : count.quote;
      count.new_marks.push_back(mark_of(line));
    }
  }
  for (std::size_t i = 0; i < kept_old.size(); ++i) {
    TextLine const& line = c.old_text.lines[i];
    bool all_stayed = !kept_old[i];
    for (std::size_t w = line.first_word; all_stayed && w < line.last_word; ++w) {
      all_stayed = c.new_word[w] != kNone;
    }
    if (all_stayed) {
      Count& count = counts[line.component];
      ++count.then;
      count.old_marks.push_back(mark_of(line));
    }
  }
  for (auto& [component, count] : counts) {
    if (count.now == 0 || count.then == 0) {
      continue;  // a word came or went, and the rest of the line with it
    }
    Change change;
    change.kind = ChangeKind::rewrapped;
    change.component = component;
    change.quote = count.quote;
    change.lines = count.now;
    change.what =
        count.then == count.now
            ? base::Words{"ngắt dòng khác đi", "lines break elsewhere"}
            : base::Words{
                  fmt::format("ngắt dòng khác đi, {} → {} dòng", count.then, count.now),
                  fmt::format("lines break elsewhere, {} → {} lines", count.then, count.now)};
    change.old_marks = std::move(count.old_marks);
    change.new_marks = std::move(count.new_marks);
    c.changes.add(std::move(change));
  }
}

}  // namespace

void compare_positions(Comparison& c) {
  constexpr std::size_t kMostBlocks = 5;  // told one by one
  compare_pitch(c);
  compare_line_breaks(c);
  std::vector<Block> found = blocks(c);
  std::stable_sort(found.begin(), found.end(), [](Block const& a, Block const& b) {
    return a.pairs.size() > b.pairs.size();
  });
  std::size_t const told = found.size() > kMostBlocks + 1 ? kMostBlocks : found.size();
  for (std::size_t i = 0; i < told; ++i) {
    tell_block(c, found[i]);
  }
  if (told < found.size()) {
    tell_scattered(c, found, told);
  }
}

}  // namespace thethuc::review
