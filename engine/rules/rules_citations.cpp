// Documents that are cited.

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
// "05 tháng 01 năm 2021".
std::string long_date(Citation const& c) {
  std::string const month = c.m <= 2 ? two_digits(c.m) : c.month_text;
  return two_digits(c.d) + " tháng " + month + " năm " + std::to_string(c.y);
}
// Whether the 0 lacks that stands before numbers up to `last`.
bool lacks_zero(std::string_view digits, int value, int last) {
  return value <= last && digits.size() == 1;
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
  bool const date_holds =
      c.date.empty() || c.date.find('-') != std::string::npos ||
      (is_short(c) ? c.date == short_date(c)
                   : !lacks_zero(c.day_text, c.d, 9) && !lacks_zero(c.month_text, c.m, 2));
  bool const lacks_word = !c.has_word && !c.type.empty();
  bool const comma = c.has_comma && !is_party;
  if (!lacks_word && !c.has_colon && !c.has_spaces && !comma && date_holds) {
    return {};
  }
  std::string wanted = (c.type.empty() ? "" : c.type + " ") + "số " + number;
  if (!c.date.empty()) {
    wanted += " ngày " + (is_short(c) ? short_date(c) : date_holds ? c.date : long_date(c));
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

namespace {

// What a citation's type asks of the code in its symbol.
struct WantedCode {
  std::string code;       // "KH"; "" for a letter, which has none
  bool is_known = false;  // the type is one of which that is sure
  bool holds = false;
};

// "Nghị định số 30/2020/QĐ-TTg": types of which each has one code, in normative documents too.
WantedCode normative_code(std::string_view type, Citation const& c) {
  constexpr std::pair<std::string_view, std::string_view> kCodes[] = {
      {"nghị định", "NĐ"},
      {"thông tư", "TT"},
      {"thông tư liên tịch", "TTLT"},
      {"quyết định", "QĐ"},
      {"nghị quyết", "NQ"},
      {"chỉ thị", "CT"}};
  constexpr std::string_view kOfOthers[] = {"NĐ", "TT", "TTLT", "QĐ", "NQ", "NQLT", "CT"};
  auto const* const found = std::find_if(
      std::begin(kCodes), std::end(kCodes), [&](auto const& row) { return row.first == type; });
  bool const is_of_other =
      std::find(std::begin(kOfOthers), std::end(kOfOthers), c.code) != std::end(kOfOthers);
  if (found == std::end(kCodes) || !is_of_other) {
    return {};
  }
  // Many write "Thông tư" for one of several ministries.
  bool const is_joint = type == "thông tư" && c.code == "TTLT";
  return {std::string{found->second}, true, c.code == found->second || is_joint};
}

WantedCode administrative_code(std::string_view type, Citation const& c) {
  // Of these no body's abbreviation begins a symbol, so that they surely name a type.
  constexpr std::string_view kSure[] = {
      "QĐ", "KH", "TTr", "TB", "HD", "CTr", "NQ", "ĐA", "BC", "CT", "QyĐ", "HĐ", "NĐ", "CĐ"};
  if (std::find(std::begin(kSure), std::end(kSure), c.code) == std::end(kSure) ||
      type == "văn bản" || type == "kết luận") {
    return {};
  }
  WantedCode out;
  out.is_known = type == "công văn";
  std::shared_ptr<Profile const> const present = builtin_profile("nd30-2020");
  for (DocumentType const& t : present->types()) {
    if (base::to_lower(t.name) == type && !t.code.empty()) {
      out.is_known = true;
      out.code = t.code;
      out.holds = out.holds || t.code == c.code;
    }
  }
  // HĐ and CĐ also begin names of bodies: Hội đồng, Cao đẳng.
  bool const is_body = type == "công văn" && (c.code == "HĐ" || c.code == "CĐ" || c.code == "CT" ||
                                              c.code == "KH" || c.code == "HD");
  out.holds = out.holds || is_body;
  return out;
}

}  // namespace

void rule_CITE_03(Check& check) {
  for (Citation const& c : check.citations()) {
    if (c.type.empty() || check.line(c.line).is_wild()) {
      continue;
    }
    std::string const type = base::to_lower(c.type);
    WantedCode wanted = normative_code(type, c);
    // A year in the symbol is one of a normative document.
    if (!wanted.is_known && c.year == 0) {
      wanted = administrative_code(type, c);
    }
    // "Quy định số 66-QĐ/TW": the party writes QĐ for both.
    bool const is_party = !c.symbol.starts_with(c.code);
    if (!wanted.is_known || wanted.holds || (is_party && c.code == "QĐ")) {
      continue;
    }
    check.at_line(
        c.line,
        {.about = {"tên loại và ký hiệu trong viện dẫn", "type and symbol of a citation"},
         .expected = wanted.code.empty() ? Words{"ký hiệu không có chữ viết tắt tên loại",
                                                 "a symbol without a type code"}
                                         : Words{in_quotes(wanted.code) + " của " + c.type,
                                                 in_quotes(wanted.code) + " of " + c.type},
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
