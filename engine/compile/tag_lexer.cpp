#include "compile/tag_lexer.h"

#include <algorithm>
#include <cstdint>

#include <kainjow/mustache.hpp>

#include "base/text.h"

namespace thethuc::compile {
namespace {

using kainjow::mustache::basic_context;
using kainjow::mustache::component;
using kainjow::mustache::context_internal;
using kainjow::mustache::mstch_tag;
using kainjow::mustache::parser;
using kainjow::mustache::tag_type;

// kainjow's parser wants a context for lambdas; parsing never asks it anything.
class NoContext : public basic_context<std::string> {
 public:
  void push(kainjow::mustache::basic_data<std::string> const*) override {}
  void pop() override {}
  kainjow::mustache::basic_data<std::string> const* get(std::string const&) const override {
    return nullptr;
  }
  kainjow::mustache::basic_data<std::string> const* get_partial(std::string const&) const override {
    return nullptr;
  }
};

// Signs as wide as an ideograph, ！ to ～ (Unicode, Halfwidth and Fullwidth Forms): no letters, no
// digits.
bool is_full_width_sign(char32_t c) {
  return (c >= 0xFF01 && c <= 0xFF0F) || (c >= 0xFF1A && c <= 0xFF20) ||
         (c >= 0xFF3B && c <= 0xFF40) || (c >= 0xFF5B && c <= 0xFF5E);
}
constexpr char32_t kIdeographicSpace = 0x3000;
bool is_full_width_digit(char32_t c) {
  return c >= 0xFF10 && c <= 0xFF19;
}
char narrow(char32_t c) {
  return static_cast<char>(c - 0xFF01 + '!');
}

// What is inside a tag, with plain signs for full-width ones outside of quotes, and with plain
// digits in the parameters of filters: a name may be in letters of any width.
std::string with_plain_signs(std::string_view body) {
  bool const plain = std::none_of(body.begin(), body.end(), [](char c) {
    return static_cast<unsigned char>(c) == 0xE3 || static_cast<unsigned char>(c) == 0xEF;
  });
  if (plain) {
    return std::string{base::trim(body)};
  }
  std::string out;
  char quote = 0;
  bool in_filters = false;
  for (std::size_t at = 0; at < body.size();) {
    std::size_t const begin = at;
    char32_t const c = base::next_code_point(body, at);
    if (quote != 0) {
      quote = c == static_cast<unsigned char>(quote) ? '\0' : quote;
    } else if (c == '"' || c == '\'') {
      quote = static_cast<char>(c);
    } else if (is_full_width_sign(c) || (in_filters && is_full_width_digit(c))) {
      out += narrow(c);
      in_filters = in_filters || out.back() == '|';
      continue;
    } else if (c == kIdeographicSpace) {
      out += ' ';
      continue;
    }
    in_filters = in_filters || c == '|';
    out += body.substr(begin, at - begin);
  }
  return std::string{base::trim(out)};
}

bool is_combining(char32_t c) {
  return (c >= 0x0300 && c <= 0x036F) || (c >= 0x1AB0 && c <= 0x1AFF);
}

TagKind kind_of(tag_type type) {
  switch (type) {
    case tag_type::unescaped_variable:
      return TagKind::rich_variable;
    case tag_type::section_begin:
      return TagKind::section;
    case tag_type::section_begin_inverted:
      return TagKind::inverted_section;
    case tag_type::section_end:
      return TagKind::closing;
    case tag_type::comment:
      return TagKind::comment;
    case tag_type::partial:
      return TagKind::partial;
    case tag_type::set_delimiter:
      return TagKind::delimiters;
    case tag_type::text:
    case tag_type::variable:
      break;
  }
  return TagKind::variable;
}

struct FoundTag {
  std::size_t position;
  mstch_tag<std::string> tag;
};

// The parser nests what follows a section's opening; what we want is the flat sequence, which an
// explicit stack gives whatever the depth.
void flatten(component<std::string> const& root, std::vector<FoundTag>& out) {
  std::vector<component<std::string> const*> stack{&root};
  while (!stack.empty()) {
    component<std::string> const* const node = stack.back();
    stack.pop_back();
    if (!node->is_text() && node->position != std::string::npos) {
      out.push_back({node->position, node->tag});
    }
    for (auto child = node->children.rbegin(); child != node->children.rend(); ++child) {
      stack.push_back(&*child);
    }
  }
}

// How many closing tags there are at most in `text`: a sigil '/' behind the opening delimiter and
// white space. A change of delimiters within the paragraph makes the opening one unknown, so then
// every '/' may be one.
std::size_t closings(std::string_view text, std::string_view open) {
  if (text.find('=') != std::string_view::npos) {
    return static_cast<std::size_t>(std::count(text.begin(), text.end(), '/'));
  }
  std::size_t count = 0;
  for (std::size_t at = text.find(open); at != std::string_view::npos;
       at = text.find(open, at + 1)) {
    std::size_t const sigil = text.find_first_not_of(" \t\n", at + open.size());
    count += sigil != std::string_view::npos && text[sigil] == '/' ? 1u : 0u;
  }
  return count;
}

// "Unclosed tag at 12": the one thing that the parser's message tells which nothing else does.
std::size_t position_in(std::string const& message) {
  std::size_t const digits = message.find_last_not_of("0123456789");
  std::uint64_t position = 0;
  for (std::size_t i = digits + 1; i < message.size(); ++i) {
    position = position * 10 + static_cast<std::uint64_t>(message[i] - '0');
  }
  return position;
}

}  // namespace

// The folded text, and for each of its bytes where what it stands for begins and ends in the
// original.
struct TagLexer::Folded {
  std::string text;
  std::vector<std::uint32_t> origin;  // empty: folding changed nothing
  std::vector<std::uint32_t> end;

