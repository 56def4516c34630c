#pragma once

// The keyword `x-sum` of schemas: totals that are to be the sum of what stands beside them.
// Internal to data.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/decimal.h"
#include "data/schema_nodes.h"
#include "data/value.h"

namespace thethuc::data {

// "diem.chuan" as its names; nullopt when one is empty.
std::optional<std::vector<std::string>> names_of_path(std::string_view path);

// The schema of what the names lead to from node `index`, through $ref, the alternatives and items
// of lists; kNoNode when nothing there names it.
std::uint32_t node_at(Schema::Impl const& schema,
                      std::uint32_t index,
                      std::vector<std::string> const& names);

// The sum of the numbers, and lists of numbers, that rule.parts lead to in `object`; what is empty
// there is passed over. nullopt when there is no number, or something that is none (which its own
// schema tells). Adds to `steps` how many values were looked at.
std::optional<Decimal> sum_of_parts(SumRule const& rule, Value object, std::uint64_t& steps);

}  // namespace thethuc::data
