#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/persons.h"
#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

// Many type blanks where a table or tab stop should be.
constexpr std::size_t kBlanksThatPart = 4;

std::string_view trimmed(std::string_view text, std::size_t& begin) {
  std::string_view const inner = base::trim(text);
  begin += static_cast<std::size_t>(inner.data() - text.data());
  return inner;
}

bool is_typed_rule(std::string_view text) {
  if (text.size() < 3) {
    return text == "__";
  }
  std::size_t at = 0;
  while (at < text.size()) {
    char32_t const c = base::next_code_point(text, at);
    constexpr std::u32string_view kStrokes = U"_-–—―=¯‾─━═⎯＿";
    if (kStrokes.find(c) == kStrokes.npos) {
      return false;
    }
  }
  return true;
}

// Where the first part of a line ends that blanks or tabs part from the next; npos when none does.
std::size_t part_end(std::string_view text, std::size_t& next) {
  for (std::size_t i = 1; i < text.size(); ++i) {
    if (text[i] == '\t') {
      next = i + 1;
      return i;
    }
    if (text[i] == ' ' && text.substr(i).size() > kBlanksThatPart &&
        text.substr(i, kBlanksThatPart).find_first_not_of(' ') == std::string_view::npos) {
      // Before the number is given, blanks are left for it.
      std::size_t const behind = text.find_first_not_of(" \t", i);
      if (behind == std::string_view::npos || text[behind] == '/' || text[behind] == '-' ||
          text[i - 1] == ':' || folded(text.substr(behind), 12).starts_with("thang") ||
          folded(text.substr(behind), 12).starts_with("nam ")) {
        i = behind == std::string_view::npos ? text.size() : behind;
        continue;
      }
      next = behind;
      return i;
    }
  }
  return std::string_view::npos;
}

// "-", "1.", "a)": what stands before a tab in a list that is typed by hand.
bool is_list_mark(std::string_view text) {
  bool const is_short_rule =
      text.size() > 1 && text.find_first_not_of('_') == std::string_view::npos;
  return text.size() <= 5 && !is_short_rule &&
         (!has_letter(text) || text.ends_with('.') || text.ends_with(')'));
}

// "Nguyễn Văn An → Trần Thị Bình": who sign side by side.
bool is_row_of_names(std::string_view text) {
  std::size_t next = 0;
  for (std::size_t end = part_end(text, next); end != std::string_view::npos;
       end = part_end(text, next)) {
    if (!is_persons_name(normal_text(text.substr(0, end)))) {
      return false;
    }
    text = base::trim(text.substr(next));
  }
  return is_persons_name(normal_text(text));
}

// Whether a paragraph in the flow of text may be a row of a header or signature block: two columns
// that a tab or blanks part, both of them short. Elsewhere tabs mean other things.
bool is_two_columns(Paragraph const& p, std::string_view line, bool may_be_block) {
  if (p.setting == Setting::table || line.size() > 220) {
    return false;
  }
  std::size_t next = 0;
  std::string_view const text = base::trim(line);
  std::size_t const end = part_end(text, next);
  if (end == std::string_view::npos || is_list_mark(text.substr(0, end))) {
    return false;
  }
  return may_be_block || is_upper(text) || is_row_of_names(text);
}

bool is_recipients(std::string_view text) {
  return text.size() < 200 && folded(text, 24).find("noi nhan") != std::string::npos;
}

void add_line(Paragraph const& p,
              std::size_t index,
              std::size_t begin,
              std::string_view raw,
              bool is_piece,
              std::vector<Line>& out) {
  raw = trimmed(raw, begin);
  Line line;
  line.paragraph = index;
  line.begin = begin;
  line.end = begin + raw.size();
  line.text = normal_text(raw);
  if (!p.capitals.empty()) {
    line.typed = normal_text(std::string_view{p.text}.substr(begin, raw.size()));
  }
  line.is_piece = is_piece;
  if (line.text.empty()) {
    return;
  }
  line.is_rule = is_typed_rule(line.text);
  // Asked by nearly every rule, of each citation in it too: looked for once.
  line.has_tag = has_tag(line.text);
  line.is_verbatim = line.text == raw;
  bool const first = begin == 0 || p.text.find_first_not_of(" \t\n") >= begin;
  if (first && !p.label.text.empty()) {
    line.text.insert(0, p.label.text + " ");
    line.typed.insert(0, line.typed.empty() ? std::string{} : p.label.text + " ");
    line.label_size = p.label.text.size() + 1;
  }
  out.push_back(std::move(line));
}

}  // namespace

std::vector<Line> read_lines(Document const& document) {
  std::vector<Line> out;
  out.reserve(document.paragraphs.size());
  constexpr std::size_t kHeaderLines = 16;
  bool has_recipients = false;  // the signature block has begun
  for (std::size_t index = 0; index < document.paragraphs.size(); ++index) {
    Paragraph const& p = document.paragraphs[index];
    if (p.is_blank()) {
      continue;
    }
    std::string_view const text = p.displayed();
    bool const has_breaks = text.find('\n') != std::string_view::npos;
    std::size_t begin = 0;
    while (begin <= text.size()) {
      std::size_t const end = std::min(text.find('\n', begin), text.size());
      std::string_view row = text.substr(begin, end - begin);
      std::size_t at = begin;
      has_recipients = has_recipients || is_recipients(row);
      if (is_two_columns(p, row, out.size() < kHeaderLines || has_recipients)) {
        row = trimmed(row, at);
        std::size_t next = 0;
        for (std::size_t cut = part_end(row, next); cut != std::string_view::npos;
             cut = part_end(row, next)) {
          add_line(p, index, at, row.substr(0, cut), true, out);
          row.remove_prefix(next);
          at += next;
          row = trimmed(row, at);
        }
        add_line(p, index, at, row, true, out);
      } else {
        add_line(p, index, at, row, has_breaks, out);
      }
      begin = end + 1;
    }
  }
  return out;
}

bool is_mostly_bold(Document const& document, Line const& line) {
  std::size_t bold = 0, all = 0;
  for (Span const& span : document.paragraphs[line.paragraph].spans) {
    std::size_t const begin = std::max(span.begin, line.begin);
    std::size_t const end = std::min(span.end, line.end);
    if (begin < end) {
      all += end - begin;
      bold += span.format.bold ? end - begin : 0;
    }
  }
  return 2 * bold > all;
}

bool is_centred(Document const& document, Line const& line) {
  return document.paragraphs[line.paragraph].format.alignment == wml::Alignment::center;
}

std::string Recognised::issuing_body(std::string_view between) const {
  std::string out;
  for (std::size_t line : ban_hanh) {
    out += out.empty() ? "" : between;
    out += lines[line].text;
  }
  return out;
}

}  // namespace thethuc::rules