  Folded(std::string_view original, std::string_view open) {
    bool const plain = std::none_of(original.begin(), original.end(), [](char c) {
      auto const byte = static_cast<unsigned char>(c);
      return byte == 0xC2 || byte == 0xE2 || byte == 0xE3 || byte == 0xCC || byte == 0xCD ||
             byte == 0xEF;
    });
    if (plain && !base::may_change_under_nfc(original)) {
      text = original;
      return;
    }
    for (std::size_t at = 0; at < original.size();) {
      std::size_t const begin = at;
      char32_t const c = base::next_code_point(original, at);
      for (std::size_t ahead = at;
           ahead < original.size() && is_combining(base::next_code_point(original, ahead));) {
        at = ahead;
      }
      std::string folded = fold(c, original.substr(begin, at - begin));
      if (is_full_width_sign(c) && begins_tag(open)) {
        folded = narrow(c);
      } else if (c == kIdeographicSpace && begins_tag(open)) {
        folded = " ";
      }
      if (!is_invisible(c) || parts_braces(original.substr(at))) {
        append(folded, begin, at);
      }
    }
    origin.push_back(static_cast<std::uint32_t>(original.size()));
  }

  std::size_t original_of(std::size_t position) const {
    return origin.empty() ? position : origin[position];
  }
  // Where that ends which ends at `position`: what is invisible behind a tag is text.
  std::size_t original_end_of(std::size_t position) const {
    return origin.empty() || position == 0 ? position : end[position - 1];
  }

