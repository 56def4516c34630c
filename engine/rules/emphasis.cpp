#include "rules/emphasis.h"

#include <optional>
#include <string_view>
#include <utility>

#include "base/text.h"
#include "rules/body_lines.h"
#include "rules/numbered.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

constexpr std::size_t kShortest = 60;  // letters: shorter lines may be headings
constexpr std::size_t kLong = 130;     // more than a line

// "Điều 1." stays bold.
Repair repair_of(Repair::Kind kind, Line const& line) {
  Repair repair = of_line(kind, line, 0);
  if (line.component == Component::dieu && line.label_size == 0) {
    repair.begin += read_numbered(line.text).size;
  }
  return repair;
}

}  // namespace

bool is_plain_sentence(Line const& line) {
  constexpr std::size_t kLabel = 48;  // bytes
  std::string_view const text = line.text;
  std::string const key = folded(text, 160);
  bool const has_label = text.substr(0, kLabel).find(':') != std::string_view::npos ||
                         key.starts_with("luu y") || key.starts_with("ghi chu");
  bool const is_passed = key.find("thong qua") != std::string::npos;
  return line.component == Component::noi_dung && line.label_size == 0 &&
         base::code_point_count(text) >= kShortest && list_mark_size(text) == 0 &&
         text.ends_with('.') && begins_upper(text) && !is_upper(text) && !has_label && !is_passed;
}

void EmphasisCheck::take(std::size_t index) {
  Line const& line = check_.line(index);
  Paragraph const& p = check_.paragraph(index);
  std::size_t const length = base::code_point_count(line.text);
  bool const is_sentence = line.text.ends_with('.') || line.text.ends_with(';');
  bool const is_text = is_running(line.component) ||
                       line.component == Component::khoan_co_tieu_de ||
                       (line.component == Component::dieu && is_sentence);
  if (!is_text || line.is_piece || length < kShortest) {
    return;
  }
  std::size_t letters = 0, bold = 0, underlined = 0;
  for (Span const& span : p.spans) {
    std::size_t const size = span.end - span.begin;
    letters += span.format.hidden ? 0 : size;
    bold += !span.format.hidden && span.format.bold ? size : 0;
    underlined += !span.format.hidden && span.format.underline ? size : 0;
  }
  letters_ += letters;
  bool const is_long = length >= kLong;
  bool const is_heading = line.component == Component::khoan_co_tieu_de && !is_long && !is_sentence;
  for (auto const& [set, use] : {std::pair{bold, &bold_}, std::pair{underlined, &underlined_}}) {
    if (set * 10 >= letters * 9) {
      use->letters += letters;
      use->has_long = use->has_long || is_long;
      use->sentences += is_sentence ? 1U : 0U;
      if (!is_heading) {
        use->lines.push_back(index);
      }
    }
  }
}

void EmphasisCheck::tell(Gathered& gathered) {
  if (spec_.bold == false) {
    tell(gathered, bold_, Repair::Kind::bold, {"chữ không đậm", "not bold"}, {"chữ đậm", "bold"});
  }
  if (spec_.underline == false) {
    tell(gathered,
         underlined_,
         Repair::Kind::underline,
         {"chữ không gạch chân", "not underlined"},
         {"chữ gạch chân", "underlined"});
  }
}

// A paragraph that stands out alone: no item, no quotation, a sentence or more.
bool EmphasisCheck::is_lone_sentence(std::size_t index) const {
  Line const& line = check_.line(index);
  std::string_view const text = line.text;
  return is_plain_sentence(line) ||
         (line.component != Component::khoan_co_tieu_de && base::code_point_count(text) >= kLong &&
          list_mark_size(text) == 0 &&
          (text.ends_with('.') || text.ends_with(';') || text.ends_with(':')));
}

void EmphasisCheck::tell(Gathered& gathered,
                         Use const& use,
                         Repair::Kind kind,
                         Words const& expected,
                         Words const& found) {
  bool const is_text = use.has_long || use.sentences > 1;
  bool const is_all = is_text && use.letters * 10 >= letters_ * 8;
  for (std::size_t index : use.lines) {
    Line const& line = check_.line(index);
    if (!is_all && !is_lone_sentence(index)) {
      continue;
    }
    // One paragraph may be meant to stand out, though it should not.
    gathered.add(found.en,
                 line.paragraph,
                 {.expected = expected,
                  .found = found,
                  .repair = is_all ? repair_of(kind, line) : Repair{},
                  .severity = is_all ? std::optional<base::Severity>{}
                                     : std::optional{base::Severity::warning},
                  .confidence = spec_.confidence,
                  .clause = &spec_.clause});
  }
}

}  // namespace thethuc::rules
