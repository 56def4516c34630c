// Quốc hiệu, Tiêu ngữ, names of bodies, number and symbol.

#include <algorithm>
#include <string>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/measured.h"
#include "rules/required.h"
#include "rules/rule_functions.h"
#include "rules/sides.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

constexpr std::string_view kQuocHieu = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM";
constexpr std::string_view kQuocHieuToo = "CỘNG HOÀ XÃ HỘI CHỦ NGHĨA VIỆT NAM";
constexpr std::string_view kTieuNgu = "Độc lập - Tự do - Hạnh phúc";
constexpr std::string_view kTieuDeDang = "ĐẢNG CỘNG SẢN VIỆT NAM";

// The component's text, letter by letter.
void check_fixed(Check& check, std::size_t index, std::string_view wanted) {
  Line const& line = check.line(index);
  // A text whose letters are set in capitals by the font's property shows as capitals.
  std::string const& text = line.text;
  if (text != wanted && !line.is_wild()) {
    check.at_line(index,
                  {.expected = base::same(in_quotes(wanted)),
                   .found = base::same(in_quotes(text)),
                   .repair = replace_line(line, wanted)});
  }
}

}  // namespace

void rule_HDR_01(Check& check) {
  if (!check.recognised.quoc_hieu) {
    tell_missing(check, Component::quoc_hieu);
    return;
  }
  std::size_t const index = *check.recognised.quoc_hieu;
  bool const is_cut = check.lines_of(Component::quoc_hieu).size() > 1;
  bool const is_other_spelling =
      single_spaced(check.line(index).text) == kQuocHieuToo || check.line(index).text == kQuocHieu;
  if (!is_cut && !is_other_spelling) {
    check_fixed(check, index, kQuocHieu);
  }
  check_stands_right(check, index);
  for (std::size_t line : check.lines_of(Component::quoc_hieu)) {
    check_format(
        check, line, Component::quoc_hieu, kSize | kBold | kItalic | kUnderline | kPlacing);
  }
}

void rule_HDR_02(Check& check) {
  if (!check.recognised.tieu_ngu) {
    tell_missing(check, Component::tieu_ngu);
    return;
  }
  std::size_t const index = *check.recognised.tieu_ngu;
  check_fixed(check, index, kTieuNgu);
  // An underline is told with the line below, HDR-03.
  check_format(check, index, Component::tieu_ngu, kSize | kBold | kItalic | kPlacing);
  if (check.recognised.quoc_hieu) {
    std::vector<ShownLine> const above = shown_lines(check, *check.recognised.quoc_hieu);
    if (!above.empty()) {
      check_in_middle(check,
                      index,
                      Component::tieu_ngu,
                      above.front().centre_mm(),
                      {"canh giữa, dưới Quốc hiệu", "centred below the national name"});
    }
  }
}

void rule_HDR_03(Check& check) {
  if (check.recognised.tieu_ngu) {
    check_line_below(check, {*check.recognised.tieu_ngu}, Component::tieu_ngu);
  }
}

void rule_HDR_04(Check& check) {
  std::vector<std::size_t> const lines = check.lines_of(Component::quoc_hieu);
  if (lines.empty()) {
    return;
  }
  Words const one{"một dòng", "one line"};
  if (lines.size() > 1) {
    check.at_line(lines.front(), {.expected = one, .found = {"hai dòng", "two lines"}});
    return;
  }
  if (check.recognised.tieu_ngu) {
    check_one_line(check, *check.recognised.tieu_ngu, Component::tieu_ngu);
  }
  if (!shown_lines(check, lines.front()).empty()) {
    check_one_line(check, lines.front(), Component::quoc_hieu);
    return;
  }
  Paragraph const& p = check.paragraph(lines.front());
  Line const& line = check.line(lines.front());
  if (line.is_piece) {
    return;  // beside another column: how wide it is no paragraph tells
  }
  int const width = p.text_width(0, p.text.size()).count;
  int const available = check.document.available_width(p).count - p.format.left.count -
                        p.format.right.count - p.format.first_line.count;
  constexpr int kSlack = 60;  // 1 mm: fonts differ a little
  if (available > 0 && width > available + kSlack) {
    check.at_line(lines.front(),
                  {.expected = one,
                   .found = {"dòng chữ dài " + number_words(mm_of(width), "mm").vi +
                                 " trong ô rộng " + number_words(mm_of(available), "mm").vi,
                             "a text of " + number_words(mm_of(width), "mm").en +
                                 " in a column of " + number_words(mm_of(available), "mm").en}});
  }
}

