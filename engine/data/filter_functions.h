#pragma once

// The filters themselves, and what they share. Their names and parameters are in the table of
// filters.cpp.

#include <cstddef>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "data/decimal.h"
#include "data/filters.h"

namespace thethuc::data {

std::optional<FilterFault> apply_upper(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_lower(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_upper_first(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_lacking(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_default(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_file_name(Item& item, FilterCall const& call, Arena& arena);

std::optional<FilterFault> apply_number(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_trim_zeros(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_percent(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_two_digits(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_words(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_roman(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_letter(Item& item, FilterCall const& call, Arena& arena);

std::optional<FilterFault> apply_date(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_date_short(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_date_blank(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_quarter(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_month(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_year(Item& item, FilterCall const& call, Arena& arena);

std::optional<FilterFault> apply_join(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_without_empty(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_sum(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_count(Item& item, FilterCall const& call, Arena& arena);
std::optional<FilterFault> apply_average(Item& item, FilterCall const& call, Arena& arena);

// The filters that the renderer carries out: nothing happens to the item.
std::optional<FilterFault> apply_terminal(Item& item, FilterCall const& call, Arena& arena);

// What a filter expects, in both languages.
struct Expected {
  char const* vi;
  char const* en;
};

// The item is of a kind that the filter does not take: filter_wrong_type.
FilterFault wrong_type(Item const& item, FilterCall const& call, Expected const& expected);
// The kind is right, the content is not: filter_bad_value.
FilterFault bad_value(Item const& item, FilterCall const& call, Expected const& expected);

// Resolves the call's parameters by the rule of its filter: fills in `member`, `width`, `height`.
// The fault is filter_parameters.
std::optional<FilterFault> bind_parameters(FilterInfo const& info, FilterCall& call);
// The parameter of a filter with the rule `places`; nullopt when there is none.
std::optional<std::size_t> places_of(FilterCall const& call);

// A number as data gives it: a JSON number, as a number or as text, or digits that begin with zeros
// ("05"). nullopt for anything else, and for what Decimal::parse finds too long.
std::optional<Decimal> read_number(std::string_view text);
// Whether the item is a text in groups of three digits, such as "150.000" or "-1.234.567": to who
// writes Vietnamese these are thousands, to JSON the point stands before decimals. A JSON number is
// never one, and neither is "0.125" or "1234.567".
bool has_groups(Item const& item);
// bad_value() of an item that is no number to be relied on; of such a text, with what to write for
// either reading.
FilterFault bad_number(Item const& item, FilterCall const& call, Expected const& expected);

// Nothing that anybody wrote: missing, null, blank text, an empty list; false, 0 and {} are
// something.
bool is_empty(Value value);

// Numbers beyond are not added up: millions of items with thousands of digits each would never end.
constexpr std::size_t kMostSummedDigits = 100;

inline std::size_t item_count(Item const& list) {
  return list.items != nullptr ? list.items->size() : list.value.size();
}

// Calls visit(value) for each item of a list, until it returns false.
template <typename Visit>
void for_each_item(Item const& list, Visit visit) {
  if (list.items != nullptr) {
    for (Value const value : *list.items) {
      if (!visit(value)) {
        return;
      }
    }
    return;
  }
  Value value = list.value.first();
  for (std::size_t i = 0; i < list.value.size(); ++i, value = value.next()) {
    if (!visit(value)) {
      return;
    }
  }
}

// Follows the names from `value` inwards; a list on the way stands for each of its items. Calls
// visit(found, 0) for each value that they lead to, and visit(found, how many names are left) for
// one on the way that is no object and for an empty list: whoever counts visits has counted the
// work. Stops when it returns false, and returns so. No name: `value` itself. As deep as the data.
template <typename Visit>
bool for_each_at(Value value, std::span<std::string const> names, Visit const& visit) {
  if (names.empty()) {
    return visit(value, std::size_t{0});
  }
  if (value.kind() == Kind::object) {
    return for_each_at(value.find(names.front()), names.subspan(1), visit);
  }
  if (value.kind() != Kind::list || value.size() == 0) {
    return visit(value, names.size());
  }
  Value item = value.first();
  for (std::size_t i = 0; i < value.size(); ++i, item = item.next()) {
    if (!for_each_at(item, names, visit)) {
      return false;
    }
  }
  return true;
}

}  // namespace thethuc::data
