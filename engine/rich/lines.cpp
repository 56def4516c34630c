#include "rich/lines.h"

#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "base/text.h"

namespace thethuc::rich {

namespace {

struct Line {
  std::string_view content;  // without white space at its ends
  std::size_t indent = 0;    // columns; a tab goes to the next multiple of 4
};

std::vector<Line> split_lines(std::string_view text) {
  std::vector<Line> lines;
  for (std::size_t begin = 0; begin <= text.size();) {
    std::size_t const end = std::min(text.find('\n', begin), text.size());
    std::string_view const whole = text.substr(begin, end - begin);
    Line line;
    line.content = trim_blanks(whole);
    for (char const c : whole.substr(0, std::min(whole.find_first_not_of(kBlanks), whole.size()))) {
      line.indent += c == '\t' ? 4 - line.indent % 4 : 1;
    }
    lines.push_back(line);
    begin = end + 1;
  }
  return lines;
}

// The number of '#' of a heading: one to six, white space, and something to say.
std::size_t heading_marks(std::string_view line) {
  std::size_t const marks = std::min(line.find_first_not_of('#'), line.size());
  bool const good = marks >= 1 && marks <= kMostHeadingLevels && marks < line.size() &&
                    (line[marks] == ' ' || line[marks] == '\t') &&
                    line.find_first_not_of("# \t") != std::string_view::npos;
  return good ? marks : 0;
}

// "* " and something that is not only asterisks: "* * *" is a line that people draw.
bool is_item(std::string_view line) {
  return line.size() > 2 && line[0] == '*' && (line[1] == ' ' || line[1] == '\t') &&
         line.find_first_not_of("* \t") != std::string_view::npos;
}

// Whether a line begins with a mark of the enumerations of administrative prose, and white space:
// - + – — • ; 1. 1) 1.1. ; a) đ) a. ; I. II.
bool is_enumeration(std::string_view line) {
  std::size_t const end = line.find_first_of(" \t");
  if (end == std::string_view::npos || end == 0) {
    return false;
  }
  std::string_view mark = line.substr(0, end);
  for (std::string_view const dash : {"-", "+", "–", "—", "•"}) {
    if (mark == dash) {
      return true;
    }
  }
  if (mark.back() != '.' && mark.back() != ')') {
    return false;
  }
  mark.remove_suffix(1);
  std::string_view const last = mark.substr(mark.rfind('.') + 1);  // npos + 1 is 0
  bool const is_number =
      !last.empty() && mark.find_first_not_of("0123456789.") == std::string_view::npos;
  bool const is_roman =
      !mark.empty() && mark.find_first_not_of("IVXLCDM") == std::string_view::npos;
  std::size_t letter_end = 0;
  bool const is_letter =
      !mark.empty() && base::next_code_point(mark, letter_end) != 0 && letter_end == mark.size() &&
      (mark.size() > 1 || (mark[0] >= 'a' && mark[0] <= 'z') || (mark[0] >= 'A' && mark[0] <= 'Z'));
  return is_number || is_roman || is_letter;
}

bool has_bar(std::string_view line) {
  for (std::size_t at = line.find('|'); at != std::string_view::npos; at = line.find('|', at + 1)) {
    if (at == 0 || line[at - 1] != '\\') {
      return true;
    }
  }
  return false;
}

// A line without the backslash at its end that makes the line's end a break; the end itself is
// one already.
std::string_view without_backslash(std::string_view line) {
  return line.size() > 1 && line.ends_with('\\') ? trim_blanks(line.substr(0, line.size() - 1))
                                                 : line;
}

// The cells of a row of dashes below the head of a table, "|---|:-:|"; empty when it is none.
std::vector<std::string_view> delimiter_cells(std::string_view line) {
  if (line.find('|') == std::string_view::npos || line.find_first_not_of("|:- \t") != line.npos) {
    return {};
  }
  std::vector<std::string_view> cells = split_row(line);
  bool const good = std::all_of(cells.begin(), cells.end(), [](std::string_view cell) {
    if (cell.starts_with(':')) {
      cell.remove_prefix(1);
    }
    if (cell.ends_with(':')) {
      cell.remove_suffix(1);
    }
    return !cell.empty() && cell.find_first_not_of('-') == std::string_view::npos;
  });
  return good ? cells : std::vector<std::string_view>{};
}

// Whether a table begins at line `at`: a row with as many cells as the row of dashes below it.
bool is_table_head(std::vector<Line> const& lines, std::size_t at) {
  if (at + 1 >= lines.size() || !has_bar(lines[at].content)) {
    return false;
  }
  std::vector<std::string_view> const dashes = delimiter_cells(lines[at + 1].content);
  return !dashes.empty() && dashes.size() == split_row(lines[at].content).size();
}

// Reads lines and writes what md4c is to read, a paragraph, heading, item or table at a time.
class BlockWriter {
 public:
  BlockWriter(std::vector<Line> lines, Origin const& origin, base::Diagnostics& out)
      : lines_(std::move(lines)), origin_(origin), out_(out) {}

  Prepared run() {
    for (std::size_t i = 0; i < lines_.size(); ++i) {
      Line const& line = lines_[i];
      if (line.content.empty()) {
        end_paragraph();
        prepared_.text += '\n';
      } else if (std::size_t const marks = heading_marks(line.content)) {
        end_paragraph();
        begin_line(line, line.content.substr(0, marks));
        paragraph_ = trim_blanks(line.content.substr(marks));
        end_paragraph();
      } else if (is_item(line.content)) {
        end_paragraph();
        begin_line(line, "*");
        item_column_ = line.indent + 2;
        add(i, trim_blanks(line.content.substr(1)));
      } else if (is_table_head(lines_, i)) {
        separate();
        i = table(i);
      } else {
        text(i);
      }
    }
    end_paragraph();
    return std::move(prepared_);
  }

