// Drawn lines.

#include <algorithm>
#include <cmath>
#include <optional>

#include <fmt/format.h>

#include "review/drawn.h"

namespace thethuc::review {

namespace {

using rules::Component;
using Rule = base::Geometry::Rule;

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

Box box_of(Rule const& rule) {
  return {rule.page,
          std::min(rule.from_x_mm, rule.to_x_mm),
          std::min(rule.from_y_mm, rule.to_y_mm),
          std::max(rule.from_x_mm, rule.to_x_mm),
          std::max(rule.from_y_mm, rule.to_y_mm)};
}

Component component_of(Text const& text, Rule const& rule, std::optional<std::size_t> line) {
  if (is_upright(rule)) {
    return Component::bang;
  }
  Component const found = line ? text.lines[*line].component : Component::page;
  return found == Component::khac ? Component::page : found;
}

// The line that a rule goes with: borders of tables go with all text around them.
std::optional<std::size_t> strict_anchor(Text const& text, Rule const& rule) {
  auto const line = is_upright(rule) ? std::nullopt : anchor(text, rule);
  if (!line) {
    return std::nullopt;
  }
  Component const component = text.lines[*line].component;
  bool const is_told = component != Component::bang && component != Component::khac;
  return is_told ? line : std::nullopt;
}

// "đường kẻ cách chữ 4,3 → 7,1 pt", of a rule that is further from the line it belongs to; nullopt
// when it belongs to another one now, or went sideways.
std::optional<base::Words> from_the_text(Comparison const& c,
                                         Rule const& a,
                                         Rule const& b,
                                         Shift const& off) {
  auto const old_line = strict_anchor(c.old_text, a);
  auto const new_line = strict_anchor(c.new_text, b);
  if (!old_line || !new_line || std::abs(off.dx) > c.tolerance.points ||
      c.old_text.lines[*old_line].text != c.new_text.lines[*new_line].text) {
    return std::nullopt;
  }
  double const then = (a.from_y_mm - c.old_text.lines[*old_line].baseline_mm) * kPointsPerMm;
  double const now = (b.from_y_mm - c.new_text.lines[*new_line].baseline_mm) * kPointsPerMm;
  base::Words const values = change_text(then, now, 1, "pt");
  return base::Words{"đường kẻ cách chữ " + values.vi, "drawn line below the text by " + values.en};
}

class Rules {
 public:
  explicit Rules(Comparison& comparison) : c_(comparison), around_(comparison) {}

  void compare() {
    std::vector<Drawn> from = drawn(c_.from.geometry.rules);
    for (std::size_t i = 0; i < from.size(); ++i) {
      from[i].shifts = shifts(old_rule(i));
    }
    std::vector<Drawn> const to = drawn(c_.to.geometry.rules);
    DrawnPairs const pairs = pair_drawn(from, to, c_.tolerance.points);
    for (Match const& pair : pairs.moved) {
      tell_place(old_rule(pair.first), new_rule(pair.second));
    }
    for (Match const& pair : pairs.changed) {
      tell_changed(old_rule(pair.first), new_rule(pair.second));
      tell_place(old_rule(pair.first), new_rule(pair.second));
    }
    for (std::size_t const i : pairs.gone) {
      Rule const& a = old_rule(i);
      tell(component_of(c_.old_text, a, anchor(c_.old_text, a)),
           {"bỏ đường kẻ", "drawn line removed"},
           &a,
           nullptr);
    }
    for (std::size_t const i : pairs.came) {
      Rule const& b = new_rule(i);
      tell(component_of(c_.new_text, b, anchor(c_.new_text, b)),
           {"thêm đường kẻ", "drawn line added"},
           nullptr,
           &b);
    }
  }

 private:
  Rule const& old_rule(std::size_t i) const { return c_.from.geometry.rules[i]; }
  Rule const& new_rule(std::size_t i) const { return c_.to.geometry.rules[i]; }

  std::vector<TextShift> shifts(Rule const& rule) const {
    return around_.shifts(box_of(rule), strict_anchor(c_.old_text, rule));
  }

  static std::vector<Drawn> drawn(std::vector<Rule> const& rules) {
    std::vector<Drawn> out;
    out.reserve(rules.size());
    for (Rule const& rule : rules) {
      Drawn& one = out.emplace_back();
      one.box = box_of(rule);
      one.form = {length(rule), rule.thickness_mm};
      one.is_upright = is_upright(rule);
    }
    return out;
  }

  // Borders of a table are many; they are told together.
  void tell(Component component, base::Words what, Rule const* a, Rule const* b) {
    Change& change = c_.changes.of(ChangeKind::rule, component, std::move(what));
    if (a != nullptr) {
      change.old_marks.push_back(mark_of(*a));
    }
    if (b != nullptr) {
      change.new_marks.push_back(mark_of(*b));
    }
  }

  Component component_of_pair(Rule const& a, Rule const& b) const {
    Component const then = component_of(c_.old_text, a, anchor(c_.old_text, a));
    return then != Component::page ? then : component_of(c_.new_text, b, anchor(c_.new_text, b));
  }

  void tell_place(Rule const& a, Rule const& b) {
    std::optional<Shift> const off = distance(box_of(a), box_of(b), shifts(a));
    Component const component = component_of_pair(a, b);
    if (!off) {
      tell(component,
           {fmt::format("đường kẻ sang trang {}", b.page),
            fmt::format("drawn line moved to page {}", b.page)},
           &a,
           &b);
      return;
    }
    base::Words const way = shift_words(*off, c_.tolerance.points);
    if (way.en.empty()) {
      return;
    }
    if (auto words = from_the_text(c_, a, b, *off)) {
      tell(component, std::move(*words), &a, &b);
    } else {
      tell(component, {"đường kẻ dịch " + way.vi, "drawn line moved " + way.en}, &a, &b);
    }
  }

  void tell_changed(Rule const& a, Rule const& b) {
    Component const component = component_of_pair(a, b);
    if (std::abs(length(a) - length(b)) * kPointsPerMm > c_.tolerance.points) {
      base::Words const values = change_text(length(a), length(b), 1, "mm");
      tell(component, {"đường kẻ dài " + values.vi, "drawn line, length " + values.en}, &a, &b);
    }
    if (std::abs(a.thickness_mm - b.thickness_mm) > kSameThickness) {
      base::Words const values =
          change_text(a.thickness_mm * kPointsPerMm, b.thickness_mm * kPointsPerMm, 2, "pt");
      tell(component, {"đường kẻ dày " + values.vi, "drawn line, thickness " + values.en}, &a, &b);
    }
  }

  Comparison& c_;
  TextAround around_;
};

}  // namespace

void compare_rules(Comparison& c) {
  Rules{c}.compare();
}

}  // namespace thethuc::review