void rule_ORG_01(Check& check) {
  Recognised const& r = check.recognised;
  if (r.ban_hanh.empty()) {
    tell_missing(check, Component::co_quan_ban_hanh);
    return;
  }
  for (std::size_t index : r.ban_hanh) {
    check_format(
        check, index, Component::co_quan_ban_hanh, kSize | kBold | kItalic | kCase | kPlacing);
  }
}

void rule_ORG_02(Check& check) {
  for (std::size_t index : check.recognised.chu_quan) {
    check_format(check,
                 index,
                 Component::co_quan_chu_quan,
                 kSize | kBold | kItalic | kUnderline | kCase | kPlacing);
  }
}

void rule_ORG_03(Check& check) {
  check_line_below(check, check.recognised.ban_hanh, Component::co_quan_ban_hanh);
}

namespace {

// "UBND", "TP.", and the "TX." that "TX.DUY" begins with; "" for a word that is written out, and
// for the initials of a name, "H.A.T".
std::string_view abbreviation_of(std::string_view word) {
  constexpr std::string_view kWords[] = {"UBND", "HĐND", "UBMTTQ", "TP", "TX"};
  constexpr std::string_view kBegins[] = {"TP.", "TX.", "TT.", "H.", "Q.", "P."};
  auto const* const whole = std::find(std::begin(kWords), std::end(kWords), word);
  if (whole != std::end(kWords)) {
    return *whole;
  }
  for (std::string_view begin : kBegins) {
    std::string_view const rest = word.starts_with(begin) ? word.substr(begin.size()) : ".";
    bool const is_word =
        rest.find('.') == std::string_view::npos && base::code_point_count(rest) != 1;
    if (is_word) {
      return begin;
    }
  }
  return {};
}

}  // namespace

void rule_ORG_04(Check& check) {
  for (std::size_t index : check.recognised.ban_hanh) {
    for (std::string_view word : split(check.line(index).text, ' ')) {
      std::string_view const shortened = abbreviation_of(word);
      if (!shortened.empty()) {
        check.at_line(index,
                      {.expected = {"tên viết đầy đủ", "the name in full"},
                       .found = {"chữ viết tắt " + in_quotes(shortened),
                                 "the abbreviation " + in_quotes(shortened)}});
        break;
      }
    }
  }
}

// --- number and symbol

