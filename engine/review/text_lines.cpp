#include "review/text_lines.h"

#include <algorithm>

#include "base/text.h"
#include "base/units.h"

namespace thethuc::review {

namespace {

using Run = base::Geometry::Run;

constexpr double kMmPerPoint = 25.4 / 72;
// A number of a page stands alone, and so far from the upper or lower edge of the page.
constexpr double kPageNumberWithin = 25;  // mm

std::string normal(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    char32_t const c = base::next_code_point(text, pos);
    if (c == U' ' || c == 0xA0 || c == U'\t' || c == U'\n') {
      if (!out.empty() && out.back() != ' ') {
        out += ' ';
      }
    } else {
      base::append_code_point(out, c);
    }
  }
  while (!out.empty() && out.back() == ' ') {
    out.pop_back();
  }
  return out;
}

bool is_page_number(std::string_view text) {
  return !text.empty() && text.size() <= 6 && std::all_of(text.begin(), text.end(), [](char c) {
    return base::is_ascii_digit(c) || c == '-' || c == ' ';
  });
}

class Reader {
 public:
  explicit Reader(Layout const& layout) : geometry_(layout.geometry) {}

  Text read() {
    std::size_t next = 0;
    for (base::Geometry::Line const& line : geometry_.lines) {
      std::size_t const end = runs_of(line, next);
      if (end > next) {
        take(next, end, line.text);
        next = end;
      }
    }
    for (; next < geometry_.runs.size(); ++next) {
      take(next, next + 1, geometry_.runs[next].text);
    }
    return std::move(text_);
  }

 private:
  // Behind the last of the runs from `first` on that make up the line; `first` when none does.
  std::size_t runs_of(base::Geometry::Line const& line, std::size_t first) const {
    std::size_t end = first;
    std::size_t at = 0;
    while (end < geometry_.runs.size() && at < line.text.size()) {
      Run const& run = geometry_.runs[end];
      std::string_view rest = std::string_view{line.text}.substr(at);
      std::size_t const spaces = rest.find_first_not_of(' ');
      rest.remove_prefix(std::min(spaces, rest.size()));
      if (run.page != line.page || run.text.empty() || !rest.starts_with(run.text)) {
        break;
      }
      at = line.text.size() - rest.size() + run.text.size();
      ++end;
    }
    return at == line.text.size() ? end : first;
  }

  void take(std::size_t first, std::size_t end, std::string const& text) {
    TextLine line;
    line.page = geometry_.runs[first].page;
    line.left_mm = geometry_.runs[first].left_mm;
    line.right_mm = line.left_mm;
    line.baseline_mm = geometry_.runs[first].baseline_mm;
    line.text = text;
    line.first_word = text_.words.size();
    bool in_word = false;
    std::size_t at = 0;  // in the text
    for (std::size_t i = first; i < end; ++i) {
      Run const& run = geometry_.runs[i];
      line.right_mm = std::max(line.right_mm, run.left_mm + run.width_mm);
      line.letter_mm = std::max(line.letter_mm, run.size_pt * kMmPerPoint);
      if (i > first && text[at] == ' ') {
        in_word = false;
        ++at;
      }
      for (char const c : run.text) {
        if (c == ' ') {
          in_word = false;
          continue;
        }
        if (!in_word) {
          text_.words.push_back({{}, text_.lines.size(), i});
          in_word = true;
        }
        text_.words.back().text += c;
      }
      at += run.text.size();
    }
    line.last_word = text_.words.size();
    text_.lines.push_back(std::move(line));
  }

  base::Geometry const& geometry_;
  Text text_;
};

double page_height(Layout const& layout, int page) {
  for (base::Geometry::Sheet const& sheet : layout.geometry.sheets) {
    if (sheet.page == page) {
      return sheet.height_mm;
    }
  }
  return 297;
}

void name_lines(Layout const& layout, Text& text) {
  // Text boxes and the columns of a header may come in another order than they were written.
  constexpr std::size_t kAhead = 80;
  constexpr std::size_t kBehind = 12;
  // Else it may be anywhere, when it is long enough to be found by itself, and the document short.
  constexpr std::size_t kTelling = 16;
  constexpr std::size_t kMostSearched = 5'000;
  std::vector<std::string> written;
  written.reserve(layout.texts.size());
  for (NamedText const& one : layout.texts) {
    written.push_back(normal(one.text));
  }
  std::size_t next = 0;
  for (TextLine& line : text.lines) {
    std::string const shown = normal(line.text);
    bool const at_edge = line.baseline_mm < kPageNumberWithin ||
                         line.baseline_mm > page_height(layout, line.page) - kPageNumberWithin;
    if (at_edge && is_page_number(shown)) {
      line.component = rules::Component::so_trang;
      continue;
    }
    auto const holds = [&](std::size_t i) { return written[i].find(shown) != std::string::npos; };
    std::size_t const end = std::min(next + kAhead, written.size());
    std::size_t found = next;
    while (found < end && !holds(found)) {
      ++found;
    }
    if (found == end) {
      found = next - std::min(next, kBehind);
      while (found < next && !holds(found)) {
        ++found;
      }
      if (found == next) {
        found = shown.size() < kTelling || written.size() > kMostSearched ? end : 0;
        while (found < written.size() && !holds(found)) {
          ++found;
        }
        if (found == written.size() || shown.size() < kTelling) {
          continue;
        }
        next = found;
      }
    } else {
      next = found;
    }
    line.component = layout.texts[found].component;
  }
}

Text with_page_numbers_last(Text const& text) {
  Text out;
  for (bool const numbers : {false, true}) {
    for (TextLine const& line : text.lines) {
      if ((line.component == rules::Component::so_trang) != numbers) {
        continue;
      }
      TextLine moved = line;
      moved.first_word = out.words.size();
      for (std::size_t i = line.first_word; i < line.last_word; ++i) {
        out.words.push_back(text.words[i]);
        out.words.back().line = out.lines.size();
      }
      moved.last_word = out.words.size();
      out.lines.push_back(std::move(moved));
    }
    out.body = numbers ? out.body : out.lines.size();
  }
  return out;
}

}  // namespace

Text read_text(Layout const& layout) {
  Text text = Reader{layout}.read();
  name_lines(layout, text);
  return with_page_numbers_last(text);
}

Mark mark_of(TextLine const& line) {
  constexpr double kAscent = 0.8;  // of the size of the letters: where they reach to
  constexpr double kDescent = 0.25;
  return {line.page,
          line.left_mm,
          line.baseline_mm - kAscent * line.letter_mm,
          line.right_mm - line.left_mm,
          (kAscent + kDescent) * line.letter_mm};
}

}  // namespace thethuc::review
