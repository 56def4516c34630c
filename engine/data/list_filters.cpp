// noi, loc_trong, tong, dem, tb: filters that take a list.

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "data/decimal.h"
#include "data/filter_functions.h"

namespace thethuc::data {
namespace {

constexpr Expected kList{"một danh sách", "a list"};
constexpr Expected kNumber{"một số như 1234.5", "a number such as 1234.5"};
constexpr std::size_t kMeanPlaces = 6;
// Of what noi makes, in bytes: a long separator makes gigabytes of a short template and short data.
constexpr std::size_t kMostJoined = 16u << 20;

// Reading a number and adding it, beside finding it, in steps (Arena::take_work).
constexpr std::size_t kStepsOfSum = 2;

// Adds to `fault` which item of the list it is about, as the data counts them, and the value
// itself: the item or what lies in it.
FilterFault in_item(FilterFault fault, Item const& list, Value item, Value culprit) {
  std::size_t number = 1;
  for_each_item(Item::of(list.value), [&](Value v) {
    number += v != item;
    return v != item;
  });
  fault.found_vi += fmt::format(" ở mục {}", number);
  fault.found_en += fmt::format(" in item {}", number);
  fault.at = culprit;
  return fault;
}

// Calls take(member, item), which returns a fault or nothing, for what the call names in each item,
// unless it is empty: a member, and where the way to it leads through lists, those of all their
// items. Stops at the first fault.
template <typename Take>
std::optional<FilterFault> for_each_member(Item const& list,
                                           FilterCall const& call,
                                           Arena& arena,
                                           Take take) {
  static constexpr Expected kObject{"một đối tượng có các trường", "an object with fields"};
  std::optional<FilterFault> fault;
  for_each_item(list, [&](Value item) {
    for_each_at(item, call.member, [&](Value found, std::size_t names_left) {
      arena.count_work(1);
      if (is_empty(found)) {
        return true;
      }
      fault = names_left == 0
                  ? take(found, item)
                  : in_item(wrong_type(Item::of(found), call, kObject), list, item, found);
      return !fault.has_value();
    });
    return !fault.has_value();
  });
  return fault;
}

struct Total {
  Decimal sum{false, "0", ""};
  std::size_t count = 0;
};

std::optional<FilterFault> add_up(Item const& list,
                                  FilterCall const& call,
                                  Arena& arena,
                                  Total& total) {
  static constexpr Expected kShort{"một số không quá 100 chữ số", "a number of at most 100 digits"};
  static_assert(kMostSummedDigits == 100, "the text says so");
  return for_each_member(
      list, call, arena, [&](Value member, Value item) -> std::optional<FilterFault> {
        Item const value = Item::of(member);
        if (value.kind != Kind::number && value.kind != Kind::string) {
          return in_item(wrong_type(value, call, kNumber), list, item, member);
        }
        auto const number = read_number(value.text);
        if (!number || has_groups(value)) {
          return in_item(bad_number(value, call, kNumber), list, item, member);
        }
        if (number->integer.size() + number->fraction.size() > kMostSummedDigits) {
          return in_item(bad_value(value, call, kShort), list, item, member);
        }
        arena.count_work(kStepsOfSum);
        total.sum.add(*number);
        ++total.count;
        return std::nullopt;
      });
}

void give_number(Item& item, Arena& arena, std::string token) {
  std::string& out = arena.fresh();
  out = std::move(token);
  item = Item::of_number(out);
}

}  // namespace

bool is_empty(Value value) {
  switch (value.kind()) {
    case Kind::missing:
    case Kind::null:
      return true;
    case Kind::string:
      return base::trim(value.text()).empty();
    case Kind::list:
      return value.size() == 0;
    case Kind::boolean:
    case Kind::number:
    case Kind::object:
      return false;
  }
  return false;
}

std::optional<FilterFault> apply_join(Item& item, FilterCall const& call, Arena& arena) {
  static constexpr Expected kPlain{"chữ hoặc số", "text or a number"};
  static constexpr Expected kShort{"một danh sách nối lại không quá 16 MB",
                                   "a list that is at most 16 MB when it is joined"};
  if (item.kind != Kind::list) {
    return wrong_type(item, call, kList);
  }
  std::string_view const between =
      call.parameters.empty() ? std::string_view(", ") : call.parameters.front().text;
  std::string& out = arena.fresh();
  std::optional<FilterFault> fault;
  bool is_first = true;
  for_each_item(item, [&](Value value) {
    arena.count_work(1);
    if (value.kind() != Kind::string && value.kind() != Kind::number) {
      fault = in_item(wrong_type(Item::of(value), call, kPlain), item, value, value);
      return false;
    }
    if (out.size() + between.size() + value.text().size() > kMostJoined) {
      fault = in_item(bad_value(Item::of(value), call, kShort), item, value, value);
      return false;
    }
    out += is_first ? std::string_view() : between;
    out += value.text();
    is_first = false;
    return true;
  });
  if (!fault) {
    item = Item::of_text(out);
  }
  return fault;
}

std::optional<FilterFault> apply_without_empty(Item& item, FilterCall const& call, Arena& arena) {
  if (item.kind != Kind::list) {
    return wrong_type(item, call, kList);
  }
  std::vector<Value>& kept = arena.fresh_list();
  for_each_item(item, [&](Value value) {
    arena.count_work(1);
    if (!is_empty(value)) {
      kept.push_back(value);
    }
    return true;
  });
  item = Item::of_list(item.value, kept);
  return std::nullopt;
}

// The sum of an empty list is 0. Where items are there but no number, nothing is known, and the
// item becomes missing: a report must not say 0 because a name was misspelt or a column not yet
// filled.
std::optional<FilterFault> apply_sum(Item& item, FilterCall const& call, Arena& arena) {
  if (item.kind != Kind::list) {
    return wrong_type(item, call, kList);
  }
  Total total;
  if (auto fault = add_up(item, call, arena, total)) {
    return fault;
  }
  if (total.count == 0 && item_count(item) > 0) {
    item = Item{};
  } else {
    give_number(item, arena, total.sum.token());
  }
  return std::nullopt;
}

std::optional<FilterFault> apply_average(Item& item, FilterCall const& call, Arena& arena) {
  if (item.kind != Kind::list) {
    return wrong_type(item, call, kList);
  }
  Total total;
  if (auto fault = add_up(item, call, arena, total)) {
    return fault;
  }
  if (total.count == 0) {
    item = Item{};
    return std::nullopt;
  }
  Decimal mean = total.sum.divided_by(total.count, kMeanPlaces);
  mean.strip_zeros();
  give_number(item, arena, mean.token());
  return std::nullopt;
}

// All items, or those whose member is not empty.
std::optional<FilterFault> apply_count(Item& item, FilterCall const& call, Arena& arena) {
  if (item.kind != Kind::list) {
    return wrong_type(item, call, kList);
  }
  std::size_t count = item_count(item);
  if (!call.member.empty()) {
    count = 0;
    auto fault =
        for_each_member(item, call, arena, [&](Value, Value) -> std::optional<FilterFault> {
          ++count;
          return std::nullopt;
        });
    if (fault) {
      return fault;
    }
  }
  give_number(item, arena, std::to_string(count));
  return std::nullopt;
}

}  // namespace thethuc::data
