#include "review/preview_marks.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <map>
#include <string>
#include <string_view>

#include "base/font_metrics.h"
#include "base/text.h"
#include "base/units.h"

namespace thethuc::review {

namespace {

// How many lines of other paragraphs may stand between two of one: those of the other column of a
// table.
constexpr std::size_t kBetween = 4;
// "a)", "IV.", "–": labels of lists, which show and are not in the paragraph's text.
constexpr std::size_t kLongestLabel = 12;

// The text without white space, in small letters: spaces come and go with the width of a line, and
// capitals with w:caps.
std::string squeezed(std::string_view text) {
  std::string const lower = base::to_lower(text);
  std::string out;
  out.reserve(lower.size());
  for (std::size_t i = 0; i < lower.size(); ++i) {
    char const c = lower[i];
    bool const is_no_break_space = lower.compare(i, 2, "\u00A0") == 0;
    if (is_no_break_space) {
      ++i;
    } else if (c != ' ' && c != '\t' && c != '\n' && c != '\r') {
      out += c;
    }
  }
  return out;
}

struct ShownLine {
  std::string text;
  base::Geometry::Line const* line;
};

// How many bytes of `line` are a label before the beginning of `paragraph`; npos when the line does
// not begin the paragraph.
std::size_t label_before(std::string_view line, std::string_view paragraph) {
  for (std::size_t label = 0; label <= kLongestLabel && label < line.size(); ++label) {
    std::string_view const rest = line.substr(label);
    // A label of its own is no reason to take a line whose last letter happens to fit.
    bool const is_enough = label == 0 || rest.size() > 2 * label || rest.size() >= paragraph.size();
    if (is_enough && (paragraph.starts_with(rest) || rest.starts_with(paragraph))) {
      return label;
    }
  }
  return std::string_view::npos;
}

// A line that shows bytes [begin, end) of the paragraph, behind `label` bytes of its own.
struct MatchedLine {
  std::size_t line;
  std::size_t label;
  std::size_t begin;
  std::size_t end;
};

struct Match {
  std::vector<MatchedLine> lines;
  std::size_t length = 0;  // of the paragraph, in bytes
};

Match match_at(std::vector<ShownLine> const& shown, std::size_t first, std::string_view paragraph) {
  Match match;
  std::size_t const label = label_before(shown[first].text, paragraph);
  if (label == std::string_view::npos) {
    return match;
  }
  match.length = std::min(paragraph.size(), shown[first].text.size() - label);
  match.lines.push_back({first, label, 0, match.length});
  std::size_t skipped = 0;
  for (std::size_t i = first + 1;
       i < shown.size() && match.length < paragraph.size() && skipped <= kBetween;
       ++i) {
    std::string_view const rest = paragraph.substr(match.length);
    if (!shown[i].text.empty() && rest.starts_with(shown[i].text)) {
      match.lines.push_back({i, 0, match.length, match.length + shown[i].text.size()});
      match.length = match.lines.back().end;
      skipped = 0;
    } else {
      ++skipped;
    }
  }
  return match;
}

// The longest match at or after `from`, of those that show on the page if that is known; of equal
// ones the first. A paragraph may begin on a page before that of the finding.
Match best_match(std::vector<ShownLine> const& shown,
                 std::size_t from,
                 int page,
                 std::string_view paragraph) {
  Match best;
  for (std::size_t i = from; i < shown.size(); ++i) {
    if (page > 0 && shown[i].line->page > page) {
      break;
    }
    Match match = match_at(shown, i, paragraph);
    bool const is_on_page =
        page == 0 || std::any_of(match.lines.begin(), match.lines.end(), [&](auto const& line) {
          return shown[line.line].line->page == page;
        });
    if (match.length > best.length && is_on_page) {
      best = std::move(match);
      if (best.length >= paragraph.size()) {
        break;
      }
    }
  }
  // Some letters at the end of a line that happen to fit are no match.
  return best.length * 2 >= paragraph.size() || best.lines.size() > 1 ? best : Match{};
}

// What is wrong in the paragraph, in bytes of its squeezed text; all of it when the place does not
// say.
struct Range {
  std::size_t begin;
  std::size_t end;
};

Range range_of(base::Place const& place, std::size_t size) {
  std::string_view const text = place.text;
  Range const range{squeezed(text.substr(0, place.mark_begin)).size(),
                    squeezed(text.substr(0, place.mark_end)).size()};
  return range.begin < range.end ? range : Range{0, size};
}

double width_mm(std::string_view text, base::Geometry::Run const& run) {
  constexpr double kTwipsPerMm = 1440 / 25.4;
  auto const half_points = static_cast<int>(std::lround(run.size_pt * 2));
  return base::text_width(text, {run.bold, run.italic}, base::HalfPoints{half_points}).count /
         kTwipsPerMm;
}

// Where the first `bytes` of the run's text end. A justified run is wider than its letters: its
// spaces take the rest.
double x_in_run(base::Geometry::Run const& run, std::size_t bytes) {
  std::string_view const text = run.text;
  std::string_view const before = text.substr(0, bytes);
  double const natural = width_mm(text, run);
  auto const spaces = std::count(text.begin(), text.end(), ' ');
  double const rest = run.width_mm - natural;
  if (spaces == 0 || rest < 0) {
    return run.left_mm + (natural > 0 ? width_mm(before, run) * run.width_mm / natural : 0);
  }
  return run.left_mm + width_mm(before, run) +
         rest * static_cast<double>(std::count(before.begin(), before.end(), ' ')) /
             static_cast<double>(spaces);
}

// The runs of a line, from left to right.
std::vector<base::Geometry::Run const*> runs_of(base::Geometry::Line const& line,
                                                base::Geometry const& geometry) {
  constexpr double kNear = 0.1;
  std::vector<base::Geometry::Run const*> runs;
  for (base::Geometry::Run const& run : geometry.runs) {
    bool const is_in_line = run.page == line.page && run.baseline_mm >= line.top_mm &&
                            run.baseline_mm <= line.top_mm + line.height_mm &&
                            run.left_mm >= line.left_mm - kNear &&
                            run.left_mm + run.width_mm <= line.left_mm + line.width_mm + kNear;
    if (is_in_line) {
      runs.push_back(&run);
    }
  }
  std::sort(runs.begin(), runs.end(), [](auto const* a, auto const* b) {
    return a->left_mm < b->left_mm;
  });
  return runs;
}

// Bytes [begin, end) of the squeezed text of a line; the whole line when its runs are not known.
PreviewMark mark_in_line(base::Geometry::Line const& line,
                         Range const& range,
                         base::Geometry const& geometry) {
  PreviewMark mark{line.page, line.left_mm, line.top_mm, line.width_mm, line.height_mm};
  double left = 0;
  double right = 0;
  std::size_t seen = 0;  // squeezed bytes
  for (base::Geometry::Run const* const run : runs_of(line, geometry)) {
    for (std::size_t at = 0; at < run->text.size();) {
      std::size_t const begin = at;
      base::next_code_point(run->text, at);
      std::size_t const size =
          squeezed(std::string_view{run->text}.substr(begin, at - begin)).size();
      if (size > 0 && seen <= range.begin && range.begin < seen + size) {
        left = x_in_run(*run, begin);
      }
      if (size > 0 && seen < range.end && range.end <= seen + size) {
        right = x_in_run(*run, at);
      }
      seen += size;
    }
  }
  if (left < right) {
    mark.left_mm = left;
    mark.width_mm = right - left;
  }
  return mark;
}

std::vector<PreviewMark> marks_of_range(Match const& match,
                                        std::vector<ShownLine> const& shown,
                                        base::Geometry const& geometry,
                                        Range const& range) {
  std::vector<PreviewMark> marks;
  for (MatchedLine const& part : match.lines) {
    std::size_t const begin = std::max(range.begin, part.begin);
    std::size_t const end = std::min(range.end, part.end);
    if (begin >= end) {
      continue;
    }
    base::Geometry::Line const& line = *shown[part.line].line;
    bool const is_all = begin == part.begin && end == part.end;
    marks.push_back(
        is_all ? PreviewMark{line.page, line.left_mm, line.top_mm, line.width_mm, line.height_mm}
               : mark_in_line(line,
                              {begin - part.begin + part.label, end - part.begin + part.label},
                              geometry));
  }
  return marks;
}

// Findings that no line shows, such as a margin, beside each other in the upper left corner of
// their page; of a document that has no such page, none.
class Corners {
 public:
  explicit Corners(base::Geometry const& geometry) : geometry_(geometry) {}