namespace {

// Whether a group of the symbol begins with a small letter: "bc-ubnd". Behind its capital a group
// may be written in any way ("TTr", "BGDĐT-GDTrH"): how bodies are shortened is theirs to say.
bool has_small_group(std::string_view symbol) {
  for (std::string_view part : split(symbol, '/')) {
    for (std::string_view group : split(part, '-')) {
      if (has_letter(base::first_code_points(group, 1)) && !begins_upper(group)) {
        return true;
      }
    }
  }
  return false;
}

// What the symbol was likely meant to be.
std::string raised_symbol(NumberSymbol const& n) {
  if (!has_small_group(n.symbol)) {
    return n.symbol;
  }
  std::size_t const end = std::min(n.symbol.find_first_of("-/"), n.symbol.size());
  std::string const first =
      n.type_code.empty() ? base::to_upper(n.symbol.substr(0, end)) : n.type_code;
  return first + base::to_upper(n.symbol.substr(end));
}

// A symbol ends in a letter or digit: "SNV-CCHC." is one with a mark behind. Dots of a form are
// left to be filled in.
bool has_mark_behind(NumberSymbol const& n) {
  bool const is_mark =
      n.symbol.ends_with('.') || n.symbol.ends_with(',') || n.symbol.ends_with(';');
  return is_mark && n.symbol.find("..") == std::string::npos;
}
// "BC/SNV": a stroke stands behind the number alone.
bool has_stroke_within(NumberSymbol const& n) {
  return n.symbol.find('/') != std::string::npos;
}

// "05/BC-UBND" of a number and symbol as they should stand: one 0 before what is below 10, none
// before others.
std::string mended_number(NumberSymbol const& n) {
  std::string number;
  for (char c : n.number) {
    if (base::is_ascii_digit(c)) {
      number += c;
    }
  }
  number.erase(0, std::min(number.find_first_not_of('0'), number.size()));
  if (number.size() < 2) {
    number.insert(0, 2 - number.size(), '0');
  }
  std::string symbol = replaced(raised_symbol(n), "/", "-");
  if (has_mark_behind(n)) {
    symbol.pop_back();
  }
  return "Số: " + number + "/" + symbol;
}

bool is_whole_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

void rule_SO_01(Check& check) {
  if (!check.recognised.so_ky_hieu) {
    tell_missing(check, Component::so_ky_hieu);
    return;
  }
  std::size_t const index = *check.recognised.so_ky_hieu;
  Line const& line = check.line(index);
  NumberSymbol const& n = check.recognised.number;
  check_format(check, index, Component::so_ky_hieu, kSize | kBold | kItalic | kPlacing);
  if (line.is_wild() || n.year != 0) {
    return;
  }
  bool const has_colon = line.text.starts_with("Số:");
  bool const has_small = has_small_group(n.symbol);
  if (n.is_draft) {
    if (!has_colon || n.has_spaces || has_small || n.symbol.empty() || n.has_long_dash) {
      bool const can_fix = !has_colon && !n.has_spaces && !has_small && !n.has_long_dash &&
                           line.text.starts_with("Số ");
      check.at_line(
          index,
          {.expected = base::same(in_quotes("Số: …/" + raised_symbol(n))),
           .found = base::same(in_quotes(line.text)),
           .repair = can_fix
                         ? replace_start(
                               check.paragraph(index), line, std::string_view{"Số"}.size(), "Số:")
                         : Repair{}});
    }
    return;
  }
  std::string const mended = mended_number(n);
  std::string const shown = single_spaced(line.text);
  bool const is_padded_more = n.number.size() > 2 && n.number.front() == '0';
  bool const lacks_blank = shown == "Số:" + n.number + "/" + n.symbol;
  bool const is_sound = has_colon && is_whole_number(n.number) && n.number.size() >= 2 &&
                        !n.has_spaces && !n.symbol.empty() && !has_small && !has_mark_behind(n) &&
                        !has_stroke_within(n) &&
                        (shown == "Số: " + n.number + "/" + n.symbol || lacks_blank);
  if (is_sound && lacks_blank && !is_padded_more) {
    check.at_line(index,
                  {.expected = base::same(in_quotes(mended)),
                   .found = base::same(in_quotes(line.text)),
                   .repair = replace_line(line, mended),
                   .severity = base::Severity::warning});
    return;
  }
  if (is_sound) {
    if (is_padded_more) {
      check.at_line(index,
                    {.expected = base::same(in_quotes(mended_number(n))),
                     .found = base::same(in_quotes(line.text)),
                     .severity = base::Severity::info});
    }
    return;
  }
  // A number with a letter ("12a") is one that somebody chose.
  bool const is_known = is_whole_number(n.number) && !n.symbol.empty() && !n.has_words;
  bool const can_fix = is_known && !has_small && !has_stroke_within(n);
  std::string const example = check.recognised.is_cong_van ? "Số: 05/UBND-VX" : "Số: 05/BC-UBND";
  check.at_line(index,
                {.expected = base::same(in_quotes(is_known ? mended : example)),
                 .found = base::same(in_quotes(line.text)),
                 .repair = can_fix ? replace_line(line, mended) : Repair{}});
}

namespace {

// HD for HĐ, QĐ for QyĐ, "CTR" for CTr, Ð for Đ: what the code was meant to be.
std::string near_code(Check& check, std::string_view symbol, std::string_view wanted) {
  std::string const first{symbol.substr(0, symbol.find_first_of("-/"))};
  if (type_of_code(check.profile, first) != nullptr ||
      letters_of(folded(first)) == letters_of(folded(wanted))) {
    return first;
  }
  return {};
}

}  // namespace

void rule_SO_02(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.so_ky_hieu || r.type == nullptr || r.type->code.empty() || r.number.symbol.empty() ||
      check.line(*r.so_ky_hieu).is_wild() || r.number.year != 0) {
    return;
  }
  if (is_dotted(r.number.symbol.substr(0, r.number.symbol.find('-')))) {
    return;  // of a form
  }
  std::string const& wanted = r.type->code;
  std::string const first = r.number.symbol.substr(0, r.number.symbol.find_first_of("-/"));
  // Small letters are told by SO-01.
  // The decree has no code of its own for what several bodies issue together; KHLT, "kế hoạch liên
  // tịch", and HDLN, "hướng dẫn liên ngành", are how they write it.
  if (first == wanted || first == wanted + "LT" || first == wanted + "LN" ||
      (base::to_upper(first) == base::to_upper(wanted) && !begins_upper(first))) {
    return;
  }
  // Of two types with one name in print (Quy định and Quyết định of the party) either code will do.
  for (DocumentType const& type : check.profile.types()) {
    if (type.name == r.type->name && type.code == first) {
      return;
    }
  }
  bool const is_other_code = !near_code(check, r.number.symbol, wanted).empty();
  std::string const name = base::to_upper(r.type->name);
  check.at_line(
      *r.so_ky_hieu,
      {.about = {"chữ viết tắt tên loại trong ký hiệu", "type code in the symbol"},
       .expected = {in_quotes(wanted) + " của " + name, in_quotes(wanted) + " of " + name},
       .found = base::same(in_quotes(is_other_code ? first : r.number.symbol)),
       .confidence = r.type->code_confidence});
}

