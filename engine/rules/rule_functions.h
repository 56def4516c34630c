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
// The component of the first line of a paragraph.
Component component_at(Check& check, std::size_t paragraph);

}  // namespace thethuc::rules