  std::vector<PreviewMark> next(int page) {
    constexpr double kSide = 6;  // mm
    constexpr double kGap = 2;
    page = std::max(page, 1);
    auto const sheet = std::find_if(geometry_.sheets.begin(),
                                    geometry_.sheets.end(),
                                    [&](auto const& one) { return one.page == page; });
    if (sheet == geometry_.sheets.end()) {
      return {};
    }
    double const left = kGap + (kSide + kGap) * static_cast<double>(taken_[page]);
    if (left + kSide > sheet->width_mm) {
      return {};
    }
    ++taken_[page];
    return {{page, left, kGap, kSide, kSide}};
  }

 private:
  base::Geometry const& geometry_;
  std::map<int, std::size_t> taken_;
};

}  // namespace

std::vector<std::vector<PreviewMark>> marks_of(rules::Findings const& findings,
                                               base::Geometry const& geometry) {
  std::vector<ShownLine> shown;
  shown.reserve(geometry.lines.size());
  for (base::Geometry::Line const& line : geometry.lines) {
    shown.push_back({squeezed(line.text), &line});
  }
  std::vector<std::vector<PreviewMark>> all;
  Corners corners{geometry};
  std::size_t from = 0;
  for (rules::Finding const& finding : findings.entries) {
    std::vector<PreviewMark>& marks = all.emplace_back();
    std::string const paragraph = squeezed(finding.place.text);
    if (paragraph.empty()) {
      marks = corners.next(finding.page);
      continue;
    }
    Match match = best_match(shown, from, finding.page, paragraph);
    if (match.lines.empty() && from > 0) {  // some rules are checked after others
      match = best_match(shown, 0, finding.page, paragraph);
    }
    if (match.lines.empty()) {
      continue;
    }
    from = match.lines.front().line;  // the next finding may be of the same paragraph
    marks = marks_of_range(match, shown, geometry, range_of(finding.place, paragraph.size()));
  }
  return all;
}

}  // namespace thethuc::review
