// How headings end, what columns are called, and whether the opening sentence is one.

#include <algorithm>
#include <iterator>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/citations.h"
#include "rules/rule_functions.h"
#include "rules/words.h"
#include "wml/names.h"

namespace thethuc::rules {

using base::Words;

void rule_TEXT_07(Check& check) {
  constexpr std::size_t kLongest = 160;  // code points; what is longer goes on as a sentence
  for (Component level : {Component::muc_la_ma, Component::khoan_co_tieu_de}) {
    std::size_t marked = 0, plain = 0, first = 0;
    for (std::size_t index : check.lines_of(level)) {
      Line const& line = check.line(index);
      if (line.is_wild() || base::code_point_count(line.text) > kLongest) {
        continue;
      }
      bool const has_mark = line.text.ends_with('.') || line.text.ends_with(':');
      first = has_mark && marked == 0 ? index : first;
      ++(has_mark ? marked : plain);
    }
    if (marked == 0 || plain == 0) {
      continue;
    }
    std::string const& text = check.line(first).text;
    check.at_line(first,
                  {.about = {"đề mục", "heading"},
                   .expected = {"không có dấu ở cuối như các đề mục cùng cấp khác",
                                "no mark at the end, as others of its level"},
                   .found = base::same(in_quotes(text)),
                   .component = level,
                   .mark_begin = text.size() - 1,
                   .mark_end = text.size()});
  }
}

namespace {

// The grid columns of a cell of the first row that reaches over several; the cells below it have
// names too.
struct Group {
  int begin = 0, end = 0;
};
int columns_of(Paragraph const& p) {
  pugi::xml_node cell = p.node.parent();
  while (cell && !wml::is(cell, wml::w::tc)) {
    cell = cell.parent();
  }
  return std::clamp(
      cell.child(wml::w::tcPr).child("w:gridSpan").attribute(wml::w::val).as_int(1), 1, 63);
}

// The names of the columns of a table as they come: which of them came before in the same group.
class ColumnNames {
 public:
  // Whether the line names its column as one before it is named.
  bool repeats(Paragraph const& p, std::string name) {
    int group = -1;
    if (p.row == 0) {
      int const span = columns_of(p);
      if (span > 1) {
        groups_.push_back({p.column, p.column + span});
      }
    } else {
      auto const found = std::find_if(groups_.begin(), groups_.end(), [&](Group const& g) {
        return p.column >= g.begin && p.column < g.end;
      });
      if (found == groups_.end()) {
        return false;
      }
      group = found->begin;
    }
    auto const [before, is_new] = columns_.try_emplace({group, std::move(name)}, p.column);
    return !is_new && before->second != p.column;
  }

 private:
  std::vector<Group> groups_;
  std::map<std::pair<int, std::string>, int> columns_;
};

}  // namespace

void rule_TEXT_08(Check& check) {
  constexpr int kLeastColumns = 3;
  std::map<int, ColumnNames> tables;
  for (std::size_t index = 0; index < check.recognised.lines.size(); ++index) {
    Line const& line = check.line(index);
    Paragraph const& p = check.paragraph(index);
    if (line.component != Component::bang || p.row > 1 || line.is_piece || line.is_wild() ||
        check.document.tables[static_cast<std::size_t>(p.table)].columns < kLeastColumns) {
      continue;
    }
    std::string name = letters_of(folded(line.text, 80));
    if (has_letter(name) && tables[p.table].repeats(p, std::move(name))) {
      check.at_line(index,
                    {.about = {"tên cột", "name of a column"},
                     .expected = {"tên khác với cột trước", "another name than a column before"},
                     .found = base::same(in_quotes(line.text))});
    }
  }
}

namespace {

// Words that begin what a sentence goes by, not the sentence itself.
bool begins_adverbial(std::string_view text) {
  constexpr std::string_view kWords[] = {
      "thực hiện ", "thi hành ", "triển khai ", "nhằm ", "để ", "theo "};
  std::string const start = base::to_lower(base::first_code_points(text, 24));
  return std::any_of(std::begin(kWords), std::end(kWords), [&](std::string_view word) {
    return start.starts_with(word);
  });
}

// "…, Sở Nội vụ báo cáo": who does something, behind a comma.
bool names_actor(std::string_view sentence) {
  for (std::size_t at = sentence.find(", "); at != std::string_view::npos;
       at = sentence.find(", ", at + 1)) {
    std::string_view const next = base::first_code_points(sentence.substr(at + 2), 1);
    if (has_letter(next) && begins_upper(next)) {
      return true;
    }
  }
  return false;
}

}  // namespace

void rule_TEXT_09(Check& check) {
  Recognised const& r = check.recognised;
  for (std::size_t index = r.body_begin; index < r.body_end; ++index) {
    Line const& line = check.line(index);
    if (line.component != Component::noi_dung) {
      continue;
    }
    std::string_view const text = line.text;
    std::string_view const sentence = text.substr(0, sentence_end(text));
    // Without a document that it goes by it may be an order: "Thực hiện nghiêm các quy định."
    if (!line.is_wild() && sentence.ends_with('.') && begins_adverbial(sentence) &&
        !names_actor(sentence) && !citations_of(sentence, index).empty()) {
      check.at_line(index,
                    {.about = {"câu mở đầu", "opening sentence"},
                     .expected = {"câu có chủ ngữ, vị ngữ", "a sentence that says who does what"},
                     .found = base::same(in_quotes(sentence)),
                     .mark_begin = 0,
                     .mark_end = sentence.size()});
    }
    return;  // only the first paragraph opens the text
  }
}

}  // namespace thethuc::rules
