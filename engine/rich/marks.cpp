#include "rich/marks.h"

#include <algorithm>
#include <cstddef>
#include <utility>

#include "base/link.h"
#include "base/text.h"

namespace thethuc::rich {

namespace {

// A backslash before one of these makes it text; before anything else it is a backslash.
constexpr std::string_view kEscapable = "*#[]^|";

// "[" and "]" of a link, or a whole note.
struct Mark {
  enum class Kind { note, link_open, link_close, link_refused };

  Kind kind;
  std::size_t begin;
  std::size_t end;           // behind it: of a link_close behind its target
  std::string_view content;  // of a note; the target of a link
};

bool is_blank(std::string_view text) {
  return text.find_first_not_of(kBlanks) == std::string_view::npos;
}

// Finds links and notes in one pass. A bracket that is never closed is text.
class MarkFinder {
 public:
  MarkFinder(std::string_view text, bool in_note, Origin const& origin, base::Diagnostics& out)
      : text_(text), in_note_(in_note), origin_(origin), out_(out) {}

  // In the order of their beginnings; those within a note are among them.
  std::vector<Mark> find() {
    for (std::size_t i = 0; i < text_.size();) {
      char const c = text_[i];
      if (c == '\\' && i + 1 < text_.size() && kEscapable.find(text_[i + 1]) != kEscapable.npos) {
        i += 2;
      } else if (c == '^' && i + 1 < text_.size() && text_[i + 1] == '[') {
        open_.push_back({i, true, false});
        i += 2;
      } else if (c == '[') {
        open_.push_back({i, false, i > 0 && text_[i - 1] == '!'});
        ++i;
      } else if (c == ']' && !open_.empty()) {
        i = close(i);
      } else {
        ++i;
      }
    }
    std::sort(marks_.begin(), marks_.end(), [](Mark const& a, Mark const& b) {
      return a.begin < b.begin;
    });
    return std::move(marks_);
  }

 private:
  struct Open {
    std::size_t at;
    bool is_note;
    bool is_text;  // holds a link already, or belongs to a picture: "![…]"
  };

  // A closing bracket at `at`. Returns where to go on.
  std::size_t close(std::size_t at) {
    Open const open = open_.back();
    open_.pop_back();
    std::size_t const begin = open.at + (open.is_note ? 2 : 1);
    std::string_view const content = text_.substr(begin, at - begin);
    if (open.is_note) {
      close_note(open, at, content);
      return at + 1;
    }
    std::size_t const target_end = is_blank(content) ? 0 : end_of_target(at + 1);
    if (open.is_text || target_end == 0) {
      if (open.is_text && !open_.empty() && !open_.back().is_note) {
        open_.back().is_text = true;  // no link within a link, at any depth
      }
      return at + 1;
    }
    std::string_view const target = text_.substr(at + 2, target_end - 1 - (at + 2));
    base::LinkTarget const judged = base::judge_link(target);
    if (judged == base::LinkTarget::refused) {
      marks_.push_back({Mark::Kind::link_refused, open.at, open.at, target});
    }
    if (judged == base::LinkTarget::good) {
      marks_.push_back({Mark::Kind::link_open, open.at, begin, {}});
      marks_.push_back({Mark::Kind::link_close, at, target_end, target});
      if (!open_.empty() && !open_.back().is_note) {
        open_.back().is_text = true;
      }
    }
    return target_end;
  }

  void close_note(Open const& open, std::size_t at, std::string_view content) {
    if (is_blank(content)) {
      return;
    }
    if (in_note_) {
      out_.add(origin_.diagnose(base::Id::rich_note_in_note,
                                {{"found", "^[" + std::string{content} + "]"}}));
    } else {
      marks_.push_back({Mark::Kind::note, open.at, at + 1, content});
    }
  }

  // Behind the ")" of "(target)" at `at`; 0 when there is no target. A target has no white space
  // and no brackets, and its parentheses are balanced.
  std::size_t end_of_target(std::size_t at) const {
    if (at >= text_.size() || text_[at] != '(') {
      return 0;
    }
    std::size_t depth = 0;
    for (std::size_t i = at; i < text_.size(); ++i) {
      switch (text_[i]) {
        case '(':
          ++depth;
          break;
        case ')':
          if (--depth == 0) {
            return i > at + 1 ? i + 1 : 0;
          }
          break;
        case ' ':
        case '\t':
        case '\n':
        case '[':
        case ']':
          return 0;
        default:
          break;
      }
    }
    return 0;
  }

  std::string_view text_;
  bool in_note_;
  Origin const& origin_;
  base::Diagnostics& out_;
  std::vector<Open> open_;
  std::vector<Mark> marks_;
};

// Writes text for md4c: what means something as it is, the rest escaped.
class Escaper {
 public:
  Escaper(Prepared& prepared,
          std::string_view text,
          std::vector<Mark> marks,
          Origin const& origin,
          base::Diagnostics& out)
      : prepared_(prepared), text_(text), marks_(std::move(marks)), origin_(origin), out_(out) {}

  void run(bool guard_line_starts) {
    std::size_t mark = 0;
    bool at_line_start = guard_line_starts;
    for (std::size_t i = 0; i < text_.size();) {
      while (mark < marks_.size() && marks_[mark].begin < i) {
        ++mark;  // it stands within the note just passed
      }
      if (at_line_start) {
        i = guard(i);
        at_line_start = false;
      } else if (mark < marks_.size() && marks_[mark].begin == i) {
        i = put(marks_[mark++]);
      } else if (text_[i] == '*') {
        i = stars(i);
      } else {
        at_line_start = guard_line_starts && text_[i] == '\n';
        i = character(i);
      }
    }
  }

