// Documents that are cited, and legal bases as citations.

#include <algorithm>
#include <iterator>
#include <set>
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

bool is_law(std::string_view type) {
  std::string const lower = base::to_lower(type);
  return lower == "luật" || lower == "pháp lệnh" || lower == "bộ luật";
}

// Where a citation is one of the text: headers and lists of recipients name other numbers.
bool is_of_text(Component component) {
  switch (component) {
    case Component::so_ky_hieu:
    case Component::phu_luc_chi_dan:
    case Component::kem_theo_chi_dan:
    case Component::noi_nhan_luu:
    case Component::noi_nhan_danh_sach:
    case Component::ban_sao_so_ky_hieu:
      return false;
    default:
      return true;
  }
}

std::string shown(Check& check, Citation const& c) {
  return check.line(c.line).text.substr(c.begin, c.end - c.begin);
}

std::string two_digits(int n) {
  return n < 10 ? "0" + std::to_string(n) : std::to_string(n);
}
// "05/01/2021", "15/3/2023": a 0 before days to 9 and months 1 and 2.
std::string short_date(Citation const& c) {
  std::string const month = c.m <= 2 ? two_digits(c.m) : std::to_string(c.m);
  return two_digits(c.d) + "/" + month + "/" + std::to_string(c.y);
}
bool is_short(Citation const& c) {
  return c.date.find('/') != std::string::npos;
}

}  // namespace

