// Type and summary, summary of letters, addressees, legal bases.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/citations.h"
#include "rules/measured.h"
#include "rules/required.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

namespace {

bool is_type(Recognised const& r, std::string_view id) {
  return r.type != nullptr && r.type->id == id;
}

}  // namespace

namespace {

// What stands for a type that is none of the list: one finding, whatever else is wrong with it.
void tell_unlisted_type(Check& check, std::size_t index) {
  Line const& line = check.line(index);
  // The forms of Phụ lục III say "TÊN LOẠI VĂN BẢN" there.
  bool const is_known = check.profile.family() == Family::qppl || line.is_wild() ||
                        folded(line.text, 24).starts_with("ten loai");
  // Luật, Nghị định, Thông tư are of another list; forms and letters have titles of their own.
  if (is_known || check.recognised.kind != DocumentKind::administrative ||
      check.recognised.type != nullptr) {
    return;
  }
  // The decree's list is of what it regulates; other bodies have other papers.
  check.at_line(index,
                {.expected = {"một loại văn bản của danh mục", "a type of the list"},
                 .found = base::same(in_quotes(line.text)),
                 .severity = base::Severity::warning});
}

}  // namespace

void rule_TYPE_01(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.ten_loai) {
    tell_missing(check, Component::ten_loai);
  }
  for (std::size_t index : check.lines_of(Component::ten_loai)) {
    Line const& line = check.line(index);
    bool const runs_on = r.type_runs_on && index == r.ten_loai;
    DocumentType const* const type = runs_on ? r.type : type_of_name(check.profile, line.text);
    check_format(
        check, index, Component::ten_loai, kSize | kBold | kItalic | kUnderline | kPlacing);
    check_in_middle(check,
                    index,
                    Component::ten_loai,
                    middle_of_page_mm(check, index),
                    {"canh giữa trang", "centred across the page"});
    if (type == nullptr) {
      tell_unlisted_type(check, index);
      continue;
    }
    std::string const wanted = base::to_upper(type->printed);
    // Papers of people, and types without a form, are titled as they like: "HỢP ĐỒNG DỊCH VỤ".
    bool const is_free = check.recognised.kind == DocumentKind::form || !type->has_form;
    if (runs_on && is_free) {
      continue;
    }
    if (runs_on) {
      check.at_line(index,
                    {.expected = {in_quotes(wanted) + " trên một dòng riêng",
                                  in_quotes(wanted) + " on a line of its own"},
                     .found = base::same(in_quotes(line.text))});
      continue;
    }
    std::string const upper = base::to_upper(line.text);
    // "THỎA THUẬN" and "THOẢ THUẬN" are one word.
    bool const is_same = with_old_tones(upper) == with_old_tones(wanted);
    if (!is_same || upper != line.text) {
      // Words that are the type's but for their marks cannot be meant otherwise.
      bool const is_sure = is_same || letters_of(folded(upper)) == letters_of(folded(wanted));
      std::string text = is_same ? upper : wanted;
      check.at_line(index,
                    {.expected = base::same(in_quotes(text)),
                     .found = base::same(in_quotes(line.text)),
                     .repair = is_sure ? replace_line(line, std::move(text)) : Repair{}});
    }
  }
}

