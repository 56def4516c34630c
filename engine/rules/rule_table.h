#pragma once

// The table of rules (rules.def). Internal to the module, and for the tests of the table.

#include <cstddef>
#include <span>
#include <string_view>

#include "base/diagnostic.h"
#include "rules/components.h"

namespace thethuc::rules {

class Check;

struct RuleRow {
  std::string_view id;  // "SO-01"
  Component component;
  std::string_view families;  // where it holds although the profile does not name it: "ndq"
  base::Severity severity;
  std::string_view clause;  // of Nghị định 30/2020/NĐ-CP; "" for good practice
  base::Words title;
  base::Words hint;
  void (*check)(Check&);
};

std::span<RuleRow const> rule_table();

}  // namespace thethuc::rules
