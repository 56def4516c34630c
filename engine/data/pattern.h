#pragma once

// Regular expressions of schemas (ECMA-262 flavour, Unicode) on PCRE2, within bounds on time and
// memory.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>

// PCRE2's own names of its types for 8-bit code units.
struct pcre2_real_code_8;
struct pcre2_real_match_data_8;
struct pcre2_real_match_context_8;

namespace thethuc::data {

// Working memory of matching: one per thread.
class MatchScratch {
 public:
  MatchScratch();
  ~MatchScratch();
  MatchScratch(MatchScratch const&) = delete;
  MatchScratch& operator=(MatchScratch const&) = delete;

 private:
  friend class Pattern;
  pcre2_real_match_data_8* data_ = nullptr;  // made at the first match
  pcre2_real_match_context_8* context_ = nullptr;
};

// A compiled pattern; immutable, shared by all threads. Matches anywhere in the text, as JSON
// Schema says.
class Pattern {
 public:
  enum class Verdict { match, no_match, too_costly };

  // Null on a mistake in `expression`; then `problem` is PCRE2's English text with the place.
  static std::unique_ptr<Pattern const> compile(std::string_view expression, std::string& problem);
  ~Pattern();
  Pattern(Pattern const&) = delete;
  Pattern& operator=(Pattern const&) = delete;

  // `text` must be valid UTF-8.
  Verdict match(std::string_view text, MatchScratch& scratch) const;
  std::string const& expression() const { return expression_; }

 private:
  Pattern(std::string_view expression, pcre2_real_code_8* code)
      : expression_(expression), code_(code) {}

  std::string expression_;
  pcre2_real_code_8* code_;
};

}  // namespace thethuc::data
