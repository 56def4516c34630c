// Documents that are made to be slow, or that are only long: checked and mended within bounds.

#include <string>

#include <catch2/catch.hpp>

#include "rules/check.h"
#include "rules/written_document.h"

using namespace thethuc;

namespace {

std::string repeated(std::string_view text, int times) {
  std::string out;
  for (int i = 0; i < times; ++i) {
    out += text;
  }
  return out;
}

std::size_t told(rules::Findings const& findings, std::string_view rule) {
  std::size_t count = 0;
  for (rules::Finding const& f : findings.entries) {
    count += f.rule == rule ? 1u : 0u;
  }
  return count;
}

}  // namespace

TEST_CASE("of very many slips in one paragraph some are told and all are counted", "[rules]") {
  struct Case {
    char const* name;
    char const* piece;
    char const* rule;  // that counts them, one for each piece; "" when they are no slips
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"citations", "Kế hoạch 12 /KH-UBND; ", "CITE-02"},
      {"citations without blanks", "số12/KH-UB,", ""},
      {"groups without end", "1-A/A", ""},
      {"marks", "a.Ba", ""},
  }));
  // clang-format on
  constexpr int kCount = 64'000;
  DYNAMIC_SECTION(c.name) {
    std::string const text = test::changed(test::read_case("cong-van"),
                                           "body | Yêu cầu",
                                           "body | " + repeated(c.piece, kCount) + "yêu cầu");
    base::Diagnostics out;
    rules::Options options;
    auto const findings = rules::check(test::docx_of(text), options, out);
    REQUIRE(findings);
    if (*c.rule != '\0') {
      CHECK(told(*findings, c.rule) == options.limits.max_findings_per_rule);
      CHECK(findings->omitted.at(c.rule) == kCount - options.limits.max_findings_per_rule);
    }
  }
}

TEST_CASE("a long document that repeats itself can be read when it was mended", "[fix]") {
  constexpr int kCount = 20'000;
  std::string const text =
      test::changed(test::read_case("cong-van"),
                    "body | Yêu cầu",
                    repeated("first=10 before=6 12 | Nội dung của một đoạn văn bản.\n", kCount) +
                        "body | Yêu cầu");
  base::Diagnostics out;
  auto const fixed = rules::fix(test::docx_of(text), {}, out);
  INFO(out.to_text(base::Language::en));
  REQUIRE(fixed);
  CHECK(fixed->changes.size() > 0);
  auto const findings = rules::check(fixed->docx, {}, out);
  INFO(out.to_text(base::Language::en));
  CHECK(findings);
}
