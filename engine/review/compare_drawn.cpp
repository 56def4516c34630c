// Drawn lines and pictures.

#include <algorithm>
#include <cmath>
#include <optional>
#include <set>

#include <fmt/format.h>

#include "review/comparison.h"

namespace thethuc::review {

namespace {

using rules::Component;
using Rule = base::Geometry::Rule;
using Picture = base::Geometry::Picture;

constexpr double kSameThickness = 0.1;  // millimetres
constexpr double kSteep = 1;            // mm of height from which a line counts as upright

bool is_upright(Rule const& rule) {
  return std::abs(rule.to_y_mm - rule.from_y_mm) > kSteep &&
         std::abs(rule.to_y_mm - rule.from_y_mm) > std::abs(rule.to_x_mm - rule.from_x_mm);
}

double length(Rule const& rule) {
  return std::hypot(rule.to_x_mm - rule.from_x_mm, rule.to_y_mm - rule.from_y_mm);
}

Mark mark_of(Rule const& rule) {
  constexpr double kRoom = 0.6;  // mm, so that it can be seen
  double const left = std::min(rule.from_x_mm, rule.to_x_mm);
  double const top = std::min(rule.from_y_mm, rule.to_y_mm);
  return {rule.page,
          left - kRoom,
          top - kRoom,
          std::abs(rule.to_x_mm - rule.from_x_mm) + 2 * kRoom,
          std::abs(rule.to_y_mm - rule.from_y_mm) + 2 * kRoom};
}

Mark mark_of(Picture const& p) {
  return {p.page, p.left_mm, p.top_mm, p.width_mm, p.height_mm};
}

// Numbers for lengths: those within the tolerance of each other are the same.
class Lengths {
 public:
  explicit Lengths(double same) : same_(same) {}
  void add(double value) { values_.insert(value); }
  Symbol number(double value) const {
    Symbol number = 0;
    double last = -1e9;
    for (double const known : values_) {
      number += known - last > same_ ? 1u : 0u;
      last = known;
      if (known >= value) {
        break;
      }
    }
    return number;
  }