namespace {

// Whether a line of any kind stands below a text: typed, drawn, or a border.
bool has_line_behind(Check& check, std::size_t index) {
  Paragraph const& above = check.paragraph(index);
  if (!above.lines.empty() || above.format.bottom_border) {
    return true;
  }
  if (index + 1 < check.recognised.lines.size() && check.line(index + 1).is_rule) {
    return true;
  }
  std::vector<Paragraph> const& all = check.document.paragraphs;
  for (std::size_t i = check.line(index).paragraph + 1; i < all.size() && all[i].is_blank(); ++i) {
    if (!all[i].lines.empty() || all[i].format.top_border || all[i].format.bottom_border) {
      return true;
    }
  }
  return false;
}

// Five hyphens below the summary of a party document; a line that was drawn or typed otherwise is
// one, though not as it is asked for.
void check_party_dashes(Check& check) {
  Recognised const& r = check.recognised;
  if (check.spec(Component::gach_ngan_trich_yeu) == nullptr || r.trich_yeu.empty()) {
    return;
  }
  base::Words const dashes = base::same("“-----”");
  std::vector<std::size_t> const found = check.lines_of(Component::gach_ngan_trich_yeu);
  if (!found.empty()) {
    Line const& line = check.line(found.front());
    check_format(check, found.front(), Component::gach_ngan_trich_yeu, kPlacing);
    if (line.text != "-----") {
      check.at_line(found.front(),
                    {.expected = dashes,
                     .found = base::same(in_quotes(line.text)),
                     .repair = replace_line(line, "-----"),
                     .severity = base::Severity::warning,
                     .component = Component::gach_ngan_trich_yeu});
    }
    return;
  }
  if (!has_line_behind(check, r.trich_yeu.back())) {
    tell_missing(check, Component::gach_ngan_trich_yeu);
    return;
  }
  check.at_line(r.trich_yeu.back(),
                {.expected = dashes,
                 .found = {"đường kẻ khác", "another line"},
                 .severity = base::Severity::warning,
                 .component = Component::gach_ngan_trich_yeu});
}

}  // namespace

void rule_TYPE_02(Check& check) {
  Recognised const& r = check.recognised;
  if (r.kind == DocumentKind::form) {
    return;  // people's own contracts and papers are titled as they like
  }
  if (r.trich_yeu.empty() && !r.type_runs_on) {
    tell_missing(check, Component::trich_yeu);
  }
  for (std::size_t index : check.lines_of(Component::trich_yeu)) {
    check_format(
        check, index, Component::trich_yeu, kSize | kBold | kItalic | kUnderline | kPlacing);
  }
  // Capitals are told once; a heading in capitals may be set over lines.
  for (std::size_t index : r.trich_yeu) {
    check_format(check, index, Component::trich_yeu, kCase);
    break;
  }
  // Contracts, which have no form in Phụ lục III, have their number there.
  bool const has_form = r.type == nullptr || r.type->has_form;
  // How long the summary of a form will be nobody knows.
  bool const is_open =
      std::any_of(r.trich_yeu.begin(), r.trich_yeu.end(), [&check](std::size_t line) {
        return has_dots(check.line(line).text);
      });
  bool const has_line = has_form && !is_open;
  if (!r.trich_yeu.empty() && has_line) {
    check_line_below(check, r.trich_yeu, Component::trich_yeu);
    check_party_dashes(check);
  } else if (r.ten_loai && r.type != nullptr &&
             (is_type(r, "giay_gioi_thieu") || is_type(r, "giay_nghi_phep"))) {
    check_line_below(check, {*r.ten_loai}, Component::trich_yeu);
  }
}

void rule_TYPE_03(Check& check) {
  std::vector<std::size_t> const lines = check.lines_of(Component::tham_quyen_ban_hanh);
  // Normative documents of today name who issues them in a sentence below the bases.
  bool const is_enacted = !check.lines_of(Component::cau_ban_hanh).empty();
  if (lines.empty() && !is_enacted) {
    tell_missing(check, Component::tham_quyen_ban_hanh);
  }
  for (std::size_t index : lines) {
    check_format(check, index, Component::tham_quyen_ban_hanh, kAllAspects);
  }
}

void rule_TYPE_04(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.menh_lenh) {
    tell_missing(check, Component::menh_lenh);
    return;
  }
  Line const& line = check.line(*r.menh_lenh);
  check_format(
      check, *r.menh_lenh, Component::menh_lenh, kSize | kBold | kItalic | kUnderline | kPlacing);
  // A resolution resolves, whatever word was left from the decision it was made of.
  bool const resolves =
      is_type(r, "nghi_quyet") ||
      (!is_type(r, "quyet_dinh") && letters_of(folded(line.text, 40)) == "quyetnghi");
  std::string const wanted = resolves ? "QUYẾT NGHỊ:" : "QUYẾT ĐỊNH:";
  if (line.text != wanted && !line.is_wild()) {
    bool const is_same_word = letters_of(folded(line.text, 40)) == letters_of(folded(wanted));
    check.at_line(*r.menh_lenh,
                  {.expected = base::same(in_quotes(wanted)),
                   .found = base::same(in_quotes(line.text)),
                   .repair = is_same_word ? replace_line(line, wanted) : Repair{}});
  }
}

