// Words that came, went or were replaced; sizes, fonts and styles of those that stayed.

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include <fmt/format.h>

#include "review/comparison.h"

namespace thethuc::review {

namespace {

using Run = base::Geometry::Run;
using rules::Component;

constexpr double kSameSize = 0.05;   // points: what the PDF's numbers are exact to
constexpr std::size_t kQuoted = 80;  // code points of a text that came or went

// "LiberationSerif-BoldItalic" → "LiberationSerif": the style is told by itself.
std::string family(std::string const& font) {
  return font.substr(0, font.find('-'));
}

// A stretch of words on each side.
struct Edit {
  std::size_t old_begin, old_end, new_begin, new_end;
};

// Stretches that changed. A single word between two of them that stayed by chance is no border.
std::vector<Edit> edits(Comparison const& c) {
  std::vector<Edit> out;
  std::size_t i = 0;
  std::size_t j = 0;
  std::size_t const old_count = c.new_word.size();
  std::size_t const new_count = c.word_is_new.size();
  while (i < old_count || j < new_count) {
    Edit edit{i, i, j, j};
    while (edit.old_end < old_count && c.new_word[edit.old_end] == kNone) {
      ++edit.old_end;
    }
    while (edit.new_end < new_count && c.word_is_new[edit.new_end]) {
      ++edit.new_end;
    }
    i = edit.old_end;
    j = edit.new_end;
    if (edit.old_begin < edit.old_end || edit.new_begin < edit.new_end) {
      if (!out.empty() && edit.old_begin - out.back().old_end == 1 &&
          edit.old_end > edit.old_begin && edit.new_end > edit.new_begin) {
        out.back().old_end = edit.old_end;
        out.back().new_end = edit.new_end;
      } else {
        out.push_back(edit);
      }
    }
    if (i < old_count || j < new_count) {  // both stand at a word that stayed
      i = std::min(i + 1, old_count);
      j = std::min(j + 1, new_count);
    }
  }
  return out;
}

std::string words_text(Text const& text, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end && out.size() < 4 * kQuoted; ++i) {
    out += out.empty() ? "" : " ";
    out += text.words[i].text;
  }
  return shortened(out, kQuoted);
}

// Of the word at `index`, or of the last before it.
Component component_at(Text const& text, std::size_t index) {
  index = std::min(index, text.words.size() - 1);
  return text.lines[text.words[index].line].component;
}

// That of the new line, or of what is gone the old one; an edit may hide what a line is, so then
// that of the other side.
Component component_of(Comparison const& c, Edit const& edit) {
  auto const of = [](Text const& text, std::size_t begin, std::size_t end) {
    bool const between = begin == end && begin > 0;
    return text.words.empty() ? Component::khac : component_at(text, begin - (between ? 1 : 0));
  };
  Component const now = of(c.new_text, edit.new_begin, edit.new_end);
  Component const then = of(c.old_text, edit.old_begin, edit.old_end);
  bool const is_gone = edit.new_begin == edit.new_end;
  for (Component const one : {is_gone ? then : now, is_gone ? now : then}) {
    if (one != Component::khac) {
      return one;
    }
  }
  return Component::noi_dung;
}

void add_marks(Text const& text, std::size_t begin, std::size_t end, std::vector<Mark>& marks) {
  std::size_t last = kNone;
  for (std::size_t i = begin; i < end; ++i) {
    if (text.words[i].line != last) {
      last = text.words[i].line;
      marks.push_back(mark_of(text.lines[last]));
    }
  }
}

// The words without hyphens and spaces.
std::string letters(Text const& text, std::size_t begin, std::size_t end) {
  std::string out;
  for (std::size_t i = begin; i < end; ++i) {
    for (char const c : text.words[i].text) {
      out += c == '-' ? "" : std::string(1, c);
    }
  }
  return out;
}

// "BC-UBND" that goes over to the next line is "BC-" and "UBND".
bool is_broken_word(Comparison const& c, Edit const& edit) {
  auto const spans_lines = [](Text const& text, std::size_t begin, std::size_t end) {
    return end > begin + 1 && text.words[begin].line != text.words[end - 1].line;
  };
  return (spans_lines(c.old_text, edit.old_begin, edit.old_end) ||
          spans_lines(c.new_text, edit.new_begin, edit.new_end)) &&
         letters(c.old_text, edit.old_begin, edit.old_end) ==
             letters(c.new_text, edit.new_begin, edit.new_end);
}

// One property of the letters, told when it differs.
void tell(Comparison& c,
          ChangeKind kind,
          base::Words const& what,
          std::size_t old_line,
          std::size_t new_line,
          std::size_t& last_line) {
  TextLine const& line = c.new_text.lines[new_line];
  Change& change = c.changes.of(kind, line.component, what);
  if (last_line == new_line && change.lines > 0) {
    return;  // a word of the same line
  }
  last_line = new_line;
  if (change.quote.empty()) {
    change.quote = shortened(line.text);
  }
  ++change.lines;
  change.old_marks.push_back(mark_of(c.old_text.lines[old_line]));
  change.new_marks.push_back(mark_of(line));
}

base::Words style_words(ChangeKind kind, bool is_on) {
  if (kind == ChangeKind::bold) {
    return is_on ? base::Words{"chữ thường → chữ đậm", "regular → bold"}
                 : base::Words{"chữ đậm → chữ thường", "bold → regular"};
  }
  return is_on ? base::Words{"chữ đứng → chữ nghiêng", "upright → italic"}
               : base::Words{"chữ nghiêng → chữ đứng", "italic → upright"};
}

}  // namespace