 private:
  double same_;
  std::set<double> values_;
};

// The line of text that a rule belongs to: the nearest above it that it has a part of its width
// in common with.
std::optional<std::size_t> anchor(Text const& text, Rule const& rule) {
  constexpr double kWithin = 5;  // mm
  std::optional<std::size_t> best;
  double nearest = kWithin;
  double const left = std::min(rule.from_x_mm, rule.to_x_mm);
  double const right = std::max(rule.from_x_mm, rule.to_x_mm);
  auto const body_end = text.lines.begin() + static_cast<std::ptrdiff_t>(text.body);
  auto const begin =
      std::lower_bound(text.lines.begin(), body_end, rule.page, [](TextLine const& line, int page) {
        return line.page < page;
      });
  for (auto line = begin; line != body_end && line->page == rule.page; ++line) {
    double const below = rule.from_y_mm - line->baseline_mm;
    if (below > -0.5 && below < nearest && line->left_mm < right && line->right_mm > left) {
      nearest = below;
      best = static_cast<std::size_t>(line - text.lines.begin());
    }
  }
  return best;
}

Component component_of(Text const& text, Rule const& rule, std::optional<std::size_t> line) {
  if (is_upright(rule)) {
    return Component::bang;
  }
  Component const found = line ? text.lines[*line].component : Component::page;
  return found == Component::khac ? Component::page : found;
}

// Borders of a table are many; they are told together.
void tell_rule(Comparison& c,
               Component component,
               base::Words what,
               Rule const* old_rule,
               Rule const* new_rule) {
  Change& change = c.changes.of(ChangeKind::rule, component, std::move(what));
  if (old_rule != nullptr) {
    change.old_marks.push_back(mark_of(*old_rule));
  }
  if (new_rule != nullptr) {
    change.new_marks.push_back(mark_of(*new_rule));
  }
}

// A rule that has kept its form moves with the text above it, or is told.
void compare_place(Comparison& c, Rule const& a, Rule const& b) {
  auto const old_line = anchor(c.old_text, a);
  auto const new_line = anchor(c.new_text, b);
  if (is_upright(a) || !old_line || !new_line) {
    return;  // the border of a table moves with its text
  }
  double const then = (a.from_y_mm - c.old_text.lines[*old_line].baseline_mm) * kPointsPerMm;
  double const now = (b.from_y_mm - c.new_text.lines[*new_line].baseline_mm) * kPointsPerMm;
  Component const component = c.new_text.lines[*new_line].component;
  if (component != Component::bang && component != Component::khac &&
      c.old_text.lines[*old_line].text == c.new_text.lines[*new_line].text &&
      std::abs(now - then) > c.tolerance.points) {
    base::Words const values = change_text(then, now, 1, "pt");
    tell_rule(c,
              component,
              {"đường kẻ cách chữ " + values.vi, "drawn line below the text by " + values.en},
              &a,
              &b);
  }
}

void tell_changed(Comparison& c, Rule const& a, Rule const& b) {
  Component const component = component_of(c.new_text, b, anchor(c.new_text, b));
  if (std::abs(length(a) - length(b)) * kPointsPerMm > c.tolerance.points) {
    base::Words const values = change_text(length(a), length(b), 1, "mm");
    tell_rule(
        c, component, {"đường kẻ dài " + values.vi, "drawn line, length " + values.en}, &a, &b);
  }
  if (std::abs(a.thickness_mm - b.thickness_mm) > kSameThickness) {
    base::Words const values =
        change_text(a.thickness_mm * kPointsPerMm, b.thickness_mm * kPointsPerMm, 2, "pt");
    tell_rule(
        c, component, {"đường kẻ dày " + values.vi, "drawn line, thickness " + values.en}, &a, &b);
  }
}

std::vector<Symbol> numbers(std::vector<Rule> const& rules, Lengths const& lengths) {
  std::vector<Symbol> out;
  for (Rule const& rule : rules) {
    auto const thickness =
        static_cast<Symbol>(std::lround(rule.thickness_mm / (2 * kSameThickness)));
    out.push_back(lengths.number(length(rule)) * 64 + std::min<Symbol>(thickness, 31) * 2 +
                  (is_upright(rule) ? 1 : 0));
  }
  return out;
}

// What lies between two matches: as many as both sides have are pairs, the others came or went.
template <class Item, class Pair, class Old, class New>
void between(std::vector<Item> const& from,
             std::vector<Item> const& to,
             std::vector<Match> found,
             Pair const& pair,
             Old const& gone,
             New const& came) {
  found.emplace_back(from.size(), to.size());
  std::size_t i = 0;
  std::size_t j = 0;
  for (Match const& match : found) {
    for (; i < match.first && j < match.second; ++i, ++j) {
      pair(from[i], to[j]);
    }
    for (; i < match.first; ++i) {
      gone(from[i]);
    }
    for (; j < match.second; ++j) {
      came(to[j]);
    }
    i = match.first + 1;
    j = match.second + 1;
  }
}

base::Words picture_size(Picture const& p) {
  base::Words const w = number_text(p.width_mm, 1);
  base::Words const h = number_text(p.height_mm, 1);
  return {w.vi + " × " + h.vi, w.en + " × " + h.en};
}

}  // namespace

void compare_rules(Comparison& c) {
  auto const& from = c.from.geometry.rules;
  auto const& to = c.to.geometry.rules;
  Lengths lengths{c.tolerance.points / kPointsPerMm};
  for (auto const* list : {&from, &to}) {
    for (Rule const& rule : *list) {
      lengths.add(length(rule));
    }
  }
  std::vector<Match> const found = matches(numbers(from, lengths), numbers(to, lengths));
  for (Match const& match : found) {
    compare_place(c, from[match.first], to[match.second]);
  }
  between(
      from,
      to,
      found,
      [&](Rule const& a, Rule const& b) { tell_changed(c, a, b); },
      [&](Rule const& a) {
        tell_rule(c,
                  component_of(c.old_text, a, anchor(c.old_text, a)),
                  {"bỏ đường kẻ", "drawn line removed"},
                  &a,
                  nullptr);
      },
      [&](Rule const& b) {
        tell_rule(c,
                  component_of(c.new_text, b, anchor(c.new_text, b)),
                  {"thêm đường kẻ", "drawn line added"},
                  nullptr,
                  &b);
      });
}

void compare_pictures(Comparison& c) {
  double const same = c.tolerance.points / kPointsPerMm;
  auto const tell = [&](base::Words what, Picture const* a, Picture const* b) {
    Change change;
    change.kind = ChangeKind::picture;
    change.component = Component::page;
    change.what = std::move(what);
    if (a != nullptr) {
      change.old_marks.push_back(mark_of(*a));
    }
    if (b != nullptr) {
      change.new_marks.push_back(mark_of(*b));
    }
    c.changes.add(std::move(change));
  };
  between(
      c.from.geometry.pictures,
      c.to.geometry.pictures,
      {},
      [&](Picture const& a, Picture const& b) {
        if (std::abs(a.width_mm - b.width_mm) > same ||
            std::abs(a.height_mm - b.height_mm) > same) {
          base::Words const then = picture_size(a);
          base::Words const now = picture_size(b);
          tell({fmt::format("hình {} → {} mm", then.vi, now.vi),
                fmt::format("picture {} → {} mm", then.en, now.en)},
               &a,
               &b);
        }
      },
      [&](Picture const& a) {
        tell({"bỏ hình", "picture removed"}, &a, nullptr);
      },
      [&](Picture const& b) {
        tell({"thêm hình", "picture added"}, nullptr, &b);
      });
}

}  // namespace thethuc::review