void rule_CV_01(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.is_cong_van) {
    return;
  }
  if (!r.trich_yeu_cong_van) {
    if (r.so_ky_hieu) {
      check.at_line(*r.so_ky_hieu,
                    {.expected = {"“V/v …” dưới số và ký hiệu", "“V/v …” below the number"},
                     .found = {"không có", "none"}});
    }
    return;
  }
  std::size_t const index = *r.trich_yeu_cong_van;
  for (std::size_t line : check.lines_of(Component::trich_yeu_cong_van)) {
    check_format(check,
                 line,
                 Component::trich_yeu_cong_van,
                 kSize | kBold | kItalic | kUnderline | kPlacing);
  }
  if (r.so_ky_hieu) {
    std::vector<ShownLine> const above = shown_lines(check, *r.so_ky_hieu);
    if (!above.empty()) {
      check_in_middle(check,
                      index,
                      Component::trich_yeu_cong_van,
                      above.front().centre_mm(),
                      {"canh giữa, dưới số và ký hiệu", "centred below the number"});
    }
  }
  Line const& line = check.line(index);
  std::string const start{base::first_code_points(line.text, 4)};
  if (!start.starts_with("V/v ") && !line.text.starts_with("V/v")) {
    std::string const key = folded(line.text, 8);
    bool const only_case = key.starts_with("v/v");
    check.at_line(
        index,
        {.expected = base::same("“V/v …”"),
         .found = base::same(in_quotes(line.text)),
         .repair = only_case ? replace_line(line, "V/v" + line.typed_text().substr(3)) : Repair{}});
  }
  constexpr std::size_t kWord = 3;  // "V/v"
  if (line.text.starts_with("V/v:") || line.text.starts_with("V/v.")) {
    std::string const wanted =
        "V/v " + std::string{base::trim(line.typed_text().substr(kWord + 1))};
    check.at_line(index,
                  {.expected = base::same("“V/v …”"),
                   .found = base::same(in_quotes(line.text)),
                   .repair = replace_line(line, wanted),
                   .severity = base::Severity::warning});
  }
  // 6 pt between number and summary, when they follow each other in one column.
  if (r.so_ky_hieu && *r.so_ky_hieu + 1 == index && !line.is_piece) {
    Paragraph const& above = check.paragraph(*r.so_ky_hieu);
    Paragraph const& here = check.paragraph(index);
    bool const is_next = check.line(*r.so_ky_hieu).paragraph + 1 == line.paragraph &&
                         above.container == here.container;
    int const gap = std::max(above.format.after.count, here.format.before.count);
    if (is_next && gap < 100) {
      check.at_line(index,
                    {.about = {"khoảng cách với số, ký hiệu", "gap below the number"},
                     .expected = base::same("6 pt"),
                     .found = number_words(pt_of(gap), "pt"),
                     .repair = of_paragraph(Repair::Kind::space_before, line.paragraph, 120),
                     .severity = base::Severity::warning});
    }
  }
}

