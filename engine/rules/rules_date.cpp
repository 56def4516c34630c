// Place and date of the header, and units that no longer exist.

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/date_words.h"
#include "rules/measured.h"
#include "rules/required.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

constexpr int kTwoLevels = 20250701;  // no district level from then on

bool is_leap(int year) {
  return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}
bool exists(int year, int month, int day) {
  static constexpr int kDays[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  if (month < 1 || month > 12 || day < 1) {
    return false;
  }
  int const last = kDays[month - 1] + (month == 2 && is_leap(year) ? 1 : 0);
  return day <= last;
}

}  // namespace

void rule_DATE_01(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.dia_danh_ngay) {
    // Minutes have none in the header (form 1.9), those of the party neither.
    if (r.type == nullptr || r.type->code != "BB") {
      tell_missing(check, Component::dia_danh_ngay);
    }
    return;
  }
  if (r.kind == DocumentKind::form) {
    return;  // people's own papers are dated where and as they like
  }
  std::size_t const index = *r.dia_danh_ngay;
  Line const& line = check.line(index);
  // Contracts have no form, and their place and date no column to be in the middle of.
  bool const is_placed = r.type == nullptr || r.type->has_form;
  unsigned const placing = is_placed ? static_cast<unsigned>(kPlacing) : 0U;
  check_format(
      check, index, Component::dia_danh_ngay, kSize | kBold | kItalic | kUnderline | placing);
  check_one_line(check, index, Component::dia_danh_ngay);
  if (line.is_wild()) {
    return;
  }
  check_date_words(check, index, r.date);
}

void rule_DATE_02(Check& check) {
  Recognised const& r = check.recognised;
  DateWords const& d = r.date;
  if (!r.dia_danh_ngay || d.m < 3 || d.m > 9 || d.month != padded(d.m)) {
    return;
  }
  Line const& line = check.line(*r.dia_danh_ngay);
  std::string const from = "tháng " + d.month;
  std::string const& text = line.typed_text();
  Repair repair;
  if (text.find(from) != std::string::npos) {
    repair = replace_line(line, replaced(text, from, "tháng " + std::to_string(d.m)));
  }
  check.at_line(*r.dia_danh_ngay,
                {.expected = base::same(in_quotes("tháng " + std::to_string(d.m))),
                 .found = base::same(in_quotes(from)),
                 .repair = std::move(repair)});
}

namespace {

// A date of the text behind the word "ngày".
struct TextDate {
  int d = 0, m = 0, y = 0;
  std::size_t end = 0;  // of the text, bytes
};

// The number at `at`, which goes behind it; 0 for none.
int take_number(std::string_view text, std::size_t& at, std::size_t most_digits) {
  std::size_t end = at;
  while (end < text.size() && base::is_ascii_digit(text[end]) && end - at < most_digits) {
    ++end;
  }
  int const value = whole_number(text.substr(at, end - at)).value_or(0);
  at = end;
  return value;
}
bool take_word(std::string_view text, std::size_t& at, std::string_view word) {
  std::size_t const from = skip_blanks(text, at);
  if (!text.substr(from).starts_with(word)) {
    return false;
  }
  at = skip_blanks(text, from + word.size());
  return true;
}

// "30/02/2025", "30 tháng 02 năm 2025"; all 0 for what is no whole date.
TextDate read_text_date(std::string_view text, std::size_t at) {
  TextDate out;
  out.d = take_number(text, at, 2);
  bool const is_short = at < text.size() && text[at] == '/';
  if (is_short ? !take_word(text, at, "/") : !take_word(text, at, "tháng")) {
    return {};
  }
  out.m = take_number(text, at, 2);
  if (!take_word(text, at, is_short ? "/" : "năm")) {
    return {};
  }
  out.y = take_number(text, at, 5);
  out.end = at;
  bool const is_year = out.y >= 1900 && out.y < 2200;
  return out.d > 0 && out.m > 0 && is_year ? out : TextDate{};
}

// "ngày 30/02/2025" anywhere in the text.
void check_text_dates(Check& check) {
  constexpr std::string_view kDay = "ngày";
  for (std::size_t index = 0; index < check.recognised.lines.size(); ++index) {
    std::string const& text = check.line(index).text;
    if (index == check.recognised.dia_danh_ngay) {
      continue;
    }
    for (std::size_t at = text.find(kDay); at != std::string::npos; at = text.find(kDay, at + 1)) {
      TextDate const date = read_text_date(text, skip_blanks(text, at + kDay.size()));
      if (date.end > 0 && !exists(date.y, date.m, date.d)) {
        check.at_line(index,
                      {.about = {"ngày trong văn bản", "date in the text"},
                       .expected = {"một ngày có thật", "a date that exists"},
                       .found = base::same(in_quotes(text.substr(at, date.end - at))),
                       .component = check.line(index).component,
                       .mark_begin = at,
                       .mark_end = date.end});
      }
    }
  }
}

}  // namespace