namespace {

// How surely a group of a symbol stands for a body: 3 for the first letters of its whole name, 2
// for those that the name begins with, 1 for those of words within, else 0.
int stands_for(std::string_view group, std::string const& body) {
  std::string letters;
  for (std::string_view word : split(body, ' ')) {
    letters += base::first_code_points(word, 1);
  }
  std::string const sought = base::to_upper(folded(group));
  std::string const initials = base::to_upper(folded(letters));
  std::size_t const at = initials.find(sought);
  return sought.empty() || at == std::string::npos ? 0 : sought == initials ? 3 : at == 0 ? 2 : 1;
}

// Whether "BC-UBND" is a type and its body. "CT-CS" of a Cục Thuế is a body and its unit, although
// CT is a Chỉ thị elsewhere: which of the groups is the body, its name tells, or that units have
// short names.
bool is_type_and_body(Check& check, std::string_view first, std::string_view second) {
  std::string const body = check.recognised.issuing_body();
  int const as_body = stands_for(first, body);
  int const other = stands_for(second, body);
  constexpr std::size_t kUnit = 2;  // letters
  bool const is_short =
      base::code_point_count(second) <= kUnit || second.find_first_of("0123456789") != second.npos;
  return other != as_body ? other > as_body : as_body == 0 && !is_short;
}

}  // namespace

void rule_SO_03(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.is_cong_van || !r.so_ky_hieu || r.number.symbol.empty() ||
      check.line(*r.so_ky_hieu).is_wild() || r.number.year != 0) {
    return;
  }
  std::string const& symbol = r.number.symbol;
  std::size_t const dash = symbol.find('-');
  // "CV" is no code of the decree, though many write it.
  std::string const first = symbol.substr(0, dash);
  bool const has_unit = dash != std::string::npos && dash + 1 < symbol.size();
  bool const has_code = first == "CV" || (has_unit && !r.number.type_code.empty() &&
                                          is_type_and_body(check, first, symbol.substr(dash + 1)));
  if (!has_code && has_unit) {
    return;
  }
  check.at_line(*r.so_ky_hieu,
                {.expected = {"“cơ quan-đơn vị soạn thảo”, như “UBND-VX”",
                              "“body-drafting unit” such as “UBND-VX”"},
                 .found = base::same(in_quotes(symbol))});
}

void rule_SO_04(Check& check) {
  Recognised const& r = check.recognised;
  // Parties number their contracts as they agree.
  bool const is_free = r.type != nullptr && !r.type->has_form;
  if (r.so_ky_hieu && r.number.year != 0 && !is_free) {
    check.at_line(*r.so_ky_hieu,
                  {.expected = {"ký hiệu không có năm", "a symbol without a year"},
                   .found = base::same(in_quotes(check.line(*r.so_ky_hieu).text))});
  }
}

void rule_SO_05(Check& check) {
  Recognised const& r = check.recognised;
  if (check.document.is_template) {
    return;
  }
  if (r.so_ky_hieu && r.number.is_draft && r.number.year == 0) {
    check.at_line(*r.so_ky_hieu,
                  {.about = {"số văn bản", "number of the document"},
                   .expected = {"số của văn bản", "a number"},
                   .found = {"chưa cấp số", "none yet"}});
  }
  if (r.dia_danh_ngay && r.date.is_draft() && !check.line(*r.dia_danh_ngay).is_wild()) {
    check.at_line(*r.dia_danh_ngay,
                  {.about = {"ngày ban hành", "date of the document"},
                   .expected = {"ngày, tháng, năm", "day, month and year"},
                   .found = base::same(in_quotes(check.line(*r.dia_danh_ngay).text)),
                   .component = Component::dia_danh_ngay});
  }
}

