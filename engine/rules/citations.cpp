#include "rules/citations.h"

#include <algorithm>

#include "base/text.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

// Types that citations name, longest first, in small letters.
constexpr std::string_view kTypes[] = {"nghị quyết liên tịch",
                                       "thông tư liên tịch",
                                       "giấy giới thiệu",
                                       "giấy nghỉ phép",
                                       "bản thỏa thuận",
                                       "giấy ủy quyền",
                                       "phiếu chuyển",
                                       "chương trình",
                                       "bản ghi nhớ",
                                       "nghị quyết",
                                       "quyết định",
                                       "phương án",
                                       "thông báo",
                                       "pháp lệnh",
                                       "phiếu gửi",
                                       "phiếu báo",
                                       "thông cáo",
                                       "công điện",
                                       "nghị định",
                                       "hướng dẫn",
                                       "công văn",
                                       "thông tư",
                                       "thư công",
                                       "kết luận",
                                       "tờ trình",
                                       "quy định",
                                       "hợp đồng",
                                       "giấy mời",
                                       "kế hoạch",
                                       "biên bản",
                                       "chỉ thị",
                                       "quy chế",
                                       "bộ luật",
                                       "báo cáo",
                                       "văn bản",
                                       "đề án",
                                       "dự án",
                                       "luật",
                                       "lệnh"};

bool is_symbol_byte(char c) {
  return base::is_ascii_letter(c) || base::is_ascii_digit(c) ||
         static_cast<unsigned char>(c) >= 0x80 || c == '&' || c == '.';
}

bool is_capital_at(std::string_view text, std::size_t at) {
  if (at >= text.size()) {
    return false;
  }
  std::size_t end = at;
  base::next_code_point(text, end);
  std::string_view const letter = text.substr(at, end - at);
  return has_letter(letter) && is_upper(letter);
}

// Reads groups of capitals parted by "-" and "/"; blanks around these are slips. Moves `at` behind.
// Nothing, and `at` stays, for what is longer than any symbol: groups without end that are no
// citation would else be read again from each number among them.
std::string read_symbol(std::string_view text, std::size_t& at, bool& has_spaces) {
  constexpr std::size_t kLongest = 96;
  std::size_t const begin = at;
  std::string out;
  while (is_capital_at(text, at)) {
    std::size_t end = at;
    while (end < text.size() && end - begin <= kLongest && is_symbol_byte(text[end]) &&
           !text.substr(end).starts_with("…") && !text.substr(end).starts_with("”") &&
           !text.substr(end).starts_with("“") && !text.substr(end).starts_with("–")) {
      ++end;
    }
    if (end - begin > kLongest) {
      at = begin;
      return {};
    }
    out += text.substr(at, end - at);
    at = end;
    std::size_t const mark = skip_blanks(text, at);
    if (mark >= text.size() || (text[mark] != '-' && text[mark] != '/')) {
      break;
    }
    std::size_t const next = skip_blanks(text, mark + 1);
    if (!is_capital_at(text, next) ||
        (mark > at && next > mark + 1 && out.find('-') != std::string::npos)) {
      break;  // " - " behind a whole symbol is a dash of the sentence
    }
    has_spaces = has_spaces || mark > at || next > mark + 1;
    out += text[mark];
    at = next;
  }
  while (out.ends_with('.')) {
    out.pop_back();
    --at;
  }
  return out;
}

// "15/01/2021" or "15 tháng 01 năm 2021" behind "ngày".
void read_date(std::string_view text, std::size_t& at, Citation& c) {
  std::size_t i = skip_blanks(text, at);
  auto const digits = [&](std::size_t most) {
    std::size_t end = i;
    while (end < text.size() && base::is_ascii_digit(text[end]) && end - i < most) {
      ++end;
    }
    std::string out{text.substr(i, end - i)};
    i = end;
    return out;
  };
  std::size_t const begin = i;
  std::string const day = digits(2);
  std::string month, year;
  if (day.empty()) {
    return;
  }
  if (i < text.size() && (text[i] == '/' || text[i] == '-')) {
    ++i;
    month = digits(2);
    if (i < text.size() && (text[i] == '/' || text[i] == '-')) {
      ++i;
      year = digits(4);
    }
  } else {
    for (auto [word, into] :
         {std::pair<std::string_view, std::string*>{"tháng", &month}, {"năm", &year}}) {
      i = skip_blanks(text, i);
      if (!text.substr(i).starts_with(word)) {
        return;
      }
      i = skip_blanks(text, i + word.size());
      *into = digits(4);
    }
  }
  if (month.empty() || year.size() != 4) {
    return;
  }
  c.date = text.substr(begin, i - begin);
  c.day_text = day;
  c.month_text = month;
  c.d = whole_number(day).value_or(0);
  c.m = whole_number(month).value_or(0);
  c.y = whole_number(year).value_or(0);
  at = i;
}

// The type before a number, in `text` up to `end`.
void read_type(std::string_view text, std::size_t end, Citation& c) {
  // The last words will do: a stranger's paragraph may hold thousands of strokes.
  constexpr std::size_t kLongest = 64;
  std::size_t from = end > kLongest ? end - kLongest : 0;
  while (from < end && (static_cast<unsigned char>(text[from]) & 0xC0) == 0x80) {
    ++from;
  }
  std::string_view before = text.substr(from, end - from);
  while (before.ends_with(' ')) {
    before.remove_suffix(1);
  }
  std::string const lower = base::to_lower(before);
  if (lower.size() != before.size()) {
    return;
  }
  for (std::string_view type : kTypes) {
    if (!std::string_view{lower}.ends_with(type)) {
      continue;
    }
    std::size_t const at = lower.size() - type.size();
    if (at > 0 && lower[at - 1] != ' ' && lower[at - 1] != '(' && lower[at - 1] != '-') {
      continue;
    }
    c.type = before.substr(at);
    c.begin = from + at;
    c.is_lower_type = !begins_upper(c.type);
    return;
  }
}

