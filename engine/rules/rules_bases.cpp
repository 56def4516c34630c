// Legal bases: how they are set and how they end, and what they say of the document they name.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/citations.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

// "- Căn cứ": each basis is a paragraph of its own, no item of a list (the party lists them).
void check_dash(Line const& line, Gathered& gathered) {
  std::size_t const mark = list_mark_size(line.text);
  if (mark == 0) {
    return;
  }
  std::string const& typed = line.typed_text();
  gathered.add(
      "dash",
      line.paragraph,
      {.expected = {"không có gạch đầu dòng trước căn cứ", "no dash before a basis"},
       .found = base::same(in_quotes(base::first_code_points(line.text, 24))),
       .repair = line.label_size == 0 ? replace_line(line, typed.substr(mark)) : Repair{}});
}

// "Căn cứ Nghị định số … của Chính phủ quy định về …, Sở Nội vụ hướng dẫn như sau:": a sentence
// that says who does what and cites whole what it goes by. Documents that need no bases may begin
// with one.
bool goes_by_whole_citation(std::string_view paragraph) {
  std::string_view const text = paragraph.substr(0, sentence_end(paragraph));
  std::vector<Citation> const cited = citations_of(text, 0);
  if (cited.empty() || cited.front().date.empty() || !cited.front().has_issuer) {
    return false;
  }
  std::size_t at = text.find(", ", cited.front().end);
  while (at != std::string_view::npos &&
         !begins_upper(base::first_code_points(text.substr(at + 2), 1))) {
    at = text.find(", ", at + 1);
  }
  return at != std::string_view::npos &&
         has_summary(text.substr(cited.front().end, at - cited.front().end));
}

}  // namespace

void rule_CC_01(Check& check) {
  Recognised const& r = check.recognised;
  ComponentSpec const* const spec = check.spec(Component::can_cu);
  if (spec == nullptr) {
    return;
  }
  // Upright was the rule of 2011, though italics were common: both are taken.
  bool const italics_free = check.profile.id() == "tt01-2011";
  // Where the sentence follows that issues the document, the last basis may go on to it.
  bool const goes_on = !check.lines_of(Component::cau_ban_hanh).empty();
  Gathered gathered;
  for (std::size_t k = 0; k < r.can_cu.size(); ++k) {
    std::size_t const index = r.can_cu[k];
    Line const& line = check.line(index);
    check_format(check, index, Component::can_cu, kSize | kBold | (italics_free ? 0u : kItalic));
    if (line.is_wild()) {
      continue;
    }
    check_dash(line, gathered);
    bool const is_last = k + 1 == r.can_cu.size();
    std::string const wanted =
        is_last && !spec->last_end_punct.empty() ? spec->last_end_punct : ";";
    bool const holds =
        line.text.ends_with(wanted) || (is_last && goes_on && line.text.ends_with(';'));
    if (!holds) {
      std::size_t from = line.text.size();
      base::Words const expected =
          is_last ? Words{"căn cứ cuối cùng kết thúc bằng " + in_quotes(wanted),
                          "the last basis ending in " + in_quotes(wanted)}
                  : Words{"dòng kết thúc bằng " + in_quotes(wanted),
                          "a line ending in " + in_quotes(wanted)};
      std::string_view const end = std::string_view{line.text}.substr(
          from > 24 ? base::whole_characters(line.text, from - 20) : 0);
      check.at_line(index,
                    {.expected = expected,
                     .found = base::same(in_quotes("…" + std::string{end})),
                     .repair = replace_end(check.paragraph(index), line, wanted),
                     .confidence = spec->confidence,
                     .clause = &spec->clause});
    }
  }
  gathered.tell(check);
  if (!r.can_cu.empty() || r.type == nullptr || check.document.is_template) {
    return;
  }
  // A basis that was run into the first sentence.
  if (r.body_begin < r.body_end) {
    Line const& first = check.line(r.body_begin);
    // "Căn cứ chức năng, nhiệm vụ …" cites nothing; letters are prose, and may cite in it.
    std::string_view const clause = std::string_view{first.text}.substr(0, first.text.find(','));
    bool const cites =
        clause.find('/') != std::string_view::npos && !goes_by_whole_citation(first.text);
    if (folded(first.text, 12).starts_with("can cu ") &&
        (r.type->wants_can_cu || (cites && !r.is_cong_van))) {
      check.at_line(
          r.body_begin,
          {.expected = {"mỗi căn cứ một dòng riêng", "each basis on a line of its own"},
           .found = {"căn cứ viết liền trong câu văn", "a basis within a sentence"},
           .severity = r.type->wants_can_cu ? base::Severity::error : base::Severity::warning,
           .confidence = spec->confidence,
           .clause = &spec->clause});
      return;
    }
  }
  if (r.type->wants_can_cu) {
    check.at_document({.expected = {"ít nhất một căn cứ ban hành", "at least one legal basis"},
                       .found = {"không có", "none"},
                       .confidence = spec->confidence,
                       .clause = &spec->clause});
  }
}

namespace {

// Types of which each document has a number; of "Nghị quyết Đại hội", "Quy chế làm việc" and the
// like many have none.
constexpr std::string_view kNumberedTypes[] = {
    "nghị định", "thông tư liên tịch", "thông tư", "quyết định", "công văn", "tờ trình"};

// A basis, piece by piece: what lacks of it.
class BasisCheck {
 public:
  BasisCheck(Check& check, std::size_t index)
      : check_(check), index_(index), text_(check.line(index).text) {
    std::string lower = base::to_lower(text_);
    lower_ = lower.size() == text_.size() ? std::move(lower) : text_;
    behind_word_ = list_mark_size(lower_);
    has_word_ = std::string_view{lower_}.substr(behind_word_).starts_with("căn cứ ");
    behind_word_ += has_word_ ? std::string_view{"căn cứ "}.size() : 0;
  }