namespace {

// How high a body stands, by the words of its name: 1 the state, 2 a province, 3 a district or a
// department of a province, 4 a commune; 0 when the words do not tell.
int rank_of(std::string_view name) {
  std::string const key = folded(name, 400) + " ";
  for (std::string_view word : {"chinh phu", "thu tuong", "quoc hoi", "bo ", "trung uong"}) {
    if (key.starts_with(word) || key.find(" " + std::string{word}) != std::string::npos) {
      return 1;
    }
  }
  if (has_word(key, "xa") || has_word(key, "phuong") || has_word(key, "thi tran")) {
    return 4;
  }
  if (has_word(key, "huyen") || has_word(key, "quan") || has_word(key, "thi xa")) {
    return 3;
  }
  if (key.starts_with("so ")) {
    return 3;
  }
  if (has_word(key, "tinh")) {
    return 2;
  }
  return 0;
}

// Whether one of the recipients is a body above the issuing one.
std::optional<std::size_t> superior_recipient(Check& check) {
  Recognised const& r = check.recognised;
  int const own = rank_of(r.issuing_body());
  if (own < 2) {
    return std::nullopt;
  }
  for (std::size_t index : r.noi_nhan_list) {
    std::string_view text = check.line(index).text;
    while (!text.empty() && (text.front() == '-' || text.front() == ' ')) {
      text.remove_prefix(1);
    }
    std::string const key = folded(text);
    if (key.starts_with("luu")) {
      continue;
    }
    int const theirs = rank_of(text);
    if (theirs > 0 && theirs < own) {
      return index;
    }
  }
  return std::nullopt;
}

// Surely addressed, though no line says so: a proposal, which somebody is to decide on, and what
// names “Như trên” among its recipients.
bool tell_unaddressed(Check& check) {
  Recognised const& r = check.recognised;
  auto const as_above =
      std::find_if(r.noi_nhan_list.begin(), r.noi_nhan_list.end(), [&check](std::size_t line) {
        return folded(check.line(line).text).find("nhu tren") != std::string::npos;
      });
  bool const is_part =
      r.kind != DocumentKind::administrative || check.document.is_template || r.ban_sao.has_value();
  if (is_part || (r.type->id != "to_trinh" && as_above == r.noi_nhan_list.end())) {
    return false;
  }
  Words const word = base::same("“Kính gửi:”");
  if (as_above == r.noi_nhan_list.end()) {
    check.at_document({.expected = word, .found = {"không có", "none"}});
  } else {
    check.at_line(
        *as_above,
        {.expected = {word.vi + " mà “Như trên” nói đến", word.en + " that “Như trên” means"},
         .found = {"không có", "none"},
         .component = Component::kinh_gui});
  }
  return true;
}

}  // namespace

void rule_KG_01(Check& check) {
  Recognised const& r = check.recognised;
  Words const word{"“Kính gửi:”", "“Kính gửi:”"};
  if (r.kinh_gui) {
    check_format(check, *r.kinh_gui, Component::kinh_gui, kSize | kUnderline);
    // The words alone are italic in party documents; here nothing is.
    if (check.profile.family() == Family::state) {
      check_format(check, *r.kinh_gui, Component::kinh_gui, kBold | kItalic);
    }
    bool const may_have = r.type == nullptr || r.type->wants_kinh_gui ||
                          r.type->may_have_kinh_gui || !r.type->has_form ||
                          r.kind == DocumentKind::form;
    if (!may_have && check.profile.family() == Family::state) {
      check.at_line(*r.kinh_gui,
                    {.expected = {"không có “Kính gửi” trong " + r.type->name,
                                  "no “Kính gửi” in a document of the type " + r.type->name},
                     .found = base::same(in_quotes(check.line(*r.kinh_gui).text))});
    }
    std::string const& text = check.line(*r.kinh_gui).text;
    std::string_view const wanted =
        folded(text, 12).starts_with("kinh trinh") ? "Kính trình:" : "Kính gửi:";
    if (!text.starts_with(wanted)) {
      // The two words as they stand, with a colon and the blanks before it.
      std::size_t size = base::first_code_points(text, 8).size();
      size = std::min(text.find_first_not_of(" :", size), text.size());
      bool const has_words = folded(text.substr(0, size), 12).starts_with("kinh ");
      std::string const mark = size < text.size() ? " " : "";
      check.at_line(*r.kinh_gui,
                    {.expected = base::same(in_quotes(wanted)),
                     .found = base::same(in_quotes(text)),
                     .repair = has_words ? replace_start(check.paragraph(*r.kinh_gui),
                                                         check.line(*r.kinh_gui),
                                                         size,
                                                         std::string{wanted} + mark)
                                         : Repair{}});
    }
    return;
  }
  if (r.is_cong_van || (r.type != nullptr && r.type->wants_kinh_gui)) {
    check.at_document({.expected = word, .found = {"không có", "none"}});
    return;
  }
  if (r.type != nullptr && r.type->may_have_kinh_gui && check.profile.family() == Family::state) {
    if (tell_unaddressed(check)) {
      return;
    }
    // To whom it goes only the recipients tell, so this is no more than likely.
    if (auto const superior = superior_recipient(check)) {
      check.at_line(
          *superior,
          {.expected = {"“Kính gửi:” trong văn bản gửi cấp trên, và “- Như trên;” ở nơi nhận",
                        "“Kính gửi:” in a document to a superior body, and “- Như trên;” among "
                        "the recipients"},
           .found = {"không có, mà nơi nhận có " + in_quotes(check.line(*superior).text),
                     "none, and among the recipients " + in_quotes(check.line(*superior).text)},
           .severity = base::Severity::warning,
           .component = Component::kinh_gui});
    }
  }
}