void rule_DATE_03(Check& check) {
  check_text_dates(check);
  Recognised const& r = check.recognised;
  DateWords const& d = r.date;
  if (!r.dia_danh_ngay || d.d == 0 || d.m == 0) {
    return;
  }
  // Of an unknown year February may have 29 days.
  if (!exists(d.has_year() ? d.y : 2024, d.m, d.d)) {
    check.at_line(*r.dia_danh_ngay,
                  {.expected = {"một ngày có thật", "a date that exists"},
                   .found = base::same(in_quotes("ngày " + d.day + " tháng " + d.month))});
  }
}

namespace {

// "Hải Phòng" for "Hải phòng": each word of a name has a capital, of the unit before it the first
// alone; the place itself when all have.
std::string capitalised(std::string_view place) {
  constexpr std::string_view kUnits[] = {
      "thành phố", "tỉnh", "tp.", "xã", "phường", "đặc khu", "thị trấn", "thị xã", "huyện", "quận"};
  std::string const lower = base::to_lower(place);
  std::size_t at = 0;
  if (lower.size() == place.size()) {
    for (std::string_view unit : kUnits) {
      at = lower.starts_with(std::string{unit} + " ") ? unit.size() : at;
    }
  }
  std::string out{place.substr(0, at)};
  bool is_first = true;
  while (at < place.size()) {
    std::size_t const begin = at;
    base::next_code_point(place, at);
    std::string_view const letter = place.substr(begin, at - begin);
    bool const begins =
        is_first || (begin > 0 && (place[begin - 1] == ' ' || place[begin - 1] == '-'));
    out += begins ? base::to_upper(letter) : std::string{letter};
    is_first = false;
  }
  return out;
}

}  // namespace

void rule_DATE_04(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.dia_danh_ngay || check.line(*r.dia_danh_ngay).is_wild()) {
    return;
  }
  std::string const& place = r.date.place;
  if (is_placeholder(place)) {
    return;
  }
  std::string const key = folded(place);
  // Names that stand for a person, number or event keep their unit's word.
  constexpr std::pair<std::string_view, std::string_view> kFull[] = {
      {"ho chi minh", "Thành phố Hồ Chí Minh"},
      {"tp. ho chi minh", "Thành phố Hồ Chí Minh"},
      {"tp.ho chi minh", "Thành phố Hồ Chí Minh"},
      {"tp ho chi minh", "Thành phố Hồ Chí Minh"},
      {"tphcm", "Thành phố Hồ Chí Minh"},
      {"tp.hcm", "Thành phố Hồ Chí Minh"},
      {"tp. hcm", "Thành phố Hồ Chí Minh"},
      {"sai gon", "Thành phố Hồ Chí Minh"},
      {"dien bien phu", "Phường Điện Biên Phủ"}};
  for (auto const& [wrong, full] : kFull) {
    if (key == wrong) {
      Line const& line = check.line(*r.dia_danh_ngay);
      // Which unit an old name or that of a battle stands for is for people to say.
      bool const is_sure = key.find("ho chi minh") != std::string::npos || key.ends_with("hcm");
      bool const is_first = line.text.starts_with(place);
      check.at_line(
          *r.dia_danh_ngay,
          {.about = {"địa danh", "place"},
           .expected = base::same(in_quotes(full)),
           .found = base::same(in_quotes(place)),
           .repair =
               is_sure && is_first
                   ? replace_start(
                         check.paragraph(*r.dia_danh_ngay), line, place.size(), std::string{full})
                   : Repair{}});
      return;
    }
  }
  if (!begins_upper(place)) {
    check.at_line(*r.dia_danh_ngay,
                  {.about = {"địa danh", "place"},
                   .expected = {"tên viết hoa", "a name with a capital"},
                   .found = base::same(in_quotes(place))});
  } else if (key.starts_with("tinh ") && place.size() > std::string_view{"tỉnh "}.size()) {
    // Whose name a province has is never that of a person or an event. Mending takes no word away.
    check.at_line(*r.dia_danh_ngay,
                  {.about = {"địa danh", "place"},
                   .expected = base::same(in_quotes(place.substr(place.find(' ') + 1))),
                   .found = base::same(in_quotes(place))});
  } else if (whole_number(place)) {
    check.at_line(*r.dia_danh_ngay,
                  {.about = {"địa danh", "place"},
                   .expected = base::same(in_quotes("Quận " + place)),
                   .found = base::same(in_quotes(place))});
  } else if (std::string const wanted = capitalised(place); wanted != place) {
    Line const& line = check.line(*r.dia_danh_ngay);
    check.at_line(
        *r.dia_danh_ngay,
        {.about = {"địa danh", "place"},
         .expected = base::same(in_quotes(wanted)),
         .found = base::same(in_quotes(place)),
         .repair =
             line.text.starts_with(place)
                 ? replace_start(check.paragraph(*r.dia_danh_ngay), line, place.size(), wanted)
                 : Repair{}});
  }
}

