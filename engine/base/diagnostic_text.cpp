// How diagnostics look to people and as JSON.

#include <algorithm>
#include <set>

#include <fmt/format.h>
#include <utf8proc.h>

#include "base/diagnostic.h"
#include "base/diagnostic_catalogue.h"
#include "base/diagnostic_json.h"
#include "base/text.h"

namespace thethuc::base {

namespace {

constexpr int kTextColumns = 76;
constexpr std::size_t kMostArgumentBytes = 1000;  // a name of a megabyte would bury the message
constexpr std::string_view kEllipsis = "…";

// `s` as part of one line on a terminal: white space becomes a space, what could steer the terminal
// or is no UTF-8 becomes U+FFFD, and what is very long is cut.
std::string printable(std::string_view s, std::size_t most_bytes = std::string_view::npos) {
  std::string out;
  out.reserve(std::min(s.size(), most_bytes));
  for (std::size_t pos = 0; pos < s.size();) {
    if (out.size() >= most_bytes) {
      out.append(kEllipsis);
      break;
    }
    char32_t const c = next_code_point(s, pos);
    if (c >= U'\t' && c <= U'\r') {
      out.push_back(' ');
    } else if (c < 0x20 || (c >= 0x7F && c < 0xA0)) {
      append_code_point(out, 0xFFFD);
    } else {
      append_code_point(out, c);
    }
  }
  return out;
}

bool is_name_char(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
}

std::string argument(Diagnostic const& d, std::string_view name, Language language) {
  if (name == "tag") {
    return printable(d.tag, kMostArgumentBytes);
  }
  std::string_view value =
      d.arg(fmt::format("{}.{}", name, language == Language::vi ? "vi" : "en"));
  return printable(value.empty() ? d.arg(name) : value, kMostArgumentBytes);
}

struct Filled {
  std::string text;
  bool complete = true;  // every placeholder had an argument
};

// Fills "{name}"; "{{" stands for two braces, so that a text can quote a tag: "{{/{name}}}".
Filled fill(std::string_view pattern, Diagnostic const& d, Language language) {
  Filled result;
  for (std::size_t pos = 0; pos < pattern.size();) {
    if (pattern.substr(pos).starts_with("{{")) {
      result.text.append("{{");
      pos += 2;
      continue;
    }
    std::size_t end = pos + 1;
    while (end < pattern.size() && is_name_char(pattern[end])) {
      ++end;
    }
    if (pattern[pos] != '{' || end == pos + 1 || end == pattern.size() || pattern[end] != '}') {
      result.text.push_back(pattern[pos++]);
      continue;
    }
    std::string const value = argument(d, pattern.substr(pos + 1, end - pos - 1), language);
    result.complete = result.complete && !value.empty();
    result.text.append(value);
    pos = end + 1;
  }
  return result;
}

// A character of the paragraph's text with the marks that stand on it.
struct Glyph {
  std::size_t begin;  // in the text's bytes
  std::string text;
  int columns;
};

std::vector<Glyph> glyphs_of(std::string_view text) {
  std::vector<Glyph> glyphs;
  for (std::size_t pos = 0; pos < text.size();) {
    std::size_t const begin = pos;
    char32_t const c = next_code_point(text, pos);
    int const columns = c < 0x20 ? 1 : utf8proc_charwidth(static_cast<utf8proc_int32_t>(c));
    if (columns == 0 && !glyphs.empty()) {
      glyphs.back().text.append(printable(text.substr(begin, pos - begin)));
    } else {
      glyphs.push_back(Glyph{begin, printable(text.substr(begin, pos - begin)), columns});
    }
  }
  return glyphs;
}

int columns_of(std::vector<Glyph> const& glyphs, std::size_t begin, std::size_t end) {
  int columns = 0;
  for (std::size_t i = begin; i < end; ++i) {
    columns += glyphs[i].columns;
  }
  return columns;
}

// A stretch of glyphs: `last` is one behind.
struct Stretch {
  std::size_t first = 0;
  std::size_t last = 0;
};

// The glyph that holds the first byte of the mark, up to the one that holds its last byte; none
// when there is no mark.
Stretch marked_glyphs(std::vector<Glyph> const& glyphs, Place const& place) {
  std::size_t const end = std::min(place.mark_end, place.text.size());
  if (place.mark_begin >= end) {
    return {};
  }
  auto const behind = [&](std::size_t byte) {
    auto const it = std::upper_bound(
        glyphs.begin(), glyphs.end(), byte, [](std::size_t value, Glyph const& glyph) {
          return value < glyph.begin;
        });
    return static_cast<std::size_t>(it - glyphs.begin());
  };
  return {behind(place.mark_begin) - 1, behind(end - 1)};
}

// What is shown of a text that may be too long for a line: the mark first, then both sides in turn.
Stretch window_around(Stretch mark, std::vector<Glyph> const& glyphs) {
  if (columns_of(glyphs, 0, glyphs.size()) <= kTextColumns) {
    return {0, glyphs.size()};
  }
  constexpr int kRoom = kTextColumns - 2;  // an ellipsis at each side
  int columns = 0;
  Stretch shown{mark.first, mark.first};
  auto const fits = [&](Glyph const& glyph) { return columns + glyph.columns <= kRoom; };
  while (shown.last < mark.last && fits(glyphs[shown.last])) {
    columns += glyphs[shown.last++].columns;
  }
  for (bool grown = shown.last == mark.last; grown;) {
    grown = false;
    if (shown.last < glyphs.size() && fits(glyphs[shown.last])) {
      columns += glyphs[shown.last++].columns;
      grown = true;
    }
    if (shown.first > 0 && fits(glyphs[shown.first - 1])) {
      columns += glyphs[--shown.first].columns;
      grown = true;
    }
  }
  return shown;
}

// The paragraph's text, shortened around the mark, and a line of carets below the mark.
std::string marked_text(Place const& place, std::string_view indent) {
  std::vector<Glyph> const glyphs = glyphs_of(place.text);
  Stretch const mark = marked_glyphs(glyphs, place);
  Stretch const shown = window_around(mark, glyphs);
  std::string line{indent};
  line.append(shown.first > 0 ? kEllipsis : "");
  for (std::size_t i = shown.first; i < shown.last; ++i) {
    line.append(glyphs[i].text);
  }
  line.append(shown.last < glyphs.size() ? kEllipsis : "");
  if (mark.last == 0) {
    return line;
  }
  int const before = (shown.first > 0 ? 1 : 0) + columns_of(glyphs, shown.first, mark.first);
  int const marked = std::max(1, columns_of(glyphs, mark.first, std::min(mark.last, shown.last)));
  return fmt::format("{}\n{}{}{}",
                     line,
                     indent,
                     std::string(static_cast<std::size_t>(before), ' '),
                     std::string(static_cast<std::size_t>(marked), '^'));
}

void append_json_string(std::string& out, std::string_view s) {
  out.push_back('"');
  for (std::size_t pos = 0; pos < s.size();) {
    char32_t const c = next_code_point(s, pos);  // U+FFFD for what is no UTF-8
    switch (c) {
      case U'"':
        out.append("\\\"");
        break;
      case U'\\':
        out.append("\\\\");
        break;
      case U'\n':
        out.append("\\n");
        break;
      case U'\r':
        out.append("\\r");
        break;
      case U'\t':
        out.append("\\t");
        break;
      default:
        if (c < 0x20 || c == 0x7F) {
          out.append(fmt::format("\\u{:04x}", static_cast<unsigned>(c)));
        } else {
          append_code_point(out, c);
        }
    }
  }
  out.push_back('"');
}

// Writes the members of one JSON object; absent things (empty, zero) are left out.
class JsonObject {
 public:
  explicit JsonObject(std::string& out) : out_(out) { out_.push_back('{'); }