  void run() {
    std::vector<Citation> const found = citations_of(text_, index_);
    bool const names_law =
        has_word_ && (begins("luật ") || begins("bộ luật ") || begins("pháp lệnh "));
    if (names_law || (!found.empty() && is_law_citation(found.front()))) {
      check_law(found);
    } else if (found.empty()) {
      check_unnumbered();
    } else if (!lower_.starts_with("theo đề nghị") && !lower_.starts_with("xét ")) {
      check_document(found.front());
    }
  }

 private:
  bool begins(std::string_view word) const {
    return std::string_view{lower_}.substr(behind_word_).starts_with(word);
  }
  bool is_law_citation(Citation const& c) const {
    return is_law(c.type) || (c.type.empty() && c.symbol.starts_with("QH") &&
                              (has_word(lower_, "luật") || has_word(lower_, "pháp lệnh")));
  }
  void tell(Words expected, std::size_t begin, std::size_t end) {
    check_.at_line(index_,
                   {.expected = std::move(expected),
                    .found = base::same(in_quotes(text_.substr(begin, end - begin))),
                    .mark_begin = begin,
                    .mark_end = end});
  }

  // Of a law its name and date, and no more. Normative documents of today cite it by its number.
  void check_law(std::vector<Citation> const& found) {
    if (check_.profile.family() == Family::qppl) {
      return;
    }
    Words const only{"chỉ tên và ngày của Luật, Pháp lệnh", "only name and date of a law"};
    if (!found.empty() && is_law_citation(found.front())) {
      tell(only, found.front().begin, found.front().end);
      return;
    }
    // "Luật Hoạt động giám sát của Quốc hội và …" is a name; "của Quốc hội" beside the date says
    // who has passed it.
    std::size_t const date = lower_.find("ngày", behind_word_);
    for (std::string_view body :
         {"của quốc hội", "của ủy ban thường vụ quốc hội", "của uỷ ban thường vụ quốc hội"}) {
      std::size_t const at = lower_.rfind(body);
      bool const is_behind = at != std::string::npos && date != std::string::npos && at > date;
      bool const is_before =
          at != std::string::npos && skip_blanks(lower_, at + body.size()) == date;
      if (is_behind || is_before) {
        tell(only, at, at + body.size());
        return;
      }
    }
    if (!has_date(behind_word_)) {
      tell({"ngày ban hành của Luật", "the date of the law"}, 0, text_.size());
    }
  }

  // "ngày 19 tháng 6 năm 2015", "ngày 19/6/2015", or a place left for it.
  bool has_date(std::size_t from) const {
    std::size_t const word = lower_.find("ngày", from);
    if (word == std::string::npos) {
      return false;
    }
    std::size_t const day = skip_blanks(lower_, word + std::string_view{"ngày"}.size());
    std::string_view const rest = std::string_view{lower_}.substr(day);
    return !rest.empty() && (base::is_ascii_digit(rest.front()) || rest.front() == '.' ||
                             rest.starts_with("…") || rest.starts_with("tháng"));
  }

  // "Căn cứ Nghị định của Chính phủ về …".
  void check_unnumbered() {
    auto const* const type = std::find_if(std::begin(kNumberedTypes),
                                          std::end(kNumberedTypes),
                                          [&](std::string_view t) { return begins(t); });
    // A place that was left for the number is no slip.
    bool const is_draft =
        lower_.find("…") != std::string::npos || lower_.find("...") != std::string::npos ||
        lower_.find("số /") != std::string::npos || lower_.find("số  ") != std::string::npos;
    if (has_word_ && type != std::end(kNumberedTypes) && !is_draft) {
      tell({"số và ký hiệu của văn bản căn cứ", "number and symbol of the cited document"},
           behind_word_,
           text_.size());
    }
  }

  void check_document(Citation const& c) {
    if (c.type.empty()) {
      tell({"tên loại của văn bản căn cứ", "the type of the cited document"}, c.begin, c.end);
    } else if (c.date.empty()) {
      // Normative documents of today give number and symbol, in which the year stands.
      if (c.year == 0 || check_.profile.family() != Family::qppl) {
        tell(
            {"ngày ban hành của văn bản căn cứ", "the date of the cited document"}, c.begin, c.end);
      }
    } else if (!c.has_issuer) {
      tell({"cơ quan ban hành (“của …”) của văn bản căn cứ", "the body that issued it (“của …”)"},
           c.begin,
           c.end);
    } else if (!has_summary(std::string_view{text_}.substr(c.end))) {
      tell({"trích yếu của văn bản căn cứ", "the summary of the cited document"},
           c.begin,
           text_.size());
    }
  }

  Check& check_;
  std::size_t index_;
  std::string const& text_;
  std::string lower_;
  std::size_t behind_word_ = 0;
  bool has_word_ = false;  // begins with "Căn cứ"
};

}  // namespace

void rule_CC_02(Check& check) {
  for (std::size_t index : check.recognised.can_cu) {
    if (!check.line(index).is_wild()) {
      BasisCheck{check, index}.run();
    }
  }
}

}  // namespace thethuc::rules