namespace {

// Cities that are provinces themselves, folded, longest names first.
constexpr std::string_view kProvincialCities[] = {
    "ho chi minh", "ha noi", "hai phong", "da nang", "can tho", "hue", "dong nai"};

constexpr std::string_view kDistricts[] = {"huyện", "quận", "thị xã", "thị trấn"};

// Institutions, in small letters: behind them the name of a unit is a part of theirs, which they
// keep.
constexpr std::string_view kInstitutions[] = {
    "trường", "thpt", "thcs", "tiểu học", "mầm non", "bệnh viện", "chợ", "nhà văn hóa", "bảo tàng"};

// Whether a text in small letters speaks of a unit of the old district level: these words mean
// nothing else. What it calls former is no existing unit.
bool names_district(std::string const& lower) {
  if (has_word(lower, "cũ")) {
    return false;
  }
  return std::any_of(std::begin(kDistricts), std::end(kDistricts), [&](std::string_view word) {
    std::string const before = lower.substr(0, lower.find(word));
    return has_word(lower, word) &&
           std::none_of(std::begin(kInstitutions),
                        std::end(kInstitutions),
                        [&](std::string_view of) { return has_word(before, of); });
  });
}

// "UBND TX. DUY TIÊN", "UBND TT. VĨNH TRỤ", of a folded text: behind a committee they are units.
bool has_short_district(std::string_view text) {
  for (std::string_view committee : {"ubnd ", "hdnd ", "uy ban nhan dan ", "hoi dong nhan dan "}) {
    std::size_t const at = text.find(committee);
    if (at == std::string_view::npos || (at > 0 && base::is_ascii_letter(text[at - 1]))) {
      continue;
    }
    std::string_view const unit = text.substr(at + committee.size());
    for (std::string_view word : {"h.", "q.", "tx.", "tx ", "tt.", "tt "}) {
      if (unit.starts_with(word)) {
        return true;
      }
    }
  }
  return false;
}

// Of "UBND thành phố Phủ Lý" and "TP.PHỦ LÝ", split at blanks, what stands behind the word for a
// city at `words[at]`, its first word as it was written; "" for another word.
std::string name_of_city(std::vector<std::string_view> const& words, std::size_t at) {
  std::string const word = folded(words[at]);
  std::size_t next = at + 1;
  std::string name;
  if (word == "thanh" && next < words.size() && folded(words[next]) == "pho") {
    ++next;
  } else if (word.starts_with("tp.")) {
    name = words[at].substr(std::string_view{"tp."}.size());
  } else {
    return {};
  }
  for (; next < words.size(); ++next) {
    name += name.empty() ? "" : " ";
    name += words[next];
  }
  return name;
}

// A city below a province. What is no name behind the word is none: "UBND thành phố (b/c)", "HĐND
// thành phố khóa XI".
bool names_district_city(std::string_view text) {
  std::vector<std::string_view> const words = split(text, ' ');
  bool const is_in_capitals = is_upper(text);  // where letters tell no name from other words
  for (std::size_t at = 0; at < words.size(); ++at) {
    std::string const name = name_of_city(words, at);
    std::string const key = folded(name);
    bool const is_provincial = std::any_of(
        std::begin(kProvincialCities), std::end(kProvincialCities), [&](std::string_view city) {
          return key.starts_with(city);
        });
    std::string_view const first = base::first_code_points(name, 1);
    bool const is_name = has_letter(first) && (is_in_capitals || is_upper(first));
    if (is_name && !is_provincial && !key.starts_with("truc thuoc") && !key.starts_with("thuoc") &&
        key != "hcm") {
      return true;
    }
  }
  return false;
}

void check_unit(Check& check, std::size_t index, Component component, std::string_view text) {
  if (!names_district(base::to_lower(text)) && !names_district_city(text) &&
      !has_short_district(folded(text))) {
    return;
  }
  check.at_line(index,
                {.about = {"đơn vị hành chính", "administrative unit"},
                 .expected = {"xã, phường, đặc khu hoặc tỉnh, thành phố",
                              "a commune, ward, special zone, province or city"},
                 .found = base::same(in_quotes(text)),
                 .component = component});
}

}  // namespace

