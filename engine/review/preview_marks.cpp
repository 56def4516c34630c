#include "review/preview_marks.h"

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "base/text.h"

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

struct Match {
  std::vector<std::size_t> lines;
  std::size_t length = 0;  // of the paragraph, in bytes
};

Match match_at(std::vector<ShownLine> const& shown, std::size_t first, std::string_view paragraph) {
  Match match;
  std::size_t const label = label_before(shown[first].text, paragraph);
  if (label == std::string_view::npos) {
    return match;
  }
  match.lines.push_back(first);
  match.length = std::min(paragraph.size(), shown[first].text.size() - label);
  std::size_t skipped = 0;
  for (std::size_t i = first + 1;
       i < shown.size() && match.length < paragraph.size() && skipped <= kBetween;
       ++i) {
    std::string_view const rest = paragraph.substr(match.length);
    if (!shown[i].text.empty() && rest.starts_with(shown[i].text)) {
      match.lines.push_back(i);
      match.length += shown[i].text.size();
      skipped = 0;
    } else {
      ++skipped;
    }
  }
  return match;
}

// The longest match at or after `from`, of the page if that is known; of equal ones the first.
Match best_match(std::vector<ShownLine> const& shown,
                 std::size_t from,
                 int page,
                 std::string_view paragraph) {
  Match best;
  for (std::size_t i = from; i < shown.size(); ++i) {
    if (page > 0 && shown[i].line->page != page) {
      continue;
    }
    Match match = match_at(shown, i, paragraph);
    if (match.length > best.length) {
      best = std::move(match);
      if (best.length >= paragraph.size()) {
        break;
      }
    }
  }
  // Some letters at the end of a line that happen to fit are no match.
  return best.length * 2 >= paragraph.size() || best.lines.size() > 1 ? best : Match{};
}

}  // namespace

std::vector<std::vector<PreviewMark>> marks_of(rules::Findings const& findings,
                                               base::Geometry const& geometry) {
  std::vector<ShownLine> shown;
  shown.reserve(geometry.lines.size());
  for (base::Geometry::Line const& line : geometry.lines) {
    shown.push_back({squeezed(line.text), &line});
  }
  std::vector<std::vector<PreviewMark>> all;
  std::size_t from = 0;
  for (rules::Finding const& finding : findings.entries) {
    std::vector<PreviewMark>& marks = all.emplace_back();
    std::string const paragraph = squeezed(finding.place.text);
    if (paragraph.empty()) {
      continue;
    }
    Match match = best_match(shown, from, finding.page, paragraph);
    if (match.lines.empty() && from > 0) {  // some rules are checked after others
      match = best_match(shown, 0, finding.page, paragraph);
    }
    if (match.lines.empty()) {
      continue;
    }
    from = match.lines.front();  // the next finding may be of the same paragraph
    for (std::size_t const i : match.lines) {
      base::Geometry::Line const& line = *shown[i].line;
      marks.push_back({line.page, line.left_mm, line.top_mm, line.width_mm, line.height_mm});
    }
  }
  return all;
}

}  // namespace thethuc::review