void rule_QPPL_01(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.so_ky_hieu || check.line(*r.so_ky_hieu).is_wild()) {
    return;
  }
  check_format(check, *r.so_ky_hieu, Component::so_ky_hieu, kSize | kBold | kItalic | kPlacing);
  if (r.number.year == 0) {
    check.at_line(*r.so_ky_hieu,
                  {.expected = base::same(in_quotes("Số: 78/2025/NĐ-CP")),
                   .found = base::same(in_quotes(check.line(*r.so_ky_hieu).text))});
  }
}

void rule_QPPL_02(Check& check) {
  for (auto const& [slot, component] :
       {std::pair{check.recognised.trich_yeu_cong_van, Component::trich_yeu_cong_van},
        std::pair{check.recognised.kinh_gui, Component::kinh_gui}}) {
    if (slot) {
      check.at_line(*slot,
                    {.expected = {"không có", "none"},
                     .found = base::same(in_quotes(check.line(*slot).text)),
                     .component = component});
    }
  }
}

// --- the Party

void rule_DANG_01(Check& check) {
  Recognised const& r = check.recognised;
  for (std::optional<std::size_t> state : {r.quoc_hieu, r.tieu_ngu}) {
    if (state) {
      check.at_line(*state,
                    {.expected = {"không có Quốc hiệu, Tiêu ngữ trong văn bản của Đảng",
                                  "no national name or motto in a party document"},
                     .found = base::same(in_quotes(check.line(*state).text)),
                     .component = check.line(*state).component});
    }
  }
  if (!r.tieu_de_dang) {
    tell_missing(check, Component::tieu_de_dang);
    return;
  }
  check_fixed(check, *r.tieu_de_dang, kTieuDeDang);
  check_stands_right(check, *r.tieu_de_dang);
  check_format(check, *r.tieu_de_dang, Component::tieu_de_dang, kSize | kBold | kItalic | kPlacing);
  check_line_below(check, {*r.tieu_de_dang}, Component::tieu_de_dang);
}

void rule_DANG_02(Check& check) {
  Recognised const& r = check.recognised;
  if (r.ban_hanh.empty()) {
    return;
  }
  std::vector<std::size_t> const stars = check.lines_of(Component::dau_sao);
  if (stars.empty()) {
    check.at_line(r.ban_hanh.back(),
                  {.expected = base::same("“*”"), .found = {"không có", "none"}});
    return;
  }
  if (check.line(stars.front()).text != "*") {
    check.at_line(stars.front(),
                  {.expected = base::same("“*”"),
                   .found = base::same(in_quotes(check.line(stars.front()).text)),
                   .repair = replace_line(check.line(stars.front()), "*")});
  }
  check_format(check, stars.front(), Component::dau_sao, kPlacing);
}

namespace {

// A number as it should stand, of the document's own type.
std::string party_number(Check& check) {
  Recognised const& r = check.recognised;
  std::string const code = r.type != nullptr && !r.type->code.empty() ? r.type->code
                           : !r.number.type_code.empty()              ? r.number.type_code
                                                                      : "…";
  return "Số …-" + code + "/…";
}

}  // namespace

void rule_DANG_03(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.so_ky_hieu) {
    tell_missing(check, Component::so_ky_hieu);
    return;
  }
  std::size_t const index = *r.so_ky_hieu;
  Line const& line = check.line(index);
  check_format(check, index, Component::so_ky_hieu, kSize | kBold | kItalic | kPlacing);
  if (line.is_wild()) {
    return;
  }
  NumberSymbol const& n = r.number;
  std::size_t const stroke = n.symbol.find('/');
  bool const is_sound = n.is_draft ? !line.text.starts_with("Số:")
                                   : line.text == "Số " + n.number + "-" + n.symbol &&
                                         is_whole_number(n.number) && n.number.size() >= 2 &&
                                         stroke != std::string::npos;
  if (is_sound) {
    return;
  }
  std::string number = n.number.size() == 1 ? "0" + n.number : n.number;
  bool const can_fix = is_whole_number(n.number) && stroke != std::string::npos;
  std::string const mended = "Số " + number + "-" + n.symbol;
  check.at_line(index,
                {.expected = base::same(in_quotes(can_fix ? mended : party_number(check))),
                 .found = base::same(in_quotes(line.text)),
                 .repair = can_fix ? replace_line(line, mended) : Repair{}});
}

}  // namespace thethuc::rules