namespace {

// Whom a telegram goes to: on the line "CHỦ TỊCH ỦY BAN NHÂN DÂN TỈNH … điện:" behind the colon, or
// in the list below it.
std::vector<std::size_t> telegram_addressees(Recognised const& r) {
  constexpr std::size_t kSoon = 4;  // lines
  std::vector<std::size_t> out;
  if (r.type == nullptr || r.type->id != "cong_dien") {
    return out;
  }
  std::size_t i = r.body_begin;
  std::size_t const end = std::min(r.body_end, r.body_begin + kSoon);
  while (i < end && base::to_lower(r.lines[i].text).find("điện:") == std::string::npos) {
    ++i;
  }
  if (i < end && !r.lines[i].text.ends_with(':')) {
    out.push_back(i);
  }
  for (++i; i < r.body_end && list_mark_size(r.lines[i].text) > 0; ++i) {
    out.push_back(i);
  }
  return out;
}

}  // namespace

void rule_GEO_01(Check& check) {
  Recognised const& r = check.recognised;
  // The day of a draft may be open.
  DateWords const& d = r.date;
  int const date = d.has_year() && d.m != 0 ? d.y * 10000 + d.m * 100 + std::max(d.d, 1) : 0;
  if (date < kTwoLevels) {
    return;
  }
  for (std::vector<std::size_t> const* names : {&r.chu_quan, &r.ban_hanh}) {
    for (std::size_t index : *names) {
      check_unit(check, index, check.line(index).component, check.line(index).text);
    }
  }
  if (r.dia_danh_ngay) {
    check_unit(check, *r.dia_danh_ngay, Component::dia_danh_ngay, r.date.place);
  }
  // "BC/HU": of a district's party committee, which ended with the districts.
  if (check.profile.family() == Family::party && r.so_ky_hieu && r.number.symbol.ends_with("/HU")) {
    check.at_line(*r.so_ky_hieu,
                  {.expected = {"ký hiệu của cơ quan Đảng hiện hành, như “ĐU”, “TU”",
                                "the symbol of a present party body, such as “ĐU”, “TU”"},
                   .found = base::same(in_quotes(check.line(*r.so_ky_hieu).text)),
                   .component = Component::so_ky_hieu});
  }
  for (std::size_t index : r.noi_nhan_list) {
    check_unit(check, index, Component::noi_nhan_danh_sach, check.line(index).text);
  }
  if (r.kinh_gui) {  // one addressee stands on the line itself
    check_unit(check, *r.kinh_gui, Component::kinh_gui, check.line(*r.kinh_gui).text);
  }
  for (std::size_t index : r.kinh_gui_list) {
    check_unit(check, index, Component::kinh_gui_danh_sach, check.line(index).text);
  }
  for (std::size_t index : telegram_addressees(r)) {
    check_unit(check, index, Component::kinh_gui_danh_sach, check.line(index).text);
  }
}

}  // namespace thethuc::rules
