#include "data/schema_sums.h"

#include <algorithm>

#include "data/filter_functions.h"

namespace thethuc::data {
namespace {

// The first schema of the property among those that apply in the place of `index`, or of the
// property of its items. `seen` are those that were asked: items may be of a schema around them.
std::uint32_t property_at(Schema::Impl const& schema,
                          std::uint32_t index,
                          std::string_view name,
                          std::vector<std::uint32_t>& seen) {
  if (std::find(seen.begin(), seen.end(), index) != seen.end()) {
    return kNoNode;
  }
  seen.push_back(index);
  SchemaNode const& node = schema.nodes[index];
  std::size_t const own = node.find_property(name);
  std::uint32_t found = own < node.properties.size() ? node.properties[own].node : kNoNode;
  for_each_in_place(node, [&](std::uint32_t next) {
    found = found != kNoNode ? found : property_at(schema, next, name, seen);
  });
  return found != kNoNode || node.items == kNoNode ? found
                                                   : property_at(schema, node.items, name, seen);
}

}  // namespace

std::optional<std::vector<std::string>> names_of_path(std::string_view path) {
  std::vector<std::string> names;
  while (true) {
    std::size_t const dot = path.find('.');
    names.emplace_back(path.substr(0, dot));
    if (names.back().empty()) {
      return std::nullopt;
    }
    if (dot == std::string_view::npos) {
      return names;
    }
    path.remove_prefix(dot + 1);
  }
}

std::uint32_t node_at(Schema::Impl const& schema,
                      std::uint32_t index,
                      std::vector<std::string> const& names) {
  for (std::string const& name : names) {
    std::vector<std::uint32_t> seen;
    index = property_at(schema, index, name, seen);
    if (index == kNoNode) {
      return kNoNode;
    }
  }
  return index;
}

std::optional<Decimal> sum_of_parts(SumRule const& rule, Value object, std::uint64_t& steps) {
  std::optional<Decimal> sum;
  auto const add = [&](Value part) {
    ++steps;
    if (is_empty(part)) {
      return true;
    }
    bool const is_text = part.kind() == Kind::number || part.kind() == Kind::string;
    auto const number = is_text ? read_number(part.text()) : std::nullopt;
    if (!number || has_groups(Item::of(part)) ||
        number->integer.size() + number->fraction.size() > kMostSummedDigits) {
      return false;
    }
    if (sum) {
      sum->add(*number);
    } else {
      sum = number;
    }
    return true;
  };
  bool const known = for_each_at(object, rule.parts, [&](Value found, std::size_t names_left) {
    if (names_left > 0 || found.kind() != Kind::list) {
      return add(found);
    }
    bool good = true;
    for_each_item(Item::of(found), [&](Value item) { return good = add(item); });
    return good;
  });
  return known ? sum : std::nullopt;
}

}  // namespace thethuc::data
