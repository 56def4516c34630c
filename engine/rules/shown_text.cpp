#include "rules/shown_text.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <string>
#include <string_view>

#include "base/text.h"

namespace thethuc::rules {

namespace {

constexpr std::size_t kKeyLetters = 6;
// Texts that may stand between two of one paragraph: those of a page's header and foot, of the
// other columns of a table, of notes.
constexpr std::size_t kBetween = 64;
// Of texts that begin as the paragraph does.
constexpr std::size_t kMostTried = 32;
// A text of fewer bytes goes on with a paragraph only right behind it: "a", "1." stand everywhere.
constexpr std::size_t kTelling = 4;

// Text as it is compared: without white space, since that comes and goes with the width of a line,
// and in small letters, since capitals may be the font's.
struct Letters {
  std::string text;
  std::vector<std::size_t> origin;  // of each byte, in the text that was read; empty: not known

  void add(std::string_view raw) {
    bool const is_composed = !base::may_change_under_nfc(raw);
    std::string const lower = base::to_lower(is_composed ? std::string{raw} : base::to_nfc(raw));
    bool const is_known = lower.size() == raw.size();
    for (std::size_t at = 0; at < lower.size();) {
      std::size_t const begin = at;
      char32_t const c = base::next_code_point(lower, at);
      bool const is_blank = c <= U' ' || c == 0xA0 || c == 0xAD || c == 0x200B;
      for (std::size_t i = begin; !is_blank && i < at; ++i) {
        text += lower[i];
        origin.push_back(is_known ? i : raw.size() * i / lower.size());
      }
    }
  }
};

// A text of the page: a run, or a line where no runs are known.
struct Piece {
  ShownText shown;
  std::string letters;
  bool is_taken = false;
};

std::vector<Piece> pieces_of(base::Geometry const& geometry) {
  std::vector<Piece> pieces;
  auto const add = [&](std::string_view text, ShownText shown) {
    Letters letters;
    letters.add(text);
    if (!letters.text.empty()) {
      pieces.push_back({shown, std::move(letters.text), false});
    }
  };
  for (base::Geometry::Run const& run : geometry.runs) {
    add(run.text,
        {run.page, run.left_mm, run.left_mm + run.width_mm, run.baseline_mm, run.size_pt, 0, 0});
  }
  for (base::Geometry::Line const& line : geometry.lines) {
    if (!geometry.runs.empty()) {
      break;
    }
    add(line.text,
        {line.page,
         line.left_mm,
         line.left_mm + line.width_mm,
         line.top_mm + line.height_mm,
         0,
         0,
         0});
  }
  return pieces;
}

class Matcher {
 public:
  explicit Matcher(base::Geometry const& geometry) : pieces_(pieces_of(geometry)) {
    for (std::size_t i = 0; i < pieces_.size(); ++i) {
      by_key_[std::string{base::first_code_points(pieces_[i].letters, kKeyLetters)}].push_back(i);
    }
  }

  void place(Paragraph& p) {
    Letters wanted;
    wanted.add(p.text);
    if (wanted.text.empty()) {
      return;
    }
    // The number of a list shows, and is no text of the paragraph.
    Letters label;
    label.add(p.label.text);
    Match best = best_match(label.text + wanted.text);
    if (best.parts.empty() && !label.text.empty()) {
      best = best_match(wanted.text);  // a bullet is drawn with a sign of its font's own
      label.text.clear();
    }
    for (Part const& part : best.parts) {
      Piece& piece = pieces_[part.piece];
      piece.is_taken = true;
      next_ = part.piece + 1;
      if (part.end <= label.text.size()) {
        continue;
      }
      std::size_t const begin = std::max(part.begin, label.text.size()) - label.text.size();
      std::size_t const end = part.end - label.text.size();
      ShownText shown = piece.shown;
      shown.begin = wanted.origin[begin];
      shown.end = end < wanted.origin.size() ? wanted.origin[end] : p.text.size();
      p.shown.push_back(shown);
    }
  }

 private:
  struct Part {
    std::size_t piece;
    std::size_t begin;  // in the paragraph's letters
    std::size_t end;
  };
  struct Match {
    std::vector<Part> parts;
    std::size_t length = 0;
  };

