#include "rules/rule_table.h"

#include <string>
#include <vector>

#include "rules/rule_functions.h"
#include "rules/words.h"

namespace thethuc::rules {

std::span<RuleRow const> rule_table() {
  // Names with "-" are kept for as long as the program runs: findings refer to them.
  struct Rows {
    std::vector<std::string> names;
    std::vector<RuleRow> rows;
    void add(std::string_view id, RuleRow row) {
      names.push_back(replaced(std::string{id}, "_", "-"));
      row.id = names.back();
      rows.push_back(std::move(row));
    }
    Rows() {
      names.reserve(256);  // views into them must stay
      using base::Severity;
#define THETHUC_RULE(                                                                \
    id, component, families, severity, clause, title_vi, title_en, hint_vi, hint_en) \
  add(#id,                                                                           \
      {{},                                                                           \
       Component::component,                                                         \
       families,                                                                     \
       Severity::severity,                                                           \
       clause,                                                                       \
       {title_vi, title_en},                                                         \
       {hint_vi, hint_en},                                                           \
       &rule_##id});
#include "rules/rules.def"
#undef THETHUC_RULE
    }
  };
  static Rows const table;
  return table.rows;
}

}  // namespace thethuc::rules
