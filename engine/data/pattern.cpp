#include "data/pattern.h"

#include <array>
#include <cstdint>
#include <new>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <fmt/format.h>
#include <pcre2.h>

namespace thethuc::data {
namespace {

// Tens of milliseconds at the worst; what a person writes as a pattern needs some hundreds.
constexpr std::uint32_t kMatchLimit = 1'000'000;
constexpr std::uint32_t kHeapLimitKib = 64 * 1024;

// Where PCRE2 and ECMA-262 differ, ECMA-262: \uXXXX, [] and [^], `$` only at the very end.
constexpr std::uint32_t kOptions = PCRE2_UTF | PCRE2_ALT_BSUX | PCRE2_ALLOW_EMPTY_CLASS |
                                   PCRE2_DOLLAR_ENDONLY | PCRE2_MATCH_UNSET_BACKREF |
                                   PCRE2_NEVER_BACKSLASH_C;

PCRE2_SPTR code_units(std::string_view s) {
  return reinterpret_cast<PCRE2_SPTR>(s.data());
}

}  // namespace

MatchScratch::MatchScratch() = default;

MatchScratch::~MatchScratch() {
  pcre2_match_data_free(data_);
  pcre2_match_context_free(context_);
}

std::unique_ptr<Pattern const> Pattern::compile(std::string_view expression, std::string& problem) {
  std::unique_ptr<pcre2_compile_context, void (*)(pcre2_compile_context*)> const context(
      pcre2_compile_context_create(nullptr), pcre2_compile_context_free);
  if (!context) {
    throw std::bad_alloc();
  }
  pcre2_set_compile_extra_options(context.get(), PCRE2_EXTRA_ALT_BSUX);
  pcre2_set_newline(context.get(), PCRE2_NEWLINE_ANYCRLF);
  int error = 0;
  PCRE2_SIZE offset = 0;
  pcre2_code* const code = pcre2_compile(
      code_units(expression), expression.size(), kOptions, &error, &offset, context.get());
  if (code == nullptr) {
    std::array<PCRE2_UCHAR, 256> text{};
    pcre2_get_error_message(error, text.data(), text.size());
    problem = fmt::format("{} (byte {})", reinterpret_cast<char const*>(text.data()), offset + 1);
    return nullptr;
  }
  // Without a just-in-time compiler on this machine matching is slower, not different.
  pcre2_jit_compile(code, PCRE2_JIT_COMPLETE);
  return std::unique_ptr<Pattern const>(new Pattern(expression, code));
}

Pattern::~Pattern() {
  pcre2_code_free(code_);
}

Pattern::Verdict Pattern::match(std::string_view text, MatchScratch& scratch) const {
  if (scratch.data_ == nullptr) {
    scratch.data_ = pcre2_match_data_create(1, nullptr);
    scratch.context_ = pcre2_match_context_create(nullptr);
    if (scratch.data_ == nullptr || scratch.context_ == nullptr) {
      throw std::bad_alloc();
    }
    pcre2_set_match_limit(scratch.context_, kMatchLimit);
    pcre2_set_heap_limit(scratch.context_, kHeapLimitKib);
  }
  auto const run = [&](std::uint32_t options) {
    return pcre2_match(code_,
                       code_units(text),
                       text.size(),
                       0,
                       PCRE2_NO_UTF_CHECK | options,
                       scratch.data_,
                       scratch.context_);
  };
  int result = run(0);
  if (result == PCRE2_ERROR_JIT_STACKLIMIT) {
    // The compiled code has 32 KiB of stack; the interpreter takes the heap: ^(a|b)*$ on a long
    // text.
    result = run(PCRE2_NO_JIT);
  }
  if (result >= 0) {  // 0: more groups than places to note them, which nobody reads
    return Verdict::match;
  }
  return result == PCRE2_ERROR_NOMATCH ? Verdict::no_match : Verdict::too_costly;
}

}  // namespace thethuc::data
