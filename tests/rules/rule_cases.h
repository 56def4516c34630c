#pragma once

// Of each rule a document that breaks it: a sound one of tests/cases/rules with a few words
// changed.

namespace thethuc::test {

struct RuleCase {
  char const* rules;  // that tell, all of them; "" for a change that keeps all
  char const* document;
  char const* from;
  char const* to;
  char const* found;              // what one of the messages says
  char const* profile = nullptr;  // null: chosen from the document
};

// clang-format off
inline constexpr RuleCase kRuleCases[] = {
#include "rules/rule_cases.inc"
#include "rules/rule_cases_body.inc"
#include "rules/rule_cases_signature.inc"
#include "rules/rule_cases_text.inc"
#include "rules/rule_cases_forms.inc"
#include "rules/rule_cases_lines.inc"
#include "rules/rule_cases_slips.inc"
#include "rules/rule_cases_words.inc"
};
// clang-format on

}  // namespace thethuc::test
