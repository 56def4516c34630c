// The header: bodies and number at the left, Quốc hiệu, Tiêu ngữ and date at the right, however it
// is made. It is known by its words, not by how it is laid out.

#include <algorithm>
#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

constexpr std::size_t kMostOfHeaderLine = 200;  // characters
constexpr std::size_t kHeaderZone = 40;         // lines; a header that comes later is none

// Words with which the name of a body begins, folded: where one begins anew, another name does.
constexpr std::string_view kBodyWords[] = {
    "uy ban",    "ubnd",      "hoi dong",  "hdnd",         "so ",          "bo ",
    "phong ",    "ban ",      "cuc ",      "chi cuc",      "tong cuc",     "van phong",
    "truong ",   "trung tam", "vien ",     "cong ty",      "tong cong ty", "tap doan",
    "chinh phu", "thu tuong", "bo truong", "chu tich",     "toa an",       "ngan hang",
    "kho bac",   "bao hiem",  "thanh tra", "dai hoc",      "hoc vien",     "benh vien",
    "dai ",      "bao ",      "tap chi",   "nha xuat ban", "lien doan",    "hoi ",
    "doan ",     "mat tran",  "cong an",   "bo chi huy",   "quan khu",     "tinh uy",
    "thanh uy",  "huyen uy",  "dang uy",   "dang bo",      "chi bo",       "ban chap hanh",
    "quoc hoi",  "kiem toan", "giam doc",  "to cong tac",  "to ",          "ten co quan"};

bool begins_body_name(std::string_view text) {
  std::string const start = folded(text, 40) + " ";
  return std::any_of(std::begin(kBodyWords), std::end(kBodyWords), [&](std::string_view word) {
    return start.starts_with(word);
  });
}

// Kinds of bodies, folded, that are no name until more follows: "VĂN PHÒNG" above "ỦY BAN NHÂN DÂN
// TỈNH HÀ NAM" is one body. So are posts of the State: "CHỦ TỊCH" above the same.
constexpr std::string_view kKinds[] = {"ban can su dang",
                                       "ban chap hanh",
                                       "ban chi dao",
                                       "ban chi huy",
                                       "ban chi huy phong thu dan su",
                                       "ban chi huy quan su",
                                       "ban dai dien hoi nguoi cao tuoi",
                                       "ban quan ly",
                                       "ban quan ly du an",
                                       "ban quan ly du an dau tu xay dung",
                                       "ban thuong vu",
                                       "ban to chuc",
                                       "bao hiem xa hoi",
                                       "benh vien",
                                       "benh vien da khoa",
                                       "bo chi huy quan su",
                                       "bo truong",
                                       "chi cuc",
                                       "chi nhanh",
                                       "chu nhiem",
                                       "chu tich",
                                       "co quan",
                                       "cong an",
                                       "cong ty",
                                       "cong ty co phan",
                                       "cong ty tnhh",
                                       "cong ty tnhh mot thanh vien",
                                       "cong ty tnhh mtv",
                                       "cong ty trach nhiem huu han",
                                       "cong ty trach nhiem huu han mot thanh vien",
                                       "cuc",
                                       "doan dai bieu quoc hoi",
                                       "hat kiem lam",
                                       "hoc vien",
                                       "hoi dong",
                                       "hoi dong nhan dan",
                                       "hoi dong thi dua - khen thuong",
                                       "kho bac nha nuoc",
                                       "lien doan lao dong",
                                       "ngan hang",
                                       "phong",
                                       "so",
                                       "tap doan",
                                       "thanh tra",
                                       "thuong truc hoi dong nhan dan",
                                       "to cong tac",
                                       "tong cong ty",
                                       "trung tam",
                                       "truong",
                                       "truong cao dang",
                                       "truong dai hoc",
                                       "truong mam non",
                                       "truong thcs",
                                       "truong thpt",
                                       "truong tieu hoc",
                                       "truong trung hoc co so",
                                       "truong trung hoc pho thong",
                                       "uy ban",
                                       "uy ban mat tran to quoc viet nam",
                                       "uy ban nhan dan",
                                       "van phong",
                                       "van phong dang ky dat dai",
                                       "vien",
                                       "vien kiem sat nhan dan",
                                       "toa an nhan dan"};

// Whether a line is no name of a body without the next one.
bool is_unfinished(std::string_view text) {
  std::string const name = folded(text);
  return name.ends_with(" va") || name.ends_with(',') ||
         std::find(std::begin(kKinds), std::end(kKinds), name) != std::end(kKinds);
}

// What stands before the date of a legal basis, or of a contract's first sentence, is no place.
bool begins_sentence(std::string_view place) {
  std::string const start = folded(place, 16);
  return start.starts_with("can cu ") || start.starts_with("hom nay");
}

