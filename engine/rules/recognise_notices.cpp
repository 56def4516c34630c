// What stands at the edges of the first page beside the components of the text: marks of secrecy
// and urgency, circulation notices, signing details at the top; the body's address at the bottom.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

constexpr std::size_t kHeaderZone = 40;  // lines

// Exactly (folded); of urgency also what is often put for one of the three marks.
struct Notice {
  Component component;
  std::string_view letters;
};
constexpr Notice kNotices[] = {{Component::dau_khan, "khan"},
                               {Component::dau_khan, "thuongkhan"},
                               {Component::dau_khan, "khancap"},
                               {Component::dau_khan, "toikhan"},
                               {Component::dau_khan, "ratkhan"},
                               {Component::dau_khan, "thuongkhancap"},
                               {Component::dau_khan, "hoatockhan"},
                               {Component::dau_khan, "hoatoc"},
                               {Component::dau_khan, "hoatochengio"},
                               {Component::dau_mat, "mat"},
                               {Component::dau_mat, "toimat"},
                               {Component::dau_mat, "tuyetmat"},
                               {Component::pham_vi_luu_hanh, "xemxongtralai"},
                               {Component::pham_vi_luu_hanh, "luuhanhnoibo"},
                               {Component::pham_vi_luu_hanh, "tailieuhoinghi"},
                               {Component::pham_vi_luu_hanh, "tailieuthuhoi"},
                               {Component::du_thao, "duthao"}};

// "Số: 12/BC-SNV; 15/3/2024; 10:15:20" and "SAO Y; Sở Nội vụ; 15/3/2024; 10:15:20 +07:00": what
// stands between semicolons (ND 30/2020, phu luc I, phan I, muc II, 8 and phan II, 2).
Component signing_details(std::string_view text) {
  constexpr std::size_t kLongest = 160;
  std::size_t const first = text.find(';');
  if (text.size() > kLongest || first == std::string_view::npos ||
      text.find(';', first + 1) == std::string_view::npos) {
    return Component::khac;
  }
  std::string const form = letters_of(folded(text.substr(0, first), 40));
  if (form == "saoy" || form == "saoluc" || form == "trichsao") {
    return Component::chu_ky_so_ban_sao;
  }
  return is_number_line(text.substr(0, first)) ? Component::thong_tin_ky_so : Component::khac;
}

Component notice_of(std::string_view text) {
  constexpr std::size_t kLongest = 40;
  if (text.size() > kLongest) {
    return signing_details(text);
  }
  std::string const letters = letters_of(folded(text));
  for (Notice const& notice : kNotices) {
    if (letters == notice.letters ||
        (notice.component == Component::du_thao && letters.starts_with("duthaolan"))) {
      return notice.component;
    }
  }
  return signing_details(text);
}

// What signing programs print at the top of the page, a line for each: "Ký bởi: Sở Nội vụ", "Thời
// gian ký: 15/03/2024 10:15:20". The decree knows an image there, and asks nothing of the words.
enum class SigningWords { none, sure, beside_others };

SigningWords signing_words(std::string_view text) {
  constexpr std::size_t kLongest = 160;
  constexpr std::string_view kSure[] = {"ky boi:",
                                        "ky so boi:",
                                        "duoc ky boi:",
                                        "duoc ky boi ",
                                        "da ky boi:",
                                        "nguoi ky:",
                                        "thoi gian ky:",
                                        "ngay ky:",
                                        "gio ky:",
                                        "ky ngay:",
                                        "ky so ngay:",
                                        "da ky so",
                                        "digitally signed by",
                                        "signed by",
                                        "signature valid",
                                        "signing time:",
                                        "signing date:"};
  constexpr std::string_view kBesideOthers[] = {"email:",
                                                "e-mail:",
                                                "thu dien tu:",
                                                "co quan:",
                                                "to chuc:",
                                                "don vi:",
                                                "chuc vu:",
                                                "so dinh danh:",
                                                "date:",
                                                "dn:",
                                                "cn=",
                                                "reason:",
                                                "location:",
                                                "ly do:"};
  if (text.size() > kLongest) {
    return SigningWords::none;
  }
  std::string const key = replaced(folded(text, 32), " :", ":");
  auto const begins = [&key](std::string_view words) { return key.starts_with(words); };
  return std::any_of(std::begin(kSure), std::end(kSure), begins) ? SigningWords::sure
         : std::any_of(std::begin(kBesideOthers), std::end(kBesideOthers), begins)
             ? SigningWords::beside_others
             : SigningWords::none;
}