void compare_formats(Comparison& c) {
  std::map<std::pair<ChangeKind, std::string>, std::size_t> last;  // line of each kind of change
  for (std::size_t i = 0; i < c.new_word.size(); ++i) {
    if (c.new_word[i] == kNone) {
      continue;
    }
    Word const& old_word = c.old_text.words[i];
    Word const& new_word = c.new_text.words[c.new_word[i]];
    Run const& a = c.from.geometry.runs[old_word.run];
    Run const& b = c.to.geometry.runs[new_word.run];
    auto const say = [&](ChangeKind kind, base::Words what) {
      std::size_t& last_line = last.try_emplace({kind, what.en}, kNone).first->second;
      tell(c, kind, what, old_word.line, new_word.line, last_line);
    };
    if (std::abs(a.size_pt - b.size_pt) > kSameSize) {
      base::Words const sizes = change_text(a.size_pt, b.size_pt, 1, "pt");
      say(ChangeKind::size, {"cỡ chữ " + sizes.vi, "size " + sizes.en});
    }
    if (family(a.font) != family(b.font)) {
      std::string const fonts = fmt::format("{} → {}", family(a.font), family(b.font));
      say(ChangeKind::font, {"phông chữ " + fonts, "font " + fonts});
    }
    if (a.bold != b.bold) {
      say(ChangeKind::bold, style_words(ChangeKind::bold, b.bold));
    }
    if (a.italic != b.italic) {
      say(ChangeKind::italic, style_words(ChangeKind::italic, b.italic));
    }
  }
}

namespace {

// Text that went at one place and came at another: a sentence that was moved, or notes that went
// over to another page with the text that refers to them. By its letters; of each the edits.
struct Moves {
  explicit Moves(Comparison const& c, std::vector<Edit> const& all) {
    constexpr std::size_t kLeast = 8;  // letters: less comes and goes by chance
    std::map<std::string, std::vector<std::size_t>> gone;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].new_begin == all[i].new_end) {
        gone[letters(c.old_text, all[i].old_begin, all[i].old_end)].push_back(i);
      }
    }
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (all[i].old_begin != all[i].old_end) {
        continue;
      }
      std::string const text = letters(c.new_text, all[i].new_begin, all[i].new_end);
      auto const from = gone.find(text);
      if (text.size() >= kLeast && from != gone.end() && !from->second.empty()) {
        came_from[i] = from->second.front();
        went.insert(from->second.front());
        from->second.erase(from->second.begin());
      }
    }
  }
  std::map<std::size_t, std::size_t> came_from;
  std::set<std::size_t> went;
};

int page_at(Text const& text, std::size_t word) {
  return text.lines[text.words[word].line].page;
}

base::Words edit_words(std::string const& old_words, std::string const& new_words) {
  if (new_words.empty()) {
    return {fmt::format("bỏ “{}”", old_words), fmt::format("“{}” removed", old_words)};
  }
  if (old_words.empty()) {
    return {fmt::format("thêm “{}”", new_words), fmt::format("“{}” added", new_words)};
  }
  return base::same(fmt::format("“{}” → “{}”", old_words, new_words));
}

void tell_edit(Comparison& c, Edit const& edit, bool is_moved) {
  Change change;
  change.component = component_of(c, edit);
  if (change.component == Component::so_trang && c.from.geometry.pages != c.to.geometry.pages) {
    return;  // the number of pages is told
  }
  std::string const old_words = words_text(c.old_text, edit.old_begin, edit.old_end);
  std::string const new_words = words_text(c.new_text, edit.new_begin, edit.new_end);
  change.kind = is_moved ? ChangeKind::moved : ChangeKind::text;
  change.what = edit_words(old_words, new_words);
  if (is_moved) {
    int const then = page_at(c.old_text, edit.old_begin);
    int const now = page_at(c.new_text, edit.new_begin);
    change.what =
        then == now
            ? base::Words{fmt::format("“{}” sang chỗ khác trong trang", new_words),
                          fmt::format("“{}” stands elsewhere on the page", new_words)}
            : base::Words{fmt::format("“{}” từ trang {} sang trang {}", new_words, then, now),
                          fmt::format("“{}” from page {} to page {}", new_words, then, now)};
  }
  add_marks(c.old_text, edit.old_begin, edit.old_end, change.old_marks);
  add_marks(c.new_text, edit.new_begin, edit.new_end, change.new_marks);
  change.lines = std::max(change.old_marks.size(), change.new_marks.size());
  c.changes.add(std::move(change));
}

}  // namespace

void compare_text(Comparison& c) {
  std::vector<Edit> const all = edits(c);
  Moves const moves{c, all};
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (moves.went.count(i) > 0 || is_broken_word(c, all[i])) {
      continue;
    }
    Edit edit = all[i];
    auto const from = moves.came_from.find(i);
    if (from != moves.came_from.end()) {
      edit.old_begin = all[from->second].old_begin;
      edit.old_end = all[from->second].old_end;
    }
    tell_edit(c, edit, from != moves.came_from.end());
  }
}

}  // namespace thethuc::review