struct FixedText {
  Component component;
  std::string_view letters;  // folded, without blanks
  std::size_t slips;
};
constexpr FixedText kFixed[] = {
    {Component::quoc_hieu, "conghoaxahoichunghiavietnam", 5},
    {Component::tieu_ngu, "doclaptudohanhphuc", 4},
    {Component::tieu_de_dang, "dangcongsanvietnam", 3},
};

class HeaderReader {
 public:
  HeaderReader(Document const& document, Profile const& profile, Recognised& r)
      : document_(document), profile_(profile), r_(r) {}

  void read() {
    zone_ = std::min(kHeaderZone, r_.lines.size());
    find_fixed();
    find_number_and_date();
    find_letter_summary();
    find_bodies();
    note_setting();
  }

 private:
  void set(std::optional<std::size_t>& slot, std::size_t line, Component component) {
    slot = line;
    r_.lines[line].component = component;
  }

  void find_fixed() {
    for (std::size_t i = 0; i < zone_; ++i) {
      Line const& line = r_.lines[i];
      if (line.is_rule || line.text.size() > 160 || line.component != Component::khac) {
        continue;
      }
      std::string const letters = letters_of(folded(line.text));
      for (FixedText const& fixed : kFixed) {
        std::optional<std::size_t>& slot = fixed.component == Component::quoc_hieu ? r_.quoc_hieu
                                           : fixed.component == Component::tieu_ngu
                                               ? r_.tieu_ngu
                                               : r_.tieu_de_dang;
        // What runs over into a second line is known by its beginning.
        bool const is_whole = is_near(letters, fixed.letters, fixed.slips);
        bool const is_beginning = fixed.component == Component::quoc_hieu && letters.size() >= 12 &&
                                  fixed.letters.starts_with(letters);
        if (!slot && (is_whole || is_beginning)) {
          set(slot, i, fixed.component);
        }
      }
    }
    // A second half of a Quốc hiệu that was cut in two.
    if (r_.quoc_hieu && *r_.quoc_hieu + 1 < r_.lines.size()) {
      Line& next = r_.lines[*r_.quoc_hieu + 1];
      FixedText const& name = kFixed[0];
      std::string const own = letters_of(folded(r_.lines[*r_.quoc_hieu].text));
      std::string const rest = letters_of(folded(next.text));
      // What is whole but for slips goes on with its own last letters alone.
      bool const goes_on = !is_near(own, name.letters, name.slips) || name.letters.ends_with(rest);
      if (!rest.empty() && goes_on && next.component == Component::khac &&
          is_near(own + rest, name.letters, name.slips)) {
        next.component = Component::quoc_hieu;
      }
    }
  }

  void find_number_and_date() {
    std::optional<std::size_t> spoilt;
    for (std::size_t i = 0; i < zone_; ++i) {
      Line const& line = r_.lines[i];
      if (line.component != Component::khac) {
        continue;
      }
      if (!r_.so_ky_hieu && is_number_line(line.text)) {
        set(r_.so_ky_hieu, i, Component::so_ky_hieu);
        r_.number = read_number(line.text, profile_);
      } else if (!spoilt && is_near_header(i) && is_spoilt_number_line(line.text)) {
        spoilt = i;
      } else if (!r_.dia_danh_ngay) {
        auto const date = read_date(line.text);
        bool const is_line = date && !date->place.empty() && !begins_sentence(date->place) &&
                             base::code_point_count(date->place) <= 60 && date->year.size() <= 16;
        if (is_line && (is_near_header(i) || stands_alone(i))) {
          set(r_.dia_danh_ngay, i, Component::dia_danh_ngay);
          r_.date = *date;
        } else if (is_wild_date(line)) {
          set(r_.dia_danh_ngay, i, Component::dia_danh_ngay);
        }
      }
      // A long "V/v …" below the number comes before the date, in the order of the cells.
      bool const is_beside_number = r_.so_ky_hieu && same_cell(line, r_.lines[*r_.so_ky_hieu]);
      bool const is_past_header =
          (!is_beside_number && (type_of_name(profile_, line.text) != nullptr || is_long_title(i) ||
                                 base::code_point_count(line.text) > kMostOfHeaderLine)) ||
          (r_.quoc_hieu && i > *r_.quoc_hieu && folded(line.text, 12).starts_with("kinh gui"));
      if (is_past_header && (r_.so_ky_hieu || r_.quoc_hieu)) {
        break;
      }
    }
    if (!r_.so_ky_hieu && spoilt) {
      set(r_.so_ky_hieu, *spoilt, Component::so_ky_hieu);
      r_.number = read_number(r_.lines[*spoilt].text, profile_);
    }
  }