  // The pieces that show `text`, the first being `first`.
  Match match_at(std::size_t first, std::string_view text) const {
    Match match;
    std::size_t skipped = 0;
    for (std::size_t i = first; i < pieces_.size() && match.length < text.size(); ++i) {
      std::string_view const rest = text.substr(match.length);
      std::string_view letters = pieces_[i].letters;
      // A hyphen at the end of a line may be that of a word that was parted there.
      if (letters.size() > 1 && letters.ends_with('-') && !rest.starts_with(letters)) {
        letters.remove_suffix(1);
      }
      bool const is_telling = skipped == 0 || letters.size() >= kTelling || letters == rest;
      if (!pieces_[i].is_taken && is_telling && rest.starts_with(letters)) {
        match.parts.push_back({i, match.length, match.length + letters.size()});
        match.length += letters.size();
        skipped = 0;
      } else if (i == first || ++skipped > kBetween) {
        break;
      }
    }
    return match;
  }

  // The first whole match behind what was found last; else the longest of all that holds most of
  // the paragraph.
  Match best_match(std::string_view text) const {
    Match best;
    for (bool const is_behind : {true, false}) {
      for (std::size_t letters = kKeyLetters; letters > 0; --letters) {
        std::string_view const key = base::first_code_points(text, letters);
        auto const found = by_key_.find(key);
        if (found == by_key_.end() || (letters < kKeyLetters && key.size() == text.size() &&
                                       base::code_point_count(key) < letters)) {
          continue;
        }
        std::vector<std::size_t> const& all = found->second;
        auto const middle = std::lower_bound(all.begin(), all.end(), next_);
        std::size_t tried = 0;
        for (auto at = is_behind ? middle : all.begin();
             at != (is_behind ? all.end() : middle) && tried < kMostTried;
             ++at) {
          if (pieces_[*at].is_taken) {
            continue;
          }
          ++tried;
          Match match = match_at(*at, text);
          if (match.length > best.length) {
            best = std::move(match);
          }
          if (best.length == text.size()) {
            return best;
          }
        }
      }
    }
    return best.length * 2 >= text.size() || best.parts.size() > 1 ? best : Match{};
  }

  std::vector<Piece> pieces_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_key_;
  std::size_t next_ = 0;
};

}  // namespace

void find_on_pages(Document& document, base::Geometry const& geometry) {
  document.rendered_pages = geometry.pages;
  Matcher matcher{geometry};
  int page = 0;
  for (Paragraph& p : document.paragraphs) {
    matcher.place(p);
    // What does not show stands behind what was found last. What Word has left of pages may be old.
    p.page = p.shown.empty() ? page : p.shown.front().page;
    page = p.shown.empty() ? page : p.shown.back().page;
  }
}

int page_at(Paragraph const& paragraph, std::size_t byte) {
  auto const found = std::find_if(paragraph.shown.begin(),
                                  paragraph.shown.end(),
                                  [&](ShownText const& text) { return byte < text.end; });
  return found == paragraph.shown.end() ? paragraph.page : found->page;
}

std::vector<ShownLine> shown_lines(Paragraph const& paragraph, std::size_t begin, std::size_t end) {
  constexpr double kSameLine = 1.5;  // raised letters, and letters of other sizes
  std::vector<ShownLine> lines;
  for (ShownText const& text : paragraph.shown) {
    if (text.end <= begin || text.begin >= end) {
      continue;
    }
    bool const goes_on = !lines.empty() && lines.back().page == text.page &&
                         std::abs(lines.back().baseline_mm - text.baseline_mm) < kSameLine;
    if (!goes_on) {
      lines.push_back({text.page, text.left_mm, text.right_mm, text.baseline_mm, text.size_pt});
      continue;
    }
    ShownLine& line = lines.back();
    line.left_mm = std::min(line.left_mm, text.left_mm);
    line.right_mm = std::max(line.right_mm, text.right_mm);
    line.size_pt = std::max(line.size_pt, text.size_pt);
  }
  return lines;
}

}  // namespace thethuc::rules