 private:
  void begin_line(Line const& line, std::string_view mark) {
    prepared_.text.append(line.indent, ' ').append(mark);
    prepared_.text += ' ';
  }

  // Ends the paragraph, and lets no other begin without an empty line.
  void separate() {
    if (!paragraph_.empty()) {
      end_paragraph();
      prepared_.text += '\n';
    }
    item_column_ = 0;
  }

  void end_paragraph() {
    if (!paragraph_.empty()) {
      append_paragraph(prepared_, paragraph_, false, origin_, out_);
      prepared_.text += '\n';
      paragraph_.clear();
    }
  }

  void text(std::size_t i) {
    Line const& line = lines_[i];
    if (!paragraph_.empty() && (line.indent < item_column_ || is_enumeration(line.content))) {
      separate();
    }
    if (paragraph_.empty()) {
      item_column_ = 0;
      prepared_.text.append(line.indent, ' ');
    } else {
      paragraph_ += '\n';
    }
    add(i, line.content);
  }

  // A backslash at the end of a line is a break when a line of text follows.
  void add(std::size_t i, std::string_view content) {
    paragraph_ += is_text(i + 1) ? without_backslash(content) : content;
  }

  bool is_text(std::size_t i) const {
    return i < lines_.size() && !lines_[i].content.empty() &&
           heading_marks(lines_[i].content) == 0 && !is_item(lines_[i].content) &&
           !is_table_head(lines_, i);
  }

  // Writes the table whose head is line `i`; returns its last line.
  std::size_t table(std::size_t i) {
    std::size_t const indent = lines_[i].indent;
    std::vector<std::string_view> const head = split_row(lines_[i].content);
    std::vector<std::string_view> const dashes = delimiter_cells(lines_[i + 1].content);
    bool const is_too_wide = head.size() > kMostColumns;
    if (is_too_wide) {
      out_.add(origin_.diagnose(
          base::Id::table_columns,
          {{"limit", std::to_string(kMostColumns)}, {"found", std::to_string(head.size())}}));
    }
    std::size_t row = 0;
    for (; i < lines_.size() && has_bar(lines_[i].content) &&
           (row == 0 || !is_enumeration(lines_[i].content));
         ++i, ++row) {
      std::vector<std::string_view> const cells = split_row(lines_[i].content);
      if (cells.size() > head.size()) {
        out_.add(origin_.diagnose(base::Id::rich_table_row,
                                  {{"row", std::to_string(row)},
                                   {"expected", std::to_string(head.size())},
                                   {"found", std::to_string(cells.size())}}));
      }
      if (is_too_wide || cells.size() > head.size() || !count_cells(head.size())) {
        continue;
      }
      prepared_.text.append(indent, ' ');
      if (row == 1) {
        prepared_.text += '|';
        for (std::string_view const cell : dashes) {
          // md4c wants three dashes.
          prepared_.text.append(cell.starts_with(':') ? ":" : "").append("---");
          prepared_.text.append(cell.ends_with(':') ? ":|" : "|");
        }
        prepared_.text += '\n';
      } else {
        append_row(prepared_, cells, origin_, out_);
      }
    }
    prepared_.text += '\n';
    return i - 1;
  }

  // A row has all cells of the head, however few of them it writes: lines of two bytes may be rows
  // of 63 cells. False, and told once, when there are more than a text of its size can write.
  bool count_cells(std::size_t more) {
    std::size_t const most = origin_.max_text_bytes / 2;
    bool const were_few = cells_ <= most;
    cells_ += more;
    if (were_few && cells_ > most) {
      out_.add(
          origin_.diagnose(base::Id::rich_table_cells,
                           {{"limit", std::to_string(most)}, {base::kLimitName, "rich-bytes"}}));
    }
    return cells_ <= most;
  }

  std::vector<Line> lines_;
  Origin const& origin_;
  base::Diagnostics& out_;
  Prepared prepared_;
  std::size_t cells_ = 0;        // of all tables
  std::string paragraph_;        // lines of the one that is open
  std::size_t item_column_ = 0;  // where the text of the open list item begins; 0 in no item
};

}  // namespace

Prepared prepare_blocks(std::string_view text, Origin const& origin, base::Diagnostics& out) {
  return BlockWriter{split_lines(text), origin, out}.run();
}

Prepared prepare_inline(std::string_view text,
                        bool in_note,
                        Origin const& origin,
                        base::Diagnostics& out) {
  std::vector<Line> const lines = split_lines(text);
  std::string paragraph;
  char const* found_vi = nullptr;
  char const* found_en = nullptr;
  auto const find = [&](char const* vi, char const* en) {
    if (!found_vi) {
      found_vi = vi;
      found_en = en;
    }
  };
  for (std::size_t i = 0; i < lines.size(); ++i) {
    std::string_view const content = lines[i].content;
    if (heading_marks(content) > 0) {
      find("một đề mục (#)", "a heading (#)");
    } else if (is_item(content)) {
      find("một danh sách (*)", "a list (*)");
    } else if (is_table_head(lines, i)) {
      find("một bảng", "a table");
    } else if (content.empty()) {
      find("nhiều đoạn văn", "several paragraphs");
      continue;
    }
    paragraph.append(i > 0 ? "\n" : "");
    paragraph += i + 1 < lines.size() ? without_backslash(content) : content;
  }
  if (found_vi) {
    out.add(origin.diagnose(base::Id::rich_text_not_inline,
                            {{"found.vi", found_vi}, {"found.en", found_en}}));
    return {};
  }
  Prepared prepared;
  append_paragraph(prepared, paragraph, in_note, origin, out);
  return prepared;
}

}  // namespace thethuc::rich