  // "HỢP ĐỒNG DỊCH VỤ", "BIÊN BẢN THANH LÝ HỢP ĐỒNG" in the middle of the page below the national
  // name: what they are of follows the type. A number below is theirs, not the header's.
  bool is_long_title(std::size_t i) const {
    Line const& line = r_.lines[i];
    std::optional<std::size_t> const& above = r_.tieu_ngu ? r_.tieu_ngu : r_.quoc_hieu;
    return above && i > *above && !line.is_piece && is_centred(document_, line) &&
           document_.paragraphs[line.paragraph].setting == Setting::flow && is_upper(line.text) &&
           type_at_start(profile_, line.text) != nullptr;
  }

  // Beside a number, or not far below the other words of a header: forms have a date at their end.
  bool is_near_header(std::size_t i) const {
    constexpr std::size_t kNear = 10;  // lines
    auto const near = [i](std::optional<std::size_t> const& slot) {
      return slot && i <= *slot + kNear;
    };
    return r_.so_ky_hieu || near(r_.quoc_hieu) || near(r_.tieu_ngu) || near(r_.tieu_de_dang);
  }

  // A date at the very top, in the place that it has beside the rest of a header.
  bool stands_alone(std::size_t i) const {
    constexpr std::size_t kTop = 10;  // lines
    wml::Alignment const alignment = document_.paragraphs[r_.lines[i].paragraph].format.alignment;
    return i < kTop && (alignment == wml::Alignment::center || alignment == wml::Alignment::right ||
                        r_.lines[i].is_piece);
  }

  // "{{dia_danh}}, {{ngay | ngay}}": next to the number.
  bool is_wild_date(Line const& line) const {
    return r_.so_ky_hieu && line.text == std::string{kTag} + ", " + std::string{kTag};
  }

  // "V/v …" under the number; the party writes it out.
  void find_letter_summary() {
    // Where the number is missing, it stands in the header all the same.
    constexpr std::size_t kTop = 12;  // lines
    if (!r_.so_ky_hieu && !r_.quoc_hieu && !r_.tieu_ngu) {
      return;
    }
    // Boxes stand in the file as they were drawn.
    bool const follows = r_.so_ky_hieu && !is_boxed(r_.lines[*r_.so_ky_hieu]);
    std::size_t const begin = follows ? *r_.so_ky_hieu + 1 : 0;
    std::size_t const end = std::min(follows ? begin + 7 : kTop, r_.lines.size());
    for (std::size_t i = begin; i < end; ++i) {
      Line& line = r_.lines[i];
      std::string const start = folded(line.text, 12);
      bool const is_summary = start.starts_with("v/v") || start.starts_with("v.v") ||
                              start.starts_with("vv ") ||
                              (r_.so_ky_hieu && start.starts_with("ve viec") &&
                               same_place(line, r_.lines[*r_.so_ky_hieu]));
      if (line.component == Component::khac && is_summary &&
          r_.trich_yeu_cong_van == std::nullopt) {
        set(r_.trich_yeu_cong_van, i, Component::trich_yeu_cong_van);
        // It runs over lines of the same cell.
        for (std::size_t j = i + 1;
             j < r_.lines.size() && r_.lines[j].component == Component::khac &&
             same_cell(r_.lines[j], line) && !r_.lines[j].is_rule;
             ++j) {
          r_.lines[j].component = Component::trich_yeu_cong_van;
        }
        return;
      }
      if (type_of_name(profile_, line.text) != nullptr) {
        return;
      }
    }
  }

  bool is_boxed(Line const& line) const {
    Setting const setting = document_.paragraphs[line.paragraph].setting;
    return setting == Setting::text_box || setting == Setting::frame;
  }
  bool same_cell(Line const& a, Line const& b) const {
    Paragraph const& p = document_.paragraphs[a.paragraph];
    Paragraph const& q = document_.paragraphs[b.paragraph];
    return p.container == q.container && p.setting != Setting::flow && q.setting == p.setting;
  }
  bool same_place(Line const& a, Line const& b) const {
    return same_cell(a, b) || (document_.paragraphs[a.paragraph].setting == Setting::flow &&
                               document_.paragraphs[b.paragraph].setting == Setting::flow);
  }

  // Whether the line may be a part of the name of a body.
  bool is_name(Line const& line) const {
    return line.component == Component::khac && !line.is_rule && has_letter_or_tag(line.text) &&
           base::code_point_count(line.text) <= 90;
  }
  static bool has_letter_or_tag(std::string_view text) { return has_letter(text) || has_tag(text); }