namespace {

// How high a body stands in the sense of "Vụ Pháp chế, Bộ Tư pháp", where a name is followed by
// that of the body it is a part of; 0 for what begins like no body.
int order_of_body(std::string_view name) {
  constexpr std::pair<std::string_view, int> kBodies[] = {{"phong ", 1},
                                                          {"van phong ", 1},
                                                          {"vu ", 1},
                                                          {"cuc ", 1},
                                                          {"chi cuc ", 1},
                                                          {"trung tam ", 1},
                                                          {"ban ", 1},
                                                          {"khoa ", 1},
                                                          {"thanh tra ", 1},
                                                          {"so ", 2},
                                                          {"ubnd ", 2},
                                                          {"uy ban ", 2},
                                                          {"hdnd ", 2},
                                                          {"hoi dong ", 2},
                                                          {"tong cuc ", 2},
                                                          {"cong ty ", 2},
                                                          {"bo ", 3},
                                                          {"chinh phu", 4}};
  if (!begins_upper(name)) {
    return 0;  // "các sở, ban, ngành"
  }
  std::string const key = folded(name, 24) + " ";
  for (auto const& [word, order] : kBodies) {
    if (key.starts_with(word)) {
      return order;
    }
  }
  return 0;
}

// The addressee that an item of the list is, without dash and mark.
std::string_view item_of(std::string_view text) {
  text.remove_prefix(list_mark_size(text));
  while (text.ends_with(';') || text.ends_with('.') || text.ends_with(' ')) {
    text.remove_suffix(1);
  }
  return text;
}

// How many addressees a line surely names: what ";" parts, and bodies that "," or "và" parts where
// the second is not the one that the first belongs to. What stands in brackets explains.
std::size_t count_recipients(std::string_view text) {
  std::size_t count = 0;
  int depth = 0, before = 0;
  std::size_t begin = 0;
  bool is_sure = true;  // the mark before parts addressees, whatever they are
  auto const take = [&](std::size_t end) {
    std::string_view const name = base::trim(text.substr(begin, end - begin));
    int const order = order_of_body(name);
    if (has_letter(name) && (is_sure || (order > 0 && before > 0 && order <= before))) {
      ++count;
    }
    before = order > 0 ? order : before;
  };
  constexpr std::string_view kAnd = " và ";
  for (std::size_t i = 0; i < text.size(); ++i) {
    depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
    bool const is_and = text.substr(i).starts_with(kAnd);
    if (depth > 0 || (text[i] != ';' && text[i] != ',' && !is_and)) {
      continue;
    }
    take(i);
    is_sure = text[i] == ';';
    i += is_and ? kAnd.size() - 1 : 0;
    begin = i + 1;
  }
  take(text.size());
  return count;
}

}  // namespace

