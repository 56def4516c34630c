// Documents that are cited, and legal bases as citations.

#include <algorithm>
#include <iterator>
#include <set>
#include <string>

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

void rule_CC_02(Check& check) {
  for (std::size_t index : check.recognised.can_cu) {
    Line const& line = check.line(index);
    if (line.is_wild()) {
      continue;
    }
    std::vector<Citation> const found = citations_of(line.text, index);
    std::string const lower = base::to_lower(line.text);
    bool const is_of_law = has_word(lower, "luật") || has_word(lower, "pháp lệnh");
    if (found.empty()) {
      // "Căn cứ Luật Tổ chức chính quyền địa phương ngày …": a law has a date.
      bool const names_law = lower.find("căn cứ luật") != std::string::npos ||
                             lower.find("căn cứ bộ luật") != std::string::npos ||
                             lower.find("căn cứ pháp lệnh") != std::string::npos;
      if (names_law && lower.find("ngày") == std::string::npos) {
        check.at_line(index,
                      {.expected = {"ngày ban hành của Luật", "the date of the law"},
                       .found = base::same(quoted(line.text))});
      }
      continue;
    }
    Citation const& c = found.front();
    if (is_law(c.type) || (is_of_law && c.symbol.starts_with("QH") && c.type.empty())) {
      check.at_line(
          index,
          {.expected = {"chỉ tên và ngày của Luật, Pháp lệnh", "only name and date of a law"},
           .found = base::same(quoted(shown(check, c))),
           .mark_begin = c.begin,
           .mark_end = c.end});
    } else if (c.date.empty() || (!c.has_issuer && !lower.starts_with("theo đề nghị"))) {
      check.at_line(
          index,
          {.expected = c.date.empty() ? Words{"ngày ban hành của văn bản căn cứ",
                                              "the date of the cited document"}
                                      : Words{"cơ quan ban hành (“của …”) của văn bản căn cứ",
                                              "the body that issued it (“của …”)"},
           .found = base::same(quoted(shown(check, c))),
           .mark_begin = c.begin,
           .mark_end = c.end});
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
                     .found = base::same(quoted(shown(check, c))),
                     .component = component,
                     .mark_begin = c.begin,
                     .mark_end = c.end});
    } else if (c.date.empty() && !c.type.empty()) {
      check.at_line(
          c.line,
          {.about = {"viện dẫn lần đầu", "first citation"},
           .expected = {"ngày ban hành sau số, ký hiệu", "the date behind number and symbol"},
           .found = base::same(quoted(shown(check, c))),
           .component = component,
           .mark_begin = c.begin,
           .mark_end = c.end});
    }
  }
}

void rule_CITE_02(Check& check) {
  for (Citation const& c : check.citations()) {
    if (check.line(c.line).is_wild()) {
      continue;
    }
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
      continue;
    }
    std::string wanted = (c.type.empty() ? "" : c.type + " ") + "số " + number;
    if (!c.date.empty()) {
      wanted += " ngày " + (is_short(c) ? short_date(c) : c.date);
    }
    check.at_line(c.line,
                  {.about = {"viện dẫn", "citation"},
                   .expected = base::same(quoted(wanted)),
                   .found = base::same(quoted(shown(check, c))),
                   .component = check.line(c.line).component,
                   .mark_begin = c.begin,
                   .mark_end = c.end});
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
                                              : Words{quoted(wanted) + " của " + c.type,
                                                      quoted(wanted) + " of " + c.type},
                   .found = base::same(quoted(shown(check, c))),
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
                     .found = base::same(quoted(shown(check, c))),
                     .component = check.line(c.line).component,
                     .mark_begin = c.begin,
                     .mark_end = c.end});
    }
  }
}

}  // namespace thethuc::rules
