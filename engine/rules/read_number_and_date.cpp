// "Số: 52/BC-UBND" and "Sơn Phú, ngày 14 tháng 9 năm 2021", also as they should not be written.

#include <string>
#include <string_view>

#include "base/text.h"
#include "rules/recognised.h"
#include "rules/words.h"

namespace thethuc::rules {
namespace {

// Behind "Số" or "So", in any case, and a colon with blanks; npos when the text begins otherwise.
std::size_t behind_so(std::string_view text) {
  std::string const word = folded(text.substr(0, 12), 12);
  if (!word.starts_with("so") || (word.size() > 2 && base::is_ascii_letter(word[2]))) {
    return std::string_view::npos;
  }
  std::size_t at = 0;
  base::next_code_point(text, at);
  base::next_code_point(text, at);
  // A decomposed letter was composed before; what is left of the word are marks of other writing.
  at = skip_blanks(text, at);
  if (at < text.size() && (text[at] == ':' || text[at] == '.' || text[at] == ';')) {
    at = skip_blanks(text, at + 1);
  }
  return at;
}

// With hyphens for the long dashes that programs put in their place while somebody types.
std::string with_hyphens(std::string_view text) {
  std::string out{text};
  for (std::string_view dash : {"–", "—", "‑", "−"}) {
    out = replaced(std::move(out), dash, "-");
  }
  return out;
}

}  // namespace

NumberSymbol read_number(std::string_view as_written, Profile const& profile) {
  NumberSymbol out;
  std::string const hyphened = with_hyphens(as_written);
  std::string_view const text = hyphened;
  out.has_long_dash = hyphened.size() != as_written.size();
  bool const lacks_word = !text.empty() && base::is_ascii_digit(text.front());
  std::size_t const begin = lacks_word ? 0 : behind_so(text);
  if (begin == std::string_view::npos) {
    return out;
  }
  std::string_view rest = text.substr(begin);
  bool const is_party = profile.family() == Family::party;
  // "12-BC/TU" of the party: type code before the stroke.
  std::size_t const stroke = rest.find('/');
  std::size_t const dash = rest.find('-');
  std::size_t cut = stroke;
  if (is_party && dash != std::string_view::npos &&
      (stroke == std::string_view::npos || dash < stroke)) {
    cut = dash;
  }
  if (cut == std::string_view::npos) {
    out.number = base::trim(rest);
    out.is_draft = is_placeholder(out.number);
    return out;
  }
  out.number = base::trim(rest.substr(0, cut));
  std::string_view symbol = base::trim(rest.substr(cut + 1));
  out.has_spaces = symbol.find(' ') != std::string_view::npos ||
                   (cut > 0 && rest[cut - 1] == ' ') ||
                   (cut + 1 < rest.size() && rest[cut + 1] == ' ');
  // "78/2025/NĐ-CP"
  std::size_t const second = symbol.find('/');
  if (second == 4) {
    if (auto const year = whole_number(symbol.substr(0, 4));
        year && *year >= 1900 && *year < 2200) {
      out.year = *year;
      symbol = base::trim(symbol.substr(5));
    }
  }
  std::string compact;
  for (std::size_t i = 0; i < symbol.size(); ++i) {
    if (symbol[i] != ' ') {
      compact += symbol[i];
      continue;
    }
    std::size_t const next = symbol.find_first_not_of(' ', i);  // it is trimmed: there is one
    bool const is_beside_mark = symbol[next] == '-' || symbol[next] == '/' ||
                                compact.ends_with('-') || compact.ends_with('/');
    out.has_words = out.has_words || !is_beside_mark;
  }
  out.symbol = compact;
  out.is_draft = is_placeholder(out.number);
  if (out.is_draft) {
    out.number.clear();
    // The blank that is left for the number is no slip.
    out.has_spaces = symbol.find(' ') != std::string_view::npos;
  }
  std::string const first = out.symbol.substr(0, out.symbol.find_first_of("-/"));
  DocumentType const* type = type_of_code(profile, first);
  if (type == nullptr) {  // "bc": what it should have been, SO-01 and SO-02 tell
    std::string const upper = base::to_upper(first);
    for (DocumentType const& candidate : profile.types()) {
      type = !candidate.code.empty() && base::to_upper(candidate.code) == upper ? &candidate : type;
    }
  }
  out.type_code = type != nullptr ? type->code : std::string{};
  return out;
}

bool is_number_line(std::string_view as_written) {
  if (as_written.size() > 120) {
    return false;
  }
  std::string const hyphened = with_hyphens(as_written);
  std::string_view const text = hyphened;
  std::size_t const begin = behind_so(text);
  if (begin == std::string_view::npos) {
    return false;
  }
  std::string_view const rest = text.substr(begin);
  std::size_t const cut = rest.find_first_of("/-");
  if (cut == std::string_view::npos) {
    return false;
  }
  std::string_view const number = base::trim(rest.substr(0, cut));
  bool const is_number =
      is_placeholder(number) || (base::is_ascii_digit(number.front()) && number.size() <= 8);
  std::string_view const symbol = base::trim(rest.substr(cut + 1));
  return is_number && !symbol.empty() && split(symbol, ' ').size() <= 6;
}

bool is_spoilt_number_line(std::string_view text) {
  if (base::code_point_count(text) > 60) {
    return false;
  }
  std::string const lower = base::to_lower(text);
  bool const is_word = lower.starts_with("số:") || lower.starts_with("số ") ||
                       lower.starts_with("số.") || lower.starts_with("số[") ||
                       lower.starts_with("so:") || lower.starts_with("no:") ||
                       lower.starts_with("no.");
  std::size_t const digits = text.find_first_not_of("0123456789");
  bool const lacks_word = digits != std::string_view::npos && digits > 0 && digits <= 6 &&
                          text[digits] == '/' && begins_upper(text.substr(digits + 1)) &&
                          text.find(' ') == std::string_view::npos;
  return is_word || lower == "số" || lacks_word;
}

std::optional<DateWords> read_date(std::string_view text) {
  if (text.size() > 200) {
    return std::nullopt;
  }
  std::string const all = base::to_lower(text);
  std::string const& lower = all.size() == text.size() ? all : std::string{text};
  std::size_t const day = lower.find("ngày");
  if (day == std::string::npos) {
    return std::nullopt;
  }
  std::size_t const month = lower.find("tháng", day);
  std::size_t const year = month == std::string::npos ? month : lower.find("năm", month);
  if (year == std::string::npos) {
    return std::nullopt;
  }
  DateWords out;
  auto const part = [&](std::size_t from, std::string_view word, std::size_t to) {
    return std::string{base::trim(text.substr(from + word.size(), to - from - word.size()))};
  };
  out.place = base::trim(text.substr(0, day));
  out.has_comma = out.place.ends_with(',');
  // Another mark stands for the comma.
  if (out.has_comma || out.place.ends_with(';') || out.place.ends_with(':') ||
      out.place.ends_with('.')) {
    out.place = base::trim(std::string_view{out.place}.substr(0, out.place.size() - 1));
  }
  out.day = part(day, "ngày", month);
  out.month = part(month, "tháng", year);
  out.year = base::trim(text.substr(year + std::string_view{"năm"}.size()));
  std::string_view closing = out.year;
  while (closing.ends_with('.') && !is_placeholder(closing)) {
    closing.remove_suffix(1);
  }
  out.d = whole_number(out.day).value_or(0);
  out.m = whole_number(out.month).value_or(0);
  out.y = whole_number(closing).value_or(0);
  bool const is_date = (out.d > 0 || is_placeholder(out.day)) &&
                       (out.m > 0 || is_placeholder(out.month)) &&
                       (out.y > 0 || is_placeholder(out.year));
  return is_date ? std::optional{out} : std::nullopt;
}

DocumentType const* type_of_code(Profile const& profile, std::string_view code) {
  for (DocumentType const& type : profile.types()) {
    if (!type.code.empty() && type.code == code) {
      return &type;
    }
  }
  return nullptr;
}

DocumentType const* type_of_id(Profile const& profile, std::string_view id) {
  for (DocumentType const& type : profile.types()) {
    if (type.id == id) {
      return &type;
    }
  }
  return nullptr;
}

DocumentType const* type_at_start(Profile const& profile, std::string_view text) {
  std::string const start = folded(text, 60);
  DocumentType const* longest = nullptr;
  for (DocumentType const& type : profile.types()) {
    if (!type.printed.empty() && start.starts_with(folded(type.printed) + " ") &&
        (longest == nullptr || type.printed.size() > longest->printed.size())) {
      longest = &type;
    }
  }
  return longest;
}

DocumentType const* type_of_name(Profile const& profile, std::string_view text) {
  std::string name = letters_of(folded(text));
  DocumentType const* near = nullptr;
  for (DocumentType const& type : profile.types()) {
    if (type.printed.empty()) {
      continue;
    }
    std::string const printed = letters_of(folded(type.printed));
    if (printed == name) {
      return &type;
    }
    // "QUY ĐỊNH" and "QUYẾT ĐỊNH" are nearer than a slip: only one letter in long names.
    if (near == nullptr && printed.size() >= 6 && name.size() + 1 >= printed.size() &&
        is_near(printed, name, 1)) {
      near = &type;
    }
  }
  return near;
}

}  // namespace thethuc::rules
