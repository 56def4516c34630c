// ten_tep: a text as the name of a file that every system takes. The rules are those of Windows
// ("Naming Files, Paths, and Namespaces", Microsoft Learn), which are the strictest, and some
// against names that look like others.

#include <algorithm>

#include "base/text.h"
#include "data/file_name.h"
#include "data/filter_functions.h"

namespace thethuc::data {
namespace {

struct Range {
  char32_t first;
  char32_t last;
};

template <std::size_t Count>
bool is_in(Range const (&ranges)[Count], char32_t c) {
  return std::any_of(std::begin(ranges), std::end(ranges), [c](Range const& r) {
    return r.first <= c && c <= r.last;
  });
}

// White space and line ends.
constexpr Range kSpaces[] = {{0x09, 0x0D},
                             {0x20, 0x20},
                             {0x85, 0x85},
                             {0xA0, 0xA0},
                             {0x2000, 0x200A},
                             {0x2028, 0x2029},
                             {0x202F, 0x202F},
                             {0x205F, 0x205F},
                             {0x3000, 0x3000}};

// What nobody sees: controls, marks of direction (U+202E makes "fdp.exe" of "exe.pdf"), format
// characters. The joiners U+200C and U+200D are part of the spelling of words and stay.
constexpr Range kUnseen[] = {{0x00, 0x1F},
                             {0x7F, 0x9F},
                             {0xAD, 0xAD},
                             {0x061C, 0x061C},
                             {0x180E, 0x180E},
                             {0x200B, 0x200B},
                             {0x200E, 0x200F},
                             {0x202A, 0x202E},
                             {0x2060, 0x206F},
                             {0xFEFF, 0xFEFF},
                             {0xFFF9, 0xFFFB},
                             {0xFFFE, 0xFFFF},
                             {0xE0000, 0xE0FFF}};

// What divides paths, and letters that Windows takes for it in its older code pages (⁄ ∕ ∖ ／ ＼
// ：).
bool is_divider(char32_t c) {
  return c == '/' || c == '\\' || c == ':' || c == '|' || c == 0x2044 || c == 0x2215 ||
         c == 0x2216 || c == 0xFF0F || c == 0xFF3C || c == 0xFF1A;
}

bool is_reserved(char32_t c) {
  return c == '<' || c == '>' || c == '"' || c == '?' || c == '*';
}

// Dividers become a hyphen (52/BC-UBND: 52-BC-UBND), spaces one space; what is reserved or unseen
// goes.
std::string without_reserved(std::string_view text) {
  std::string out;
  for (std::size_t pos = 0; pos < text.size();) {
    char32_t const c = base::next_code_point(text, pos);
    if (is_in(kSpaces, c)) {
      if (!out.empty() && out.back() != ' ') {
        out += ' ';
      }
    } else if (is_divider(c)) {
      out += '-';
    } else if (!is_reserved(c) && !is_in(kUnseen, c)) {
      base::append_code_point(out, c);
    }
  }
  return base::to_nfc(out);  // marks may have come behind another letter
}

// A dot before hides the file, dots and spaces behind are lost on Windows, a hyphen before reads as
// an option on a command line.
std::string_view trimmed(std::string_view s) {
  static constexpr std::string_view kAtNoEnd = " .-";
  std::size_t const begin = std::min(s.find_first_not_of(kAtNoEnd), s.size());
  std::size_t const end = s.find_last_not_of(kAtNoEnd);
  return s.substr(begin, end == std::string_view::npos ? 0 : end + 1 - begin);
}

// Names of devices are theirs with any extension: "CON.txt", "con .tar.gz".
bool is_device(std::string_view name) {
  static constexpr std::string_view kDevices[] = {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"};
  static constexpr std::string_view kPorts[] = {"COM", "LPT"};
  static constexpr std::string_view kNumbers[] = {
      "0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "¹", "²", "³"};
  std::string const stem =
      base::to_upper(base::trim(name.substr(0, std::min(name.find('.'), name.size()))));
  if (std::find(std::begin(kDevices), std::end(kDevices), stem) != std::end(kDevices)) {
    return true;
  }
  return std::any_of(std::begin(kPorts), std::end(kPorts), [&](std::string_view port) {
    return stem.starts_with(port) &&
           std::find(std::begin(kNumbers),
                     std::end(kNumbers),
                     std::string_view(stem).substr(port.size())) != std::end(kNumbers);
  });
}

}  // namespace

std::string safe_file_name(std::string_view text) {
  std::string const clean = without_reserved(text);
  std::string out{trimmed(clean)};
  if (is_device(out)) {
    out.insert(0, 1, '_');
  }
  out.resize(base::whole_characters(out, kMostFileNameBytes));
  return std::string{trimmed(out)};
}

std::optional<FilterFault> apply_file_name(Item& item, FilterCall const& call, Arena& arena) {
  static constexpr Expected kExpected{"chữ hoặc số để đặt tên tệp",
                                      "text or a number to name a file by"};
  if (item.kind != Kind::string && item.kind != Kind::number) {
    return wrong_type(item, call, kExpected);
  }
  std::string& out = arena.fresh();
  out = safe_file_name(item.text);
  if (out.empty()) {
    return bad_value(item, call, kExpected);
  }
  item = Item::of_text(out);
  return std::nullopt;
}

}  // namespace thethuc::data