 private:
  // Escapes what md4c would take for the beginning of a block; returns where to go on.
  std::size_t guard(std::size_t at) {
    std::string_view const line = text_.substr(at, text_.find('\n', at) - at);
    if (line.find_first_not_of("* \t") == std::string_view::npos) {  // a rule: "***", "* * *"
      for (char const c : line) {
        prepared_.text.append(c == '*' ? "\\" : "").push_back(c);
      }
      return at + line.size();
    }
    std::size_t const number = std::min(line.find_first_not_of("0123456789"), line.size());
    std::size_t mark_at = std::string_view::npos;
    if (number > 0) {  // an ordered list: "1.", "1)"
      mark_at = number;
    } else if (std::string_view{"-+=#|:"}.find(line.front()) != std::string_view::npos ||
               (line.front() == '*' && (line[1] == ' ' || line[1] == '\t'))) {
      mark_at = 0;
    }
    if (mark_at >= line.size() ||
        std::string_view{"-+=#|:*.)"}.find(line[mark_at]) == std::string_view::npos) {
      return at;
    }
    prepared_.text.append(line.substr(0, mark_at)).append("\\").push_back(line[mark_at]);
    return at + mark_at + 1;
  }

  std::size_t put(Mark const& mark) {
    switch (mark.kind) {
      case Mark::Kind::note:
        prepared_.notes.emplace_back(trim_blanks(mark.content));
        prepared_.text += kNoteMark;
        break;
      case Mark::Kind::link_open:
        prepared_.text += '[';
        break;
      case Mark::Kind::link_close:
        prepared_.text += "](" + std::to_string(prepared_.links.size()) + ")";
        prepared_.links.push_back(base::to_iri(mark.content));
        break;
      case Mark::Kind::link_refused:
        out_.add(origin_.diagnose(base::Id::rich_link_refused,
                                  base::link_words(mark.content, std::string{mark.content})));
        break;
    }
    return mark.end;
  }

  // A run of asterisks is emphasis, unless it is a figure ("5*3*2"), a mark of a remark ("(*)") or
  // a filler ("****").
  std::size_t stars(std::size_t at) {
    std::size_t const end = std::min(text_.find_first_not_of('*', at), text_.size());
    char const before = at > 0 ? text_[at - 1] : ' ';
    char const after = end < text_.size() ? text_[end] : ' ';
    bool const is_text = end - at > 3 ||
                         (base::is_ascii_digit(before) && base::is_ascii_digit(after)) ||
                         (before == '(' && after == ')');
    for (std::size_t i = at; i < end; ++i) {
      prepared_.text += is_text ? "\\*" : "*";
    }
    return end;
  }

  std::size_t character(std::size_t at) {
    char const c = text_[at];
    if (c == '\\' && at + 1 < text_.size() && kEscapable.find(text_[at + 1]) != kEscapable.npos) {
      prepared_.text.append(text_.substr(at, 2));
      return at + 2;
    }
    if (std::string_view{"\\`_<>&~[]"}.find(c) != std::string_view::npos) {
      prepared_.text += '\\';
    }
    prepared_.text += c;
    return at + 1;
  }

  Prepared& prepared_;
  std::string_view text_;
  std::vector<Mark> marks_;
  Origin const& origin_;
  base::Diagnostics& out_;
};

void append(Prepared& prepared,
            std::string_view text,
            bool guard_line_starts,
            bool in_note,
            Origin const& origin,
            base::Diagnostics& out) {
  std::vector<Mark> marks = MarkFinder{text, in_note, origin, out}.find();
  Escaper{prepared, text, std::move(marks), origin, out}.run(guard_line_starts);
}

}  // namespace

std::string_view trim_blanks(std::string_view text) {
  std::size_t const begin = std::min(text.find_first_not_of(kBlanks), text.size());
  text.remove_prefix(begin);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);  // npos + 1 is 0
}

void append_paragraph(Prepared& prepared,
                      std::string_view lines,
                      bool in_note,
                      Origin const& origin,
                      base::Diagnostics& out) {
  append(prepared, lines, true, in_note, origin, out);
}

std::vector<std::string_view> split_row(std::string_view row) {
  std::vector<std::string_view> cells;
  std::size_t begin = row.starts_with('|') ? 1 : 0;
  for (std::size_t i = begin; i < row.size(); ++i) {
    if (row.substr(i, 2) == "\\|") {
      ++i;
    } else if (row[i] == '|') {
      cells.push_back(trim_blanks(row.substr(begin, i - begin)));
      begin = i + 1;
    }
  }
  if (begin < row.size()) {
    cells.push_back(trim_blanks(row.substr(begin)));
  }
  return cells;
}

void append_row(Prepared& prepared,
                std::vector<std::string_view> const& cells,
                Origin const& origin,
                base::Diagnostics& out) {
  prepared.text += '|';
  for (std::string_view const cell : cells) {
    prepared.text += ' ';
    append(prepared, cell, false, false, origin, out);
    prepared.text += " |";
  }
  prepared.text += '\n';
}

}  // namespace thethuc::rich
