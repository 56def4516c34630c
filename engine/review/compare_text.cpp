// Words that came, went or were replaced; sizes, fonts and styles of those that stayed.

#include <algorithm>
#include <cmath>

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

void add_marks(Text const& text, std::size_t begin, std::size_t end, std::vector<Mark>& marks) {
  std::size_t last = kNone;
  for (std::size_t i = begin; i < end; ++i) {
    if (text.words[i].line != last) {
      last = text.words[i].line;
      marks.push_back(mark_of(text.lines[last]));
    }
  }
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

void compare_text(Comparison& c) {
  for (Edit const& edit : edits(c)) {
    std::string const old_words = words_text(c.old_text, edit.old_begin, edit.old_end);
    std::string const new_words = words_text(c.new_text, edit.new_begin, edit.new_end);
    Change change;
    change.kind = ChangeKind::text;
    if (new_words.empty()) {
      change.what = {fmt::format("bỏ “{}”", old_words), fmt::format("“{}” removed", old_words)};
    } else if (old_words.empty()) {
      change.what = {fmt::format("thêm “{}”", new_words), fmt::format("“{}” added", new_words)};
    } else {
      change.what = {fmt::format("“{}” → “{}”", old_words, new_words),
                     fmt::format("“{}” → “{}”", old_words, new_words)};
    }
    bool const is_new = edit.new_end > edit.new_begin;
    Text const& text = is_new ? c.new_text : c.old_text;
    change.component =
        text.lines[text.words[is_new ? edit.new_begin : edit.old_begin].line].component;
    if (change.component == Component::khac) {
      change.component = Component::noi_dung;
    }
    add_marks(c.old_text, edit.old_begin, edit.old_end, change.old_marks);
    add_marks(c.new_text, edit.new_begin, edit.new_end, change.new_marks);
    change.lines = std::max(change.old_marks.size(), change.new_marks.size());
    c.changes.add(std::move(change));
  }
}

}  // namespace thethuc::review
