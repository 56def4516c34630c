#include "rules/measured.h"

#include <algorithm>
#include <cmath>
#include <string>
#include <string_view>

namespace thethuc::rules {

using base::Words;

namespace {

// An underline is drawn a tenth of the letters' size below them; the nearest border is behind what
// hangs below the line, a fifth.
constexpr double kUnderlineMm = 0.8;
constexpr double kFarthestMm = 12;  // some lines of text below
constexpr double kLevelMm = 0.3;    // how much a line that is drawn by hand may slope
constexpr double kOffMiddleMm = 2;  // what the eye sees

// A horizontal stroke, whatever draws it.
struct Stroke {
  double left_mm;
  double right_mm;
  double y_mm;
};

// "______": a line that was typed.
bool is_typed_stroke(std::string_view text) {
  constexpr std::string_view kSigns[] = {"_", "\u2500", "\u2014", "\u2015"};
  while (!text.empty()) {
    auto const sign = std::find_if(std::begin(kSigns), std::end(kSigns), [&](std::string_view s) {
      return text.starts_with(s);
    });
    if (sign == std::end(kSigns)) {
      return false;
    }
    text.remove_prefix(sign->size());
  }
  return true;
}

bool is_below(ShownLine const& text, double left_mm, double right_mm, double y_mm) {
  return right_mm > text.left_mm && left_mm < text.right_mm && y_mm > text.baseline_mm &&
         y_mm < text.baseline_mm + kFarthestMm;
}

std::vector<Stroke> strokes_below(base::Geometry const& geometry, ShownLine const& text) {
  std::vector<Stroke> strokes;
  for (base::Geometry::Rule const& rule : geometry.rules) {
    bool const is_level = std::abs(rule.from_y_mm - rule.to_y_mm) <= kLevelMm;
    if (rule.page == text.page && is_level &&
        is_below(text, rule.from_x_mm, rule.to_x_mm, rule.from_y_mm)) {
      strokes.push_back({rule.from_x_mm, rule.to_x_mm, rule.from_y_mm});
    }
  }
  for (base::Geometry::Run const& run : geometry.runs) {
    double const right = run.left_mm + run.width_mm;
    if (run.page == text.page && is_typed_stroke(run.text) &&
        is_below(text, run.left_mm, right, run.baseline_mm)) {
      strokes.push_back({run.left_mm, right, run.baseline_mm});
    }
  }
  return strokes;
}

// Whether other text stands between the text and what is drawn below it.
bool has_text_between(base::Geometry const& geometry, ShownLine const& text, Stroke const& stroke) {
  constexpr double kNextLineMm = 2;
  return std::any_of(geometry.runs.begin(), geometry.runs.end(), [&](auto const& run) {
    return run.page == text.page && !is_typed_stroke(run.text) &&
           run.baseline_mm > text.baseline_mm + kNextLineMm && run.baseline_mm < stroke.y_mm &&
           run.left_mm < text.right_mm && run.left_mm + run.width_mm > text.left_mm;
  });
}

}  // namespace

std::vector<ShownLine> shown_lines(Check& check, std::size_t line) {
  Line const& of = check.line(line);
  return shown_lines(check.paragraph(line), of.begin, of.end);
}

std::optional<DrawnBelow> drawn_below(Check& check, ShownLine const& text) {
  if (check.geometry == nullptr) {
    return std::nullopt;
  }
  std::vector<Stroke> strokes = strokes_below(*check.geometry, text);
  if (strokes.empty()) {
    return std::nullopt;
  }
  std::sort(strokes.begin(), strokes.end(), [](Stroke const& a, Stroke const& b) {
    return a.y_mm < b.y_mm;
  });
  // An underline is below what is underlined, whatever is drawn below that.
  auto const is_underline = [&](Stroke const& s) {
    return s.y_mm - text.baseline_mm < kUnderlineMm;
  };
  auto const own = std::find_if_not(strokes.begin(), strokes.end(), is_underline);
  bool const only_underlined =
      own == strokes.end() || has_text_between(*check.geometry, text, *own);
  if (only_underlined && !is_underline(strokes.front())) {
    return std::nullopt;
  }
  Stroke const& found = only_underlined ? strokes.front() : *own;
  // The parts of a line that was drawn in parts.
  Stroke whole = found;
  constexpr double kJoinMm = 0.2;
  for (Stroke const& s : strokes) {
    bool const is_level = std::abs(s.y_mm - found.y_mm) <= kLevelMm;
    if (is_level && s.left_mm <= whole.right_mm + kJoinMm &&
        s.right_mm >= whole.left_mm - kJoinMm) {
      whole.left_mm = std::min(whole.left_mm, s.left_mm);
      whole.right_mm = std::max(whole.right_mm, s.right_mm);
    }
  }
  return DrawnBelow{whole.right_mm - whole.left_mm,
                    (whole.left_mm + whole.right_mm) / 2 - text.centre_mm(),
                    only_underlined};
}

void check_one_line(Check& check, std::size_t line, Component component) {
  std::size_t const lines = shown_lines(check, line).size();
  if (lines < 2 || check.document.is_template) {
    return;
  }
  std::string const count = std::to_string(lines);
  check.at_line(line,
                {.expected = {"một dòng", "one line"},
                 .found = {count + " dòng trên trang", count + " lines on the page"},
                 .component = component});
}

void check_in_middle(
    Check& check, std::size_t line, Component component, double middle_mm, Words const& of_what) {
  std::vector<ShownLine> const shown = shown_lines(check, line);
  if (shown.empty() || check.document.is_template) {
    return;
  }
  double const off = shown.front().centre_mm() - middle_mm;
  if (std::abs(off) <= kOffMiddleMm) {
    return;
  }
  Words const by = number_words(std::abs(off), "mm");
  check.at_line(line,
                {.expected = of_what,
                 .found = {"lệch " + by.vi + (off < 0 ? " sang trái" : " sang phải"),
                           by.en + (off < 0 ? " to the left" : " to the right")},
                 .component = component});
}

void check_level(Check& check, std::size_t line, std::size_t beside) {
  constexpr double kOffLevelMm = 2.5;  // half a line
  std::vector<ShownLine> const here = shown_lines(check, line);
  std::vector<ShownLine> const there = shown_lines(check, beside);
  if (here.empty() || there.empty() || check.document.is_template) {
    return;
  }
  double const lower = here.front().baseline_mm - there.front().baseline_mm;
  bool const is_beside = here.front().right_mm <= there.front().left_mm;
  bool const is_on_page = here.front().page == there.front().page;
  if (!is_beside || (is_on_page && std::abs(lower) <= kOffLevelMm)) {
    return;
  }
  Words const by = number_words(std::abs(lower), "mm");
  check.at_line(
      line,
      {.expected = {"ngang dòng quyền hạn, chức vụ người ký", "level with the signing authority"},
       .found = !is_on_page ? Words{"ở trang khác", "on another page"}
                : lower > 0 ? Words{"thấp hơn " + by.vi, by.en + " lower"}
                            : Words{"cao hơn " + by.vi, by.en + " higher"},
       .severity = base::Severity::warning});
}

double middle_of_page_mm(Check& check, std::size_t line) {
  Section const& section =
      check.document.sections[static_cast<std::size_t>(check.paragraph(line).section)];
  return mm_of(section.left + section.gutter + section.width_twips - section.right) / 2;
}

}  // namespace thethuc::rules