  void find_bodies() {
    bool const has_date_only = !r_.quoc_hieu && !r_.tieu_ngu && !r_.so_ky_hieu && !r_.tieu_de_dang;
    if (has_date_only && !r_.dia_danh_ngay) {
      return;
    }
    std::size_t const anchor = r_.quoc_hieu      ? *r_.quoc_hieu
                               : r_.tieu_de_dang ? *r_.tieu_de_dang
                               : r_.tieu_ngu     ? *r_.tieu_ngu
                               : r_.so_ky_hieu   ? *r_.so_ky_hieu
                                                 : *r_.dia_danh_ngay;
    std::size_t const end = r_.so_ky_hieu ? *r_.so_ky_hieu : std::min(anchor + 6, r_.lines.size());
    std::vector<std::size_t> names;
    for (std::size_t i = 0; i < std::max(end, anchor); ++i) {
      Line& line = r_.lines[i];
      if (line.text == "*" || line.text == "***") {
        if (line.component == Component::khac) {
          line.component = Component::dau_sao;
        }
        continue;
      }
      if (!is_name(line) || type_of_name(profile_, line.text) != nullptr) {
        continue;
      }
      if (!r_.so_ky_hieu && i > anchor && !same_row(line, r_.lines[anchor])) {
        break;  // without a number nothing tells where the header ends
      }
      if (has_date_only && !is_upper(line.text)) {
        continue;
      }
      names.push_back(i);
    }
    if (names.empty()) {
      names = names_in_boxes();
    }
    part_names(names);
  }

  // Text boxes and frames stand in the file as they were drawn: that of the body may follow the
  // others.
  std::vector<std::size_t> names_in_boxes() const {
    std::vector<std::size_t> names;
    for (std::size_t i = 0; i < zone_; ++i) {
      Line const& line = r_.lines[i];
      if (type_of_name(profile_, line.text) != nullptr) {
        break;
      }
      bool const is_next = !names.empty() && same_cell(line, r_.lines[names.back()]);
      if (is_boxed(line) && is_name(line) && (is_next || begins_body_name(line.text))) {
        names.push_back(i);
      }
    }
    return names;
  }

  bool same_row(Line const& a, Line const& b) const {
    Paragraph const& p = document_.paragraphs[a.paragraph];
    Paragraph const& q = document_.paragraphs[b.paragraph];
    return a.paragraph == b.paragraph || (p.table >= 0 && p.table == q.table) ||
           p.setting == Setting::text_box || p.setting == Setting::frame ||
           (a.is_piece && p.setting == Setting::flow);
  }

  // The superior body's name first, then that of the issuing one: known by bold type, or, where all
  // are set alike, by the words with which names begin.
  void part_names(std::vector<std::size_t> const& names) {
    if (names.empty()) {
      return;
    }
    std::size_t first = names.size();  // of the issuing body's lines
    while (first > 0 && is_mostly_bold(document_, r_.lines[names[first - 1]])) {
      --first;
    }
    // "XÃ SƠN PHÚ -" and another body below: both issue it.
    bool const is_joint =
        first == 0 && std::any_of(names.begin(), names.end(), [&](std::size_t i) {
          return r_.lines[i].text.ends_with('-') || r_.lines[i].text.ends_with("–");
        });
    if ((first == names.size() || first == 0) && !is_joint) {
      first = names.size() - 1;
      while (first > 0 && (!begins_body_name(r_.lines[names[first]].text) ||
                           is_unfinished(r_.lines[names[first - 1]].text))) {
        --first;
      }
    }
    for (std::size_t i = 0; i < names.size(); ++i) {
      bool const is_issuing = i >= first;
      (is_issuing ? r_.ban_hanh : r_.chu_quan).push_back(names[i]);
      r_.lines[names[i]].component =
          is_issuing ? Component::co_quan_ban_hanh : Component::co_quan_chu_quan;
    }
  }

  void note_setting() {
    for (auto const& slot : {r_.quoc_hieu, r_.tieu_de_dang, r_.tieu_ngu, r_.so_ky_hieu}) {
      if (slot) {
        Line const& line = r_.lines[*slot];
        r_.header = document_.paragraphs[line.paragraph].setting;
        r_.header_by_tabs = r_.header == Setting::flow && line.is_piece;
        return;
      }
    }
  }

  Document const& document_;
  Profile const& profile_;
  Recognised& r_;
  std::size_t zone_ = 0;
};

}  // namespace

bool is_national_name(std::string_view text) {
  constexpr std::size_t kLongest = 80;
  std::string const letters = letters_of(folded(text, kLongest));
  return std::any_of(std::begin(kFixed), std::end(kFixed), [&](FixedText const& fixed) {
    return fixed.component != Component::tieu_ngu && is_near(letters, fixed.letters, fixed.slips);
  });
}

void recognise_header(Document const& document, Profile const& profile, Recognised& r) {
  HeaderReader{document, profile, r}.read();
}

}  // namespace thethuc::rules
