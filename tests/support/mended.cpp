#include "support/mended.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "support/docx_fixture.h"
#include "support/judged.h"
#include "support/soundness.h"

namespace thethuc::test {
namespace {

// Letters and digits without case and marks, those that only look like đ as what they are meant to
// be; zeros are left out, since mending writes or takes some.
std::string letters(std::string const& docx) {
  std::string out;
  std::string text = base::fold_for_comparison(text_of(docx));
  for (auto const& [wrong, right] : {std::pair{"\xC3\x90", "d"}, std::pair{"\xC3\xB0", "d"}}) {
    for (std::size_t at = text.find(wrong); at != std::string::npos; at = text.find(wrong, at)) {
      text.replace(at, std::string_view{wrong}.size(), right);
    }
  }
  for (std::size_t at = 0; at < text.size();) {
    std::size_t const begin = at;
    char32_t const c = base::next_code_point(text, at);
    bool const is_mark = c >= 0x300 && c < 0x370;
    bool const is_letter = base::is_ascii_letter(text[begin]) || (c >= 0xC0 && c < 0x2000);
    bool const is_digit = base::is_ascii_digit(text[begin]) && text[begin] != '0';
    if ((is_letter && !is_mark) || is_digit) {
      out += text.substr(begin, at - begin);
    }
  }
  return out;
}

// The first letters of `text` that `longer` does not have in this order; "" when it has all.
std::string lost(std::string_view text, std::string_view longer) {
  std::size_t at = 0;
  for (std::size_t i = 0; i < text.size(); ++i) {
    at = longer.find(text[i], at);
    if (at == std::string_view::npos) {
      return std::string{text.substr(i, 40)};
    }
    ++at;
  }
  return {};
}

std::string fixable(rules::Findings const& findings) {
  std::string out;
  for (rules::Finding const& f : findings.entries) {
    if (f.can_fix) {
      out += std::string{f.rule} + " " + f.message(base::Language::en) + "\n";
    }
  }
  return out;
}

}  // namespace

rules::Fixed mended(std::string const& docx, rules::Options const& options) {
  base::Diagnostics out;
  auto fixed = rules::fix(docx, options, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(fixed);
  CHECK(fixable(fixed->left) == "");
  CHECK(lost(letters(docx), letters(fixed->docx)) == "");
  CHECK(defects_of(fixed->docx) == defects_of(docx));
  if (fixed->changes.empty()) {
    CHECK(fixed->docx == docx);
  } else {
    show_to_judges(fixed->docx, docx);
  }
  rules::Options same = options;
  same.profile = rules::builtin_profile(fixed->left.profile);
  auto const again = rules::fix(fixed->docx, same, out);
  REQUIRE(again);
  CHECK(again->changes.empty());
  CHECK(again->docx == fixed->docx);
  return std::move(*fixed);
}

}  // namespace thethuc::test
