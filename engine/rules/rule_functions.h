#pragma once

// The functions of the table of rules (rules.def): rule_SO_01 checks SO-01, and so on. Internal to
// the module.

#include "rules/check_context.h"

namespace thethuc::rules {

#define THETHUC_RULE(                                                                \
    id, component, families, severity, clause, title_vi, title_en, hint_vi, hint_en) \
  void rule_##id(Check& check);
#include "rules/rules.def"
#undef THETHUC_RULE

// --- what rules of several sources share
bool is_turned(Section const& section, PageSpec const& page);
// What is read as sentences: spelling, figures and marks of it are looked at.
bool is_running_text(Component component);
// Appendices that are no documents of their own.
std::vector<Appendix const*> own_appendices(Check const& check);
// The component of the first line of a paragraph.
Component component_at(Check& check, std::size_t paragraph);

}  // namespace thethuc::rules