 private:
  // What copying from a web page or a PDF brings along, and nobody sees: soft hyphen, zero-width
  // space, marks of direction, word joiner, byte order mark.
  static bool is_invisible(char32_t c) {
    return c == 0x00AD || c == 0x200B || c == 0x200E || c == 0x200F || c == 0x2060 || c == 0xFEFF ||
           (c >= 0x202A && c <= 0x202E) || (c >= 0x2066 && c <= 0x2069);
  }
  // Between two braces it is there to keep them from being a tag.
  bool parts_braces(std::string_view behind) const {
    return !text.empty() && !behind.empty() && text.back() == behind.front() &&
           (text.back() == '{' || text.back() == '}');
  }
  // Whether what follows is the sign of a tag: ＃ of a section.
  bool begins_tag(std::string_view open) const {
    std::size_t const last = text.find_last_not_of(" \t\n");
    return last != std::string::npos && std::string_view{text}.substr(0, last + 1).ends_with(open);
  }
  static std::string fold(char32_t c, std::string_view cluster) {
    switch (c) {
      case 0x00A0:
      case 0x202F:
      case 0x2007:
        return " ";
      case 0x201C:
      case 0x201D:
      case 0x201E:
      case 0xFF02:
        return "\"";
      case 0x2018:
      case 0x2019:
      case 0x201A:
      case 0xFF07:
        return "'";
      default:
        return base::to_nfc(cluster);
    }
  }
  void append(std::string const& s, std::size_t from, std::size_t to) {
    text += s;
    origin.insert(origin.end(), s.size(), static_cast<std::uint32_t>(from));
    end.insert(end.end(), s.size(), static_cast<std::uint32_t>(to));
  }
};

void TagLexer::lex(std::string_view text,
                   std::vector<LexedTag>& tags,
                   std::vector<LexProblem>& problems) {
  if (text.find(open_) == std::string_view::npos) {
    return;
  }
  Folded const folded{text, open_};
  std::size_t const first = tags.size();
  for (std::size_t from = 0; from < folded.text.size();) {
    from = lex_from(folded, from, tags, problems);
    if (tags.size() - first > max_tags_) {
      tags.resize(first);
      problems.push_back({base::Id::too_many_tags, 0, text.size()});
      return;
    }
  }
}

// One call of the parser; returns where to go on: the end, or behind the tag that stopped it.
std::size_t TagLexer::lex_from(Folded const& folded,
                               std::size_t from,
                               std::vector<LexedTag>& tags,
                               std::vector<LexProblem>& problems) {
  std::string_view const rest = std::string_view{folded.text}.substr(from);
  std::size_t const dummies = closings(rest, open_) + 1;
  if (dummies > max_tags_) {
    problems.push_back({base::Id::too_many_tags, 0, folded.original_of(folded.text.size())});
    return folded.text.size();
  }
  // Behind as many open sections as the text can close, a stray closing tag does not stop the
  // parser.
  std::string const opener = open_ + "#a" + close_;
  std::string input;
  input.reserve(opener.size() * dummies + rest.size());
  for (std::size_t i = 0; i < dummies; ++i) {
    input += opener;
  }
  std::size_t const shift = input.size();
  input += rest;

  NoContext no_context;
  context_internal<std::string> context{no_context};
  context.delim_set.begin = open_;
  context.delim_set.end = close_;
  component<std::string> root;
  std::string error;
  parser<std::string>{input, context, root, error};

  std::vector<FoundTag> found;
  flatten(root, found);
  for (FoundTag const& f : found) {
    if (f.position < shift) {
      continue;
    }
    std::size_t const begin = f.position - shift + from;
    bool const triple = has_default_delimiters() && folded.text.compare(begin, 3, "{{{") == 0;
    std::size_t const content = begin + open_.size() + (triple ? 1 : 0);
    std::string const closer = triple ? "}}}" : close_;
    std::size_t const end = folded.text.find(closer, content) + closer.size();
    TagKind const kind = kind_of(f.tag.type);
    bool const as_written = kind == TagKind::comment || kind == TagKind::delimiters;
    tags.push_back(
        {kind,
         folded.original_of(begin),
         folded.original_end_of(end),
         as_written ? std::string{base::trim(f.tag.name)} : with_plain_signs(f.tag.name)});
    if (f.tag.type == tag_type::set_delimiter) {
      open_ = f.tag.delim_set->begin;
      close_ = f.tag.delim_set->end;
    }
  }
  if (error.rfind("Unclosed tag", 0) == 0) {
    std::size_t const begin = position_in(error) - shift + from;
    problems.push_back({base::Id::tag_not_closed,
                        folded.original_of(begin),
                        folded.original_of(folded.text.size())});
    return folded.text.size();
  }
  if (error.rfind("Invalid set delimiter", 0) == 0) {
    std::size_t const begin = position_in(error) - shift + from;
    std::size_t const end = folded.text.find(close_, begin) + close_.size();
    problems.push_back(
        {base::Id::bad_delimiters, folded.original_of(begin), folded.original_end_of(end)});
    return end;
  }
  return folded.text.size();
}

}  // namespace thethuc::compile