// A stamp of words is set apart from the text: above the header, in a box, at the right, or small.
bool is_set_apart(Document const& document, Line const& line, bool is_above_header) {
  constexpr int kSmall = 22;  // half points
  Paragraph const& p = document.paragraphs[line.paragraph];
  bool const is_small = !p.spans.empty() && p.spans.front().format.size.count <= kSmall;
  return is_above_header || is_small || p.setting == Setting::text_box ||
         p.setting == Setting::frame || p.format.alignment == wml::Alignment::right;
}

// Marks them, those at the top, and what stands next to one that is sure.
void mark_signing_words(Document const& document, std::vector<Line>& lines) {
  constexpr std::size_t kTop = 16;  // lines
  std::size_t const end = std::min(kTop, lines.size());
  bool is_above_header = true;
  std::vector<SigningWords> words;
  for (std::size_t i = 0; i < end; ++i) {
    is_above_header = is_above_header && !is_national_name(lines[i].text);
    bool const is_open = lines[i].component == Component::khac && !lines[i].is_rule &&
                         is_set_apart(document, lines[i], is_above_header);
    words.push_back(is_open ? signing_words(lines[i].text) : SigningWords::none);
  }
  for (std::size_t i = 0; i < end;) {
    std::size_t behind = i;
    bool is_sure = false;
    while (behind < end && words[behind] != SigningWords::none) {
      is_sure = is_sure || words[behind] == SigningWords::sure;
      ++behind;
    }
    for (std::size_t k = i; is_sure && k < behind; ++k) {
      lines[k].component = Component::chu_ky;
    }
    i = std::max(behind, i + 1);
  }
}

// "ĐT: (024) 3825 1234, Fax: …", "E-Mail: …": how to reach a body.
bool is_contact(std::string_view text) {
  constexpr std::size_t kLongest = 240;
  if (text.size() > kLongest || text.find(':') == std::string_view::npos) {
    return false;
  }
  std::string const key = folded(text);
  for (std::string_view label : {"dt:",
                                 "dt :",
                                 "dien thoai:",
                                 "so dien thoai:",
                                 "fax:",
                                 "email:",
                                 "e-mail:",
                                 "thu dien tu:",
                                 "website:",
                                 "trang thong tin dien tu:",
                                 "dia chi:"}) {
    std::size_t const at = key.find(label);
    if (at != std::string::npos && (at == 0 || !base::is_ascii_letter(key[at - 1]))) {
      return true;
    }
  }
  return false;
}

// The header or footer that the first page shows.
PageEdge const* first_page_edge(Document const& document, bool is_header) {
  Section const& section = document.sections.front();
  std::string const& part = section.title_page
                                ? (is_header ? section.header_first : section.footer_first)
                                : (is_header ? section.header_default : section.footer_default);
  auto const found = document.edges.find(part);
  return found == document.edges.end() ? nullptr : &found->second;
}

template <class ComponentOf>
void read_edge(PageEdge const* edge, ComponentOf const& component_of, Recognised& r) {
  if (edge == nullptr) {
    return;
  }
  for (std::size_t i = 0; i < edge->paragraphs.size(); ++i) {
    Component const component = component_of(normal_text(edge->paragraphs[i].displayed()));
    if (component != Component::khac) {
      r.edges.push_back({component, edge->part, i});
    }
  }
}

}  // namespace

void recognise_notices(Document const& document, Recognised& r) {
  for (std::size_t i = 0; i < std::min(kHeaderZone, r.lines.size()); ++i) {
    Line& line = r.lines[i];
    if (!line.is_rule) {
      line.component = notice_of(line.text);
    }
  }
  mark_signing_words(document, r.lines);
  read_edge(first_page_edge(document, true), notice_of, r);
}

void recognise_address(Document const& document, Recognised& r) {
  // Behind a signature block; the line above the telephone gives the street.
  constexpr std::size_t kLines = 6;
  std::size_t const end = std::min(r.signature_end + kLines, r.lines.size());
  for (std::size_t i = r.signature_end; i < end; ++i) {
    Line& line = r.lines[i];
    bool const is_elsewhere = document.paragraphs[line.paragraph].starts_page;
    if (is_elsewhere || is_reference_line(line.text)) {
      break;
    }
    if (line.component != Component::khac || !is_contact(line.text)) {
      continue;
    }
    line.component = Component::dia_chi_co_quan;
    if (i > r.signature_end && r.lines[i - 1].component == Component::khac &&
        !r.lines[i - 1].is_rule) {
      r.lines[i - 1].component = Component::dia_chi_co_quan;
    }
  }
  read_edge(
      first_page_edge(document, false),
      [](std::string_view text) {
        return is_contact(text) ? Component::dia_chi_co_quan : Component::khac;
      },
      r);
}

}  // namespace thethuc::rules