  std::string& key(std::string_view name) {
    if (!first_) {
      out_.push_back(',');
    }
    first_ = false;
    append_json_string(out_, name);
    out_.push_back(':');
    return out_;
  }
  void text(std::string_view name, std::string_view value) {
    if (!value.empty()) {
      append_json_string(key(name), value);
    }
  }
  void number(std::string_view name, int value) {
    if (value != 0) {
      key(name).append(fmt::format("{}", value));
    }
  }
  void end() { out_.push_back('}'); }

 private:
  std::string& out_;
  bool first_ = true;
};

void append_place(std::string& out, Place const& place) {
  JsonObject object{out};
  object.text("file", place.file);
  object.text("partial", place.partial);
  object.text("part", place.part);
  object.number("text_box", place.text_box);
  object.number("table", place.table);
  object.number("row", place.row);
  object.number("cell", place.cell);
  object.number("paragraph", place.paragraph);
  object.number("line", place.line);
  object.number("column", place.column);
  object.text("text", place.text);
  std::size_t const end = std::min(place.mark_end, place.text.size());
  if (place.mark_begin < end) {
    std::string_view const text = place.text;
    object.key("mark").append(fmt::format("[{},{}]",
                                          code_point_count(text.substr(0, place.mark_begin)),
                                          code_point_count(text.substr(0, end))));
  }
  object.end();
}

std::string strip_trailing_colon(std::string text) {
  if (text.ends_with(": ")) {
    text.resize(text.size() - 2);
  }
  return text;
}

}  // namespace

std::string message(Diagnostic const& d, Language language) {
  return fill(catalogue_entry(d.id).texts(language).message, d, language).text;
}

namespace {

std::string own_hint(Diagnostic const& d, Language language) {
  std::string_view rest = catalogue_entry(d.id).texts(language).hint;
  constexpr std::string_view kBar = "¦";
  while (!rest.empty()) {
    std::size_t const bar = rest.find(kBar);
    Filled wording = fill(rest.substr(0, bar), d, language);
    if (wording.complete) {
      return std::move(wording.text);
    }
    rest = bar == std::string_view::npos ? std::string_view{} : rest.substr(bar + kBar.size());
  }
  return {};
}

}  // namespace

std::string hint(Diagnostic const& d, Language language) {
  std::string text = own_hint(d, language);
  if (std::string_view const limit = d.arg(kLimitName); !limit.empty()) {
    bool const vi = language == Language::vi;
    if (!text.empty()) {
      text += vi ? "; hoặc " : "; or ";
    }
    text +=
        fmt::format("{} --limit {}=N", vi ? "nâng giới hạn bằng" : "raise the limit with", limit);
  }
  return text;
}

std::string place_text(Place const& place, Language language) {
  bool const vi = language == Language::vi;
  std::string out;
  auto const add = [&out](std::string_view text) { out.append(text).append(": "); };
  // In text formats line and column follow their file as compilers write it: "so-lieu.json:12:5".
  std::string position;
  if (place.line > 0) {
    position = place.column > 0 ? fmt::format(":{}:{}", place.line, place.column)
                                : fmt::format(":{}", place.line);
  }
  if (!place.file.empty()) {
    add(printable(place.file) + (place.part.empty() && place.partial.empty() ? position : ""));
  }
  if (!place.partial.empty()) {
    add(fmt::format("{} {}{}",
                    vi ? "mảnh mẫu" : "partial",
                    printable(place.partial),
                    place.part.empty() ? position : ""));
  }
  if (!place.part.empty()) {
    add(printable(place.part) + position);
  }
  if (out.empty() && !position.empty()) {
    add(vi ? fmt::format("dòng {}, cột {}", place.line, std::max(place.column, 1))
           : fmt::format("line {}, column {}", place.line, std::max(place.column, 1)));
  }
  std::string inside;
  auto const add_number = [&](std::string_view word, int number) {
    if (number > 0) {
      inside.append(fmt::format("{}{} {}", inside.empty() ? "" : ", ", word, number));
    }
  };
  add_number(vi ? "hộp chữ" : "text box", place.text_box);
  add_number(vi ? "bảng" : "table", place.table);
  add_number(vi ? "dòng" : "row", place.row);
  add_number(vi ? "ô" : "cell", place.cell);
  add_number(vi ? "đoạn" : "paragraph", place.paragraph);
  if (!inside.empty()) {
    add(inside);
  }
  return out;
}

std::string pointer_text(std::string_view pointer) {
  constexpr std::size_t kMostLevels = 12;
  constexpr std::size_t kLevelsOfEnd = 4;
  std::vector<std::size_t> levels;
  for (std::size_t at = 0; at < pointer.size(); ++at) {
    if (pointer[at] == '/') {
      levels.push_back(at);
    }
  }
  if (levels.size() <= kMostLevels) {
    return printable(pointer, kMostArgumentBytes);
  }
  std::string_view const begin = pointer.substr(0, levels[kLevelsOfEnd]);
  std::string_view const end = pointer.substr(levels[levels.size() - kLevelsOfEnd]);
  return fmt::format("{}/{}{}",
                     printable(begin, kMostArgumentBytes),
                     kEllipsis,
                     printable(end, kMostArgumentBytes));
}

std::string to_text(Diagnostic const& d, Language language) {
  bool const vi = language == Language::vi;
  std::string out = place_text(d.place, language);
  out.append(message(d, language));
  if (!d.data_pointer.empty()) {
    out.append(fmt::format(" ({}: {})", vi ? "dữ liệu" : "data", pointer_text(d.data_pointer)));
  }
  if (!d.place.text.empty()) {
    out.append("\n").append(marked_text(d.place, "    "));
  }
  if (std::string const remedy = hint(d, language); !remedy.empty()) {
    out.append(fmt::format("\n  {}: {}", vi ? "gợi ý" : "hint", remedy));
  }
  for (Place const& related : d.related) {
    out.append(fmt::format("\n  {}: {}",
                           vi ? "xem thêm" : "see also",
                           strip_trailing_colon(place_text(related, language))));
    if (!related.text.empty()) {
      out.append("\n").append(marked_text(related, "    "));
    }
  }
  return out;
}

std::string to_json(Diagnostic const& d, Language language) {
  return to_json(d, language, hint(d, language));
}

std::string to_json(Diagnostic const& d, Language language, std::string_view hint) {
  std::string out;
  JsonObject object{out};
  object.text("id", id_name(d.id));
  object.text("severity", severity_name(d.severity));
  object.text("message", message(d, language));
  object.text("hint", hint);
  if (d.place != Place{}) {
    append_place(object.key("place"), d.place);
  }
  object.text("tag", d.tag);
  if (!d.related.empty()) {
    object.key("related").push_back('[');
    for (std::size_t i = 0; i < d.related.size(); ++i) {
      if (i > 0) {
        out.push_back(',');
      }
      append_place(out, d.related[i]);
    }
    out.push_back(']');
  }
  object.text("data_pointer", d.data_pointer);
  if (!d.args.empty()) {
    JsonObject args{object.key("args")};
    std::set<std::string_view> seen;
    for (auto const& [name, value] : d.args) {
      if (seen.insert(name).second) {  // as Diagnostic::arg: the first counts
        append_json_string(args.key(name), value);
      }
    }
    args.end();
  }
  object.end();
  return out;
}

std::string Diagnostics::to_text(Language language) const {
  std::string out;
  for (Diagnostic const& d : entries_) {
    out.append(base::to_text(d, language)).push_back('\n');
  }
  for (auto const& [id, count] : omitted_) {
    out.append(language == Language::vi
                   ? fmt::format("{}: còn {} mục nữa không được liệt kê\n", id_name(id), count)
                   : fmt::format("{}: {} more, not listed\n", id_name(id), count));
  }
  return out;
}

std::string Diagnostics::to_json(Language language) const {
  std::string out;
  JsonObject object{out};
  object.key("diagnostics").push_back('[');
  for (std::size_t i = 0; i < entries_.size(); ++i) {
    if (i > 0) {
      out.push_back(',');
    }
    out.append(base::to_json(entries_[i], language));
  }
  out.push_back(']');
  if (!omitted_.empty()) {
    JsonObject omitted{object.key("omitted")};
    for (auto const& [id, count] : omitted_) {
      omitted.key(id_name(id)).append(fmt::format("{}", count));
    }
    omitted.end();
  }
  object.end();
  return out;
}

}  // namespace thethuc::base
