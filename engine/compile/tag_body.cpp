#include "compile/tag_body.h"

#include <algorithm>
#include <iterator>
#include <optional>
#include <utility>

#include "base/text.h"

namespace thethuc::compile {
namespace {

bool is_name_char(char32_t c) {
  if (c < 0x80) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
           c == '-';
  }
  // Beyond ASCII everything is taken but punctuation and spaces: letters of any script, combining
  // marks.
  return c >= 0x00C0 && c != 0x00D7 && c != 0x00F7 && !(c >= 0x2000 && c <= 0x206F) &&
         !(c >= 0x3000 && c <= 0x303F) && !(c >= 0xFE00 && c <= 0xFE0F) && c != 0xFEFF &&
         c != 0xFFFC && c != 0xFFFD;
}

std::optional<LoopVariable> loop_variable(std::string_view name) {
  struct Entry {
    std::string_view name;
    LoopVariable variable;
  };
  static constexpr Entry kEntries[] = {{"number", LoopVariable::number},
                                       {"index", LoopVariable::index},
                                       {"length", LoopVariable::length},
                                       {"first", LoopVariable::first},
                                       {"last", LoopVariable::last}};
  for (Entry const& e : kEntries) {
    if (e.name == name) {
      return e.variable;
    }
  }
  return std::nullopt;
}

// Reads "first", "first:10" into `path`; false when there is no such variable.
bool read_loop_variable(std::string_view name, Path& path) {
  constexpr std::size_t kMostDigits = 4;
  std::size_t const colon = name.find(':');
  std::optional<LoopVariable> const variable = loop_variable(name.substr(0, colon));
  if (!variable) {
    return false;
  }
  path.root = Path::Root::loop;
  path.variable = *variable;
  if (colon == std::string_view::npos) {
    return true;
  }
  bool const is_end = *variable == LoopVariable::first || *variable == LoopVariable::last;
  std::string_view const digits = name.substr(colon + 1);
  bool const is_number = !digits.empty() && digits.size() <= kMostDigits &&
                         std::all_of(digits.begin(), digits.end(), base::is_ascii_digit);
  if (!is_end || !is_number || digits[0] == '0') {
    return false;
  }
  path.among = 0;
  for (char const digit : digits) {
    path.among = static_cast<std::uint16_t>(path.among * 10 + (digit - '0'));
  }
  return true;
}

// Reads ["a.b"] at `at`; false when it is not well-formed.
bool read_bracketed(std::string_view s, std::size_t& at, std::string& segment) {
  std::size_t i = at + 1;
  if (i >= s.size() || (s[i] != '"' && s[i] != '\'')) {
    return false;
  }
  char const quote = s[i];
  std::size_t const end = s.find(quote, i + 1);
  if (end == std::string_view::npos || end + 1 >= s.size() || s[end + 1] != ']') {
    return false;
  }
  segment = s.substr(i + 1, end - i - 1);
  at = end + 2;
  return !segment.empty();
}

bool read_segment(std::string_view s, std::size_t& at, std::string& segment) {
  if (at < s.size() && s[at] == '[') {
    return read_bracketed(s, at, segment);
  }
  std::size_t const begin = at;
  while (at < s.size()) {
    std::size_t next = at;
    if (!is_name_char(base::next_code_point(s, next))) {
      break;
    }
    at = next;
  }
  segment = s.substr(begin, at - begin);
  return at > begin;
}

std::optional<Path> parse_path(std::string_view name) {
  Path path;
  path.text = name;
  if (name == ".") {
    path.root = Path::Root::item;
    return path;
  }
  for (std::size_t at = 0; at < name.size();) {
    if (name[at] == '@') {
      return read_loop_variable(name.substr(at + 1), path) ? std::optional{path} : std::nullopt;
    }
    std::string segment;
    if (!read_segment(name, at, segment)) {
      return std::nullopt;
    }
    path.segments.push_back(std::move(segment));
    if (at < name.size() && name[at] == '.') {
      if (++at == name.size()) {
        return std::nullopt;
      }
    } else if (at < name.size() && name[at] != '[') {
      return std::nullopt;
    }
  }
  return path.segments.empty() ? std::nullopt : std::optional{path};
}

// Cuts " @row", " @restart @row" and the like off the end of a section's name, the misspelt too.
void take_hints(std::string_view& name, TagBody& out, std::vector<BodyProblem>& problems) {
  static constexpr std::pair<std::string_view, Hint> kHints[] = {
      {"row", Hint::row}, {"block", Hint::block}, {"inline", Hint::inline_}, {"cell", Hint::cell}};
  for (;;) {
    std::size_t const space = name.find_last_of(" \t\n");
    if (space == std::string_view::npos || name[space + 1] != '@') {
      return;
    }
    std::string_view const word = name.substr(space + 2);
    auto const* const hint = std::find_if(
        std::begin(kHints), std::end(kHints), [&](auto const& h) { return h.first == word; });
    if (word == "restart") {
      out.restarts = true;
    } else if (hint != std::end(kHints) && out.hint == Hint::none) {
      out.hint = hint->second;
    } else {
      problems.push_back({base::Id::bad_hint, "@" + std::string{word}});
      out.hint_unknown = true;
    }
    name = base::trim(name.substr(0, space));
  }
}

// The bar that begins the filters: the first outside of ["…"].
std::size_t first_bar(std::string_view body) {
  char quote = 0;
  for (std::size_t i = 0; i < body.size(); ++i) {
    if (quote != 0) {
      quote = body[i] == quote ? '\0' : quote;
    } else if (body[i] == '"' || body[i] == '\'') {
      quote = body[i];
    } else if (body[i] == '|') {
      return i;
    }
  }
  return std::string_view::npos;
}

}  // namespace

TagBody parse_tag_body(std::string_view body, TagKind kind, std::vector<BodyProblem>& problems) {
  TagBody out;
  std::size_t const bar = first_bar(body);
  std::string_view name = base::trim(body.substr(0, bar));
  bool const is_section = kind == TagKind::section || kind == TagKind::inverted_section;
  if (is_section) {
    take_hints(name, out, problems);
  }
  std::optional<Path> path = parse_path(name);
  if (!path) {
    problems.push_back({base::Id::bad_name, std::string{name}});
    out.readable = false;
    // A section that cannot be read still opens or closes: else its partner would be reported as
    // well.
    out.name = body.substr(0, body.find_first_of(" \t|"));
    return out;
  }
  out.path = std::move(*path);
  out.name = name;
  if (bar == std::string_view::npos) {
    return out;
  }
  if (is_section || kind == TagKind::closing) {
    problems.push_back({base::Id::filters_on_section, std::string{base::trim(body.substr(bar))}});
  } else {
    out.has_filters = true;
    out.filters = base::trim(body.substr(bar + 1));
  }
  return out;
}

}  // namespace thethuc::compile