std::vector<Citation> const& Check::citations() {
  if (citations_) {
    return *citations_;
  }
  std::vector<Citation>& out = citations_.emplace();
  for (std::size_t i = 0; i < recognised.lines.size(); ++i) {
    std::string const& text = recognised.lines[i].text;
    if (is_of_text(recognised.lines[i].component) && text.find('/') != std::string::npos &&
        !is_number_line(text)) {
      std::vector<Citation> found = citations_of(text, i);
      std::move(found.begin(), found.end(), std::back_inserter(out));
    }
  }
  return out;
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
    behind_word_ = skip_blanks(lower_, lower_.starts_with("- ") ? 2 : 0);
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
    } else if (!has_summary(c.end)) {
      tell({"trích yếu của văn bản căn cứ", "the summary of the cited document"},
           c.begin,
           text_.size());
    }
  }

  // What a summary begins with behind the body's name; where that is long, it may begin otherwise.
  bool has_summary(std::size_t from) const {
    constexpr std::string_view kBegins[] = {
        "về",         "v/v",       "quy định",   "ban hành",   "phê duyệt", "hướng dẫn",
        "sửa đổi",    "bổ sung",   "thành lập",  "giao",       "công bố",   "phân công",
        "triển khai", "kiện toàn", "tổ chức",    "điều chỉnh", "thực hiện", "đẩy mạnh",
        "tăng cường", "cho phép",  "chấp thuận", "thông qua",  "phân cấp",  "ủy quyền",
        "uỷ quyền",   "bãi bỏ",    "thay thế",   "kết quả",    "đề nghị",   "chuyển",
        "bổ nhiệm",   "phân bổ",   "chi tiết",   "cử",         "xếp",       "quyết định",
        "công nhận",  "tiếp nhận", "báo cáo",    "kế hoạch"};
    constexpr std::size_t kLongName = 12;  // words
    std::string_view const rest = std::string_view{lower_}.substr(from);
    return split(rest, ' ').size() > kLongName ||
           std::any_of(std::begin(kBegins), std::end(kBegins), [&](std::string_view word) {
             return has_word(rest, word);
           });
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

void rule_CITE_01(Check& check) {
  std::set<std::string> seen;
  for (Citation const& c : check.citations()) {
    Component const component = check.line(c.line).component;
    bool const is_first = seen.insert(c.number + "/" + std::to_string(c.year) + c.symbol).second;
    if (!is_first || component == Component::can_cu || component == Component::bang ||
        check.line(c.line).is_wild()) {
      continue;
    }
    if (is_law(c.type)) {
      check.at_line(c.line,
                    {.about = {"viện dẫn Luật, Pháp lệnh", "citation of a law"},
                     .expected = {"chỉ tên Luật, không ghi số, ký hiệu",
                                  "its name, without number and symbol"},
                     .found = base::same(in_quotes(shown(check, c))),
                     .component = component,
                     .mark_begin = c.begin,
                     .mark_end = c.end});
    } else if (c.date.empty() && !c.type.empty()) {
      check.at_line(
          c.line,
          {.about = {"viện dẫn lần đầu", "first citation"},
           .expected = {"ngày ban hành sau số, ký hiệu", "the date behind number and symbol"},
           .found = base::same(in_quotes(shown(check, c))),
           .component = component,
           .mark_begin = c.begin,
           .mark_end = c.end});
    }
  }
}

namespace {

// The form that a citation should have; "" when it has it.
std::string mended_citation(Citation const& c) {
  // What the number's own form is: "12-CTr/TU" of the party, "30/2020/NĐ-CP".
  bool const is_party = !c.code.empty() && !c.symbol.starts_with(c.code);
  std::string const number = is_party ? c.number + "-" + c.code + "/" + c.symbol
                             : c.year != 0
                                 ? c.number + "/" + std::to_string(c.year) + "/" + c.symbol
                                 : c.number + "/" + c.symbol;
  bool const date_holds = c.date.empty() || !is_short(c) || c.date == short_date(c) ||
                          c.date.find('-') != std::string::npos;
  bool const lacks_word = !c.has_word && !c.type.empty();
  bool const comma = c.has_comma && !is_party;
  if (!lacks_word && !c.has_colon && !c.has_spaces && !comma && date_holds) {
    return {};
  }
  std::string wanted = (c.type.empty() ? "" : c.type + " ") + "số " + number;
  if (!c.date.empty()) {
    wanted += " ngày " + (is_short(c) ? short_date(c) : c.date);
  }
  return wanted;
}

}  // namespace

void rule_CITE_02(Check& check) {
  Words const about{"viện dẫn", "citation"};
  for (Citation const& c : check.citations()) {
    std::string const wanted = check.line(c.line).is_wild() ? std::string{} : mended_citation(c);
    if (!wanted.empty()) {
      check.at_line(c.line,
                    {.about = about,
                     .expected = base::same(in_quotes(wanted)),
                     .found = base::same(in_quotes(shown(check, c))),
                     .component = check.line(c.line).component,
                     .mark_begin = c.begin,
                     .mark_end = c.end});
    }
  }
  for (Paragraph const& note : check.document.notes) {
    std::string const text = normal_text(note.text);
    for (Citation const& c : citations_of(text, 0)) {
      std::string const wanted = has_tag(text) ? std::string{} : mended_citation(c);
      if (!wanted.empty()) {
        check.at_edge(note,
                      {.about = about,
                       .expected = base::same(in_quotes(wanted)),
                       .found = base::same(in_quotes(text.substr(c.begin, c.end - c.begin)))});
      }
    }
  }
}

void rule_CITE_03(Check& check) {
  // Of these no body's abbreviation begins a symbol, so that they surely name a type.
  constexpr std::string_view kSure[] = {
      "QĐ", "KH", "TTr", "TB", "HD", "CTr", "NQ", "ĐA", "BC", "CT", "QyĐ", "HĐ", "NĐ", "CĐ"};
  std::shared_ptr<Profile const> const present = builtin_profile("nd30-2020");
  for (Citation const& c : check.citations()) {
    if (c.type.empty() || c.year != 0 || check.line(c.line).is_wild() ||
        std::find(std::begin(kSure), std::end(kSure), c.code) == std::end(kSure)) {
      continue;
    }
    std::string const lower = base::to_lower(c.type);
    if (lower == "văn bản" || lower == "thông tư" || lower == "kết luận" || lower == "nghị định") {
      continue;
    }
    bool is_known = lower == "công văn";
    bool holds = false;
    std::string wanted;
    for (DocumentType const& type : present->types()) {
      if (base::to_lower(type.name) == lower && !type.code.empty()) {
        is_known = true;
        wanted = type.code;
        holds = holds || type.code == c.code;
      }
    }
    // "Quy định số 66-QĐ/TW": the party writes QĐ for both.
    bool const is_party = !c.symbol.starts_with(c.code);
    holds = holds || (is_party && c.code == "QĐ");
    // HĐ and CĐ also begin names of bodies: Hội đồng, Cao đẳng.
    bool const is_body =
        lower == "công văn" &&
        (c.code == "HĐ" || c.code == "CĐ" || c.code == "CT" || c.code == "KH" || c.code == "HD");
    if (!is_known || holds || is_body) {
      continue;
    }
    check.at_line(c.line,
                  {.about = {"tên loại và ký hiệu trong viện dẫn", "type and symbol of a citation"},
                   .expected = wanted.empty() ? Words{"ký hiệu không có chữ viết tắt tên loại",
                                                      "a symbol without a type code"}
                                              : Words{in_quotes(wanted) + " của " + c.type,
                                                      in_quotes(wanted) + " of " + c.type},
                   .found = base::same(in_quotes(shown(check, c))),
                   .component = check.line(c.line).component,
                   .mark_begin = c.begin,
                   .mark_end = c.end});
  }
}

void rule_DATE_05(Check& check) {
  int const own = check.document_date();
  if (own == 0) {
    return;
  }
  for (Citation const& c : check.citations()) {
    if (c.y >= 1900 && c.y < 2200 && c.date_number() > own) {
      check.at_line(c.line,
                    {.about = {"ngày của văn bản viện dẫn", "date of the cited document"},
                     .expected = {"không sau ngày của văn bản này",
                                  "no later date than that of this document"},
                     .found = base::same(in_quotes(shown(check, c))),
                     .component = check.line(c.line).component,
                     .mark_begin = c.begin,
                     .mark_end = c.end});
    }
  }
}

}  // namespace thethuc::rules
