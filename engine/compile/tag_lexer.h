#pragma once

// Finds the tags of one paragraph's text. The grammar is kainjow Mustache's; what its parser does
// not tell (where a tag ends, stray closing tags, every error instead of the first) is found here.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "compile/template.h"

namespace thethuc::compile {

struct LexedTag {
  TagKind kind;
  std::size_t begin = 0;  // in the text given, bytes, delimiters included
  std::size_t end = 0;
  std::string body;  // what is between sigil and closing delimiter, folded (see below) and trimmed
};

struct LexProblem {
  base::Id id;  // tag_not_closed, bad_delimiters, too_many_tags
  std::size_t begin = 0;
  std::size_t end = 0;
};

// Lexes the paragraphs of one part in order; a change of delimiters holds to the end of the part.
// Before lexing, text is folded: NFC, curly quotes become straight ones and no-break spaces plain
// ones, because Word's autocorrection types them into tags. So are full-width signs, ｜ for |, as
// input methods of East Asia type them: not those in quotes, nor braces, which begin no tag.
class TagLexer {
 public:
  explicit TagLexer(std::size_t max_tags_per_paragraph) : max_tags_(max_tags_per_paragraph) {}

  void lex(std::string_view text, std::vector<LexedTag>& tags, std::vector<LexProblem>& problems);
  bool has_default_delimiters() const { return open_ == "{{" && close_ == "}}"; }
  std::string const& opening() const { return open_; }
  std::string const& closing() const { return close_; }

 private:
  struct Folded;
  std::size_t lex_from(Folded const& folded,
                       std::size_t from,
                       std::vector<LexedTag>& tags,
                       std::vector<LexProblem>& problems);

  std::size_t max_tags_;
  std::string open_ = "{{";
  std::string close_ = "}}";
};

}  // namespace thethuc::compile
