// Whom a document goes to: the words, and the list below them.

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "base/text.h"
#include "rules/check_context.h"
#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

using base::Words;

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
    // A row of dots stands for a name, its last dot too.
    std::string_view row = std::string_view{text}.substr(mark);
    row.remove_suffix(row.ends_with(';') ? 1 : 0);
    bool const is_open = check.line(items[k]).is_wild() || is_dotted(row);
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

}  // namespace thethuc::rules
