#pragma once

// The filters themselves, and what they share. Their names and parameters are in the table of
// filters.cpp.

#include <optional>
#include <string>
#include <string_view>

#include "data/filters.h"

namespace thethuc::data {

std::optional<FilterFault> apply_upper(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_lower(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_upper_first(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_default(Item& item, FilterCall const& call, Arena& arena);

std::optional<FilterFault> apply_number(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_two_digits(Item& item, FilterCall const& call, Arena& arena);

std::optional<FilterFault> apply_date(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_date_blank(Item& item, FilterCall const& call, Arena& arena);

// What a filter expects, in both languages.
struct Expected {
  char const* vi;
  char const* en;
};

// The item is of a kind that the filter does not take: filter_wrong_type.
FilterFault wrong_type(Item const& item, FilterCall const& call, Expected const& expected);
// The kind is right, the content is not: filter_bad_value.
FilterFault bad_value(Item const& item, FilterCall const& call, Expected const& expected);

// `s` in double quotes, cut after 40 code points.
std::string quoted(std::string_view s);

}  // namespace thethuc::data