// Reads what may be a citation around the stroke at `stroke`; false when it is none.
bool read_citation(std::string_view text, std::size_t stroke, Citation& c) {
  // The number before it: digits, in party documents with a type code behind them.
  std::size_t end = stroke;
  while (end > 0 && text[end - 1] == ' ') {
    --end;
  }
  std::size_t begin = end;
  while (begin > 0 && is_symbol_byte(text[begin - 1]) && text[begin - 1] != '.') {
    --begin;
  }
  std::string_view word = text.substr(begin, end - begin);
  std::size_t const dash = begin > 0 && text[begin - 1] == '-' ? begin - 1 : std::string_view::npos;
  std::size_t number_end = end;
  if (dash != std::string_view::npos && is_capital_at(text, begin)) {  // "12-CTr/TU"
    c.code = word;
    number_end = dash;
    begin = dash;
    while (begin > 0 && base::is_ascii_digit(text[begin - 1])) {
      --begin;
    }
    word = text.substr(begin, number_end - begin);
  }
  if (!whole_number(word) || word.size() > 5) {
    return false;
  }
  c.number = word;
  c.has_spaces = end < stroke;
  std::size_t at = skip_blanks(text, stroke + 1);
  c.has_spaces = c.has_spaces || at > stroke + 1;
  // "30/2020/NĐ-CP"
  if (at + 5 <= text.size() && text[at + 4] == '/' && whole_number(text.substr(at, 4))) {
    c.year = whole_number(text.substr(at, 4)).value_or(0);
    at = skip_blanks(text, at + 5);
  }
  c.symbol = read_symbol(text, at, c.has_spaces);
  if (c.symbol.empty() || !is_upper(c.symbol.substr(0, 1))) {
    return false;
  }
  std::string_view const first = std::string_view{c.symbol}.substr(0, c.symbol.find_first_of("-/"));
  if (c.code.empty()) {
    c.code = first;
  }
  c.end = at;
  c.begin = begin;
  // "số", with a colon or without, before the number.
  std::string_view before = text.substr(0, begin);
  while (!before.empty() && before.back() == ' ') {
    before.remove_suffix(1);
  }
  if (before.ends_with(':')) {
    before.remove_suffix(1);
    c.has_colon = true;
    before = base::trim(before);
  }
  for (std::string_view so : {"số", "Số"}) {
    if (before.ends_with(so)) {
      c.has_word = true;
      c.begin = before.size() - so.size();
      before.remove_suffix(so.size());
      break;
    }
  }
  c.has_colon = c.has_colon && c.has_word;
  read_type(text, before.size(), c);
  // A stroke between a number and capitals alone is no citation: "9/VB" of a ratio, "24/24H".
  if (!c.has_word && c.type.empty()) {
    return false;
  }
  // The date behind it.
  std::size_t i = skip_blanks(text, c.end);
  bool comma = false;
  if (i < text.size() && text[i] == ',') {
    comma = true;
    i = skip_blanks(text, i + 1);
  }
  if (text.substr(i).starts_with("ngày")) {
    std::size_t behind = i + std::string_view{"ngày"}.size();
    read_date(text, behind, c);
    if (!c.date.empty()) {
      c.has_comma = comma;
      c.end = behind;
    }
  }
  c.has_issuer = text.substr(skip_blanks(text, c.end)).starts_with("của ");
  return true;
}

}  // namespace

std::vector<Citation> citations_of(std::string_view text, std::size_t line) {
  std::vector<Citation> out;
  std::size_t from = 0;
  while (true) {
    std::size_t const stroke = text.find('/', from);
    if (stroke == std::string_view::npos) {
      return out;
    }
    Citation c;
    c.line = line;
    if (read_citation(text, stroke, c)) {
      from = std::max(c.end, stroke + 1);
      out.push_back(std::move(c));
    } else {
      from = stroke + 1;
    }
  }
}

bool has_summary(std::string_view behind) {
  constexpr std::string_view kBegins[] = {
      "về",         "v/v",        "quy định",  "ban hành", "phê duyệt",  "hướng dẫn",  "sửa đổi",
      "bổ sung",    "thành lập",  "giao",      "công bố",  "phân công",  "triển khai", "kiện toàn",
      "tổ chức",    "điều chỉnh", "thực hiện", "đẩy mạnh", "tăng cường", "cho phép",   "chấp thuận",
      "thông qua",  "phân cấp",   "ủy quyền",  "uỷ quyền", "bãi bỏ",     "thay thế",   "kết quả",
      "đề nghị",    "chuyển",     "bổ nhiệm",  "phân bổ",  "chi tiết",   "cử",         "xếp",
      "quyết định", "công nhận",  "tiếp nhận", "báo cáo",  "kế hoạch"};
  constexpr std::size_t kLongName = 12;  // words
  std::string const rest = base::to_lower(behind);
  return split(rest, ' ').size() > kLongName ||
         std::any_of(std::begin(kBegins), std::end(kBegins), [&](std::string_view word) {
           return has_word(rest, word);
         });
}

bool is_law(std::string_view type) {
  std::string const lower = base::to_lower(type);
  return lower == "luật" || lower == "pháp lệnh" || lower == "bộ luật";
}

}  // namespace thethuc::rules