void rule_KG_02(Check& check) {
  Recognised const& r = check.recognised;
  if (!r.kinh_gui) {
    return;
  }
  for (std::size_t index : r.kinh_gui_list) {
    check_format(check, index, Component::kinh_gui_danh_sach, kSize | kBold | kItalic);
  }
  std::vector<std::size_t> items;
  for (std::size_t index : r.kinh_gui_list) {
    bool const is_item = check.line(index).text.starts_with("-") ||
                         check.line(index).text.starts_with("–") ||
                         check.line(index).text.starts_with("+") || r.kinh_gui_list.size() > 1;
    if (is_item) {
      items.push_back(index);
    }
  }
  std::string const& word = check.line(*r.kinh_gui).text;
  std::size_t const colon = word.find(':');
  std::string_view const first = colon == std::string::npos
                                     ? std::string_view{}
                                     : base::trim(std::string_view{word}.substr(colon + 1));
  bool const is_wild = check.line(*r.kinh_gui).is_wild();
  if (first.empty() && r.kinh_gui_list.empty()) {
    return;
  }
  if (!is_wild && (count_recipients(first) > 1 ||
                   (!first.empty() && !first.ends_with(':') && !items.empty()))) {
    check.at_line(*r.kinh_gui,
                  {.expected = {"từ hai nơi nhận trở lên, mỗi nơi một dòng dưới “Kính gửi:”",
                                "two or more addressees, a line each below “Kính gửi:”"},
                   .found = base::same(in_quotes(word))});
  }
  if (items.size() == 1 && !check.line(items[0]).is_wild() && first.empty() &&
      count_recipients(item_of(check.line(items[0]).text)) < 2) {
    check.at_line(items[0],
                  {.expected = {"một nơi nhận ghi cùng dòng với “Kính gửi:”",
                                "one addressee on the line of “Kính gửi:”"},
                   .found = base::same(in_quotes(check.line(items[0]).text)),
                   .severity = base::Severity::warning});
    return;
  }
  for (std::size_t index : items) {
    if (!check.line(index).is_wild() && count_recipients(item_of(check.line(index).text)) > 1) {
      check.at_line(index,
                    {.expected = {"mỗi nơi nhận một dòng", "a line for each addressee"},
                     .found = base::same(in_quotes(check.line(index).text))});
    }
  }
  if (items.size() < 2) {
    return;
  }
  for (std::size_t k = 0; k < items.size(); ++k) {
    std::string const& text = check.line(items[k]).text;
    bool const is_last = k + 1 == items.size();
    bool const begins = text.starts_with("- ");
    // Forms 1.5 and 1.6 print ";" at the last too, against the words of the decree.
    bool const form_end = is_last && text.ends_with(';');
    bool const ends = is_last ? text.ends_with('.') : text.ends_with(';');
    std::size_t const mark = list_mark_size(text);
    bool const is_open = check.line(items[k]).is_wild() || is_dotted(item_of(text));
    if (begins && (ends || is_open)) {
      continue;
    }
    std::string core = check.line(items[k]).typed_text().substr(mark);
    while (!core.empty() &&
           (core.back() == ';' || core.back() == '.' || core.back() == ',' || core.back() == ' ')) {
      core.pop_back();
    }
    std::string const mended = "- " + core + (is_last ? "." : ";");
    check.at_line(
        items[k],
        {.expected = base::same(in_quotes(mended)),
         .found = base::same(in_quotes(text)),
         // What begins without a dash may belong to the line above.
         .repair = mark > 0 ? replace_line(check.line(items[k]), mended) : Repair{},
         .severity = begins && form_end ? base::Severity::warning : base::Severity::error});
  }
}

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
  for (std::size_t k = 0; k < r.can_cu.size(); ++k) {
    std::size_t const index = r.can_cu[k];
    Line const& line = check.line(index);
    check_format(check, index, Component::can_cu, kSize | kBold | (italics_free ? 0u : kItalic));
    if (line.is_wild()) {
      continue;
    }
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
  if (!r.can_cu.empty() || r.type == nullptr || check.document.is_template) {
    return;
  }
  // A basis that was run into the first sentence.
  if (r.body_begin < r.body_end) {
    Line const& first = check.line(r.body_begin);
    // "Căn cứ chức năng, nhiệm vụ …" cites nothing; letters are prose, and may cite in it.
    std::string_view const clause = std::string_view{first.text}.substr(0, first.text.find(','));
    bool const cites = clause.find('/') != std::string_view::npos;
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

}  // namespace thethuc::rules
