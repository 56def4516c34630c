#pragma once

// What a schema is compiled to: a flat array of nodes that refer to each other by index.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "data/pattern.h"
#include "data/schema.h"
#include "data/value.h"

namespace thethuc::data {

constexpr std::uint32_t kNoNode = 0xFFFFFFFF;

// Sets of types as bits.
using TypeSet = std::uint8_t;
constexpr TypeSet kTypeNull = 1;
constexpr TypeSet kTypeBoolean = 2;
constexpr TypeSet kTypeInteger = 4;  // a number without fractional part
constexpr TypeSet kTypeNumber = 8;
constexpr TypeSet kTypeString = 16;
constexpr TypeSet kTypeList = 32;
constexpr TypeSet kTypeObject = 64;
constexpr TypeSet kAllTypes = 127;

struct SchemaProperty {
  std::string name;
  std::uint32_t node = kNoNode;  // kNoNode: only named by `required`
  bool required = false;
};

struct SizeBounds {
  std::size_t least = 0;
  std::optional<std::size_t> most;
  bool any() const { return least > 0 || most.has_value(); }
  bool hold(std::size_t n) const { return n >= least && (!most || n <= *most); }
};

// Bounds of numbers as their tokens, empty when absent.
struct NumberBounds {
  std::string_view minimum, maximum, exclusive_minimum, exclusive_maximum;
  bool any() const {
    return !minimum.empty() || !maximum.empty() || !exclusive_minimum.empty() ||
           !exclusive_maximum.empty();
  }
  bool hold(std::string_view token) const;
};

// x-enumFrom: the value of a property must be one that a list beside it allows.
struct ListedValue {
  std::string_view property;
  std::string_view list;   // the member of the same object that holds the list
  std::string_view value;  // the member of each of its items that is allowed
  std::string_view name;   // and the one that says what it means; "" when none
};

// Of `x-order`: of two dates in an object of this schema, the first is not behind the second.
struct OrderRule {
  std::string first;
  std::string second;
  std::uint32_t first_node = kNoNode;  // the schemas of both
  std::uint32_t second_node = kNoNode;
};

// Of `x-sum`: in an object of this schema, the number that the names of `total` lead to is to be
// the sum of the numbers that those of `parts` lead to, through lists.
struct SumRule {
  std::vector<std::string> total;
  std::vector<std::string> parts;
  std::uint32_t total_node = kNoNode;  // the schemas of the total, and of the list that is added up
  std::uint32_t parts_node = kNoNode;
};

enum class Additional : std::uint8_t { unsaid, allowed, forbidden, by_schema };

struct SchemaNode {
  TypeSet types = 0;                   // 0: any
  TypeSet possible_types = kAllTypes;  // types, narrowed by what applies in place
  bool never = false;                  // the schema `false`
  bool is_date = false;
  Additional additional = Additional::unsaid;
  std::uint32_t additional_node = kNoNode;
  std::vector<std::uint32_t> prefix_items;  // of the first items; `items` is for those behind
  std::uint32_t items = kNoNode;
  std::uint32_t ref = kNoNode;
  std::vector<SchemaProperty> properties;
  std::vector<std::uint32_t> by_name;  // indices of `properties`, in the order of their names
  std::vector<std::uint32_t> all_of, any_of, one_of;
  std::uint32_t condition = kNoNode;                           // of `if`
  std::uint32_t consequence = kNoNode, alternative = kNoNode;  // of `then` and `else`
  std::vector<ListedValue> listed;
  SizeBounds list_size;
  SizeBounds text_length;
  NumberBounds range;
  std::vector<SumRule> sums;
  std::vector<OrderRule> orders;
  std::unique_ptr<Pattern const> pattern;
  Value allowed;   // the list of `enum`; missing when there is none
  Value constant;  // of `const`
  bool has_constant = false;
  bool folds = false;  // `x-fold`: texts of enum and const without regard to case and white space
  std::string_view title, description;
  Value examples;
  Value fallback;  // of `default`

  // Names that this node or one applied in its place (by $ref, allOf, …) has for properties: what
  // else an object holds is unknown. Filled only where there are such others; otherwise
  // `properties` say all.
  std::vector<std::string_view> names_in_place;
  bool has_others_in_place = false;
  bool open = false;  // any property is welcome without a warning

  // The index of the property of that name; how many there are when none has it.
  std::size_t find_property(std::string_view name) const;
  // The schema of the item at `index`; kNoNode when nothing is said of it.
  std::uint32_t item_node(std::size_t index) const {
    return index < prefix_items.size() ? prefix_items[index] : items;
  }
  bool has_combinators() const {
    return !all_of.empty() || !any_of.empty() || !one_of.empty() || condition != kNoNode;
  }
};

struct Schema::Impl {
  Document source;  // titles, enums and bounds point into it
  std::string file_name;
  std::uint64_t max_steps = 0;    // see SchemaLimits
  std::vector<SchemaNode> nodes;  // [0] is the root

  std::string_view title_of(std::uint32_t node) const;  // looks through $ref
};

// The subschemas that apply to the same value as `node` does: $ref, allOf, anyOf, oneOf, if, then,
// else.
template <typename F>
void for_each_in_place(SchemaNode const& node, F f) {
  if (node.ref != kNoNode) {
    f(node.ref);
  }
  for (auto const* list : {&node.all_of, &node.any_of, &node.one_of}) {
    for (std::uint32_t const child : *list) {
      f(child);
    }
  }
  for (std::uint32_t const child : {node.condition, node.consequence, node.alternative}) {
    if (child != kNoNode) {
      f(child);
    }
  }
}

// "text, a number or a list" in the language.
std::string type_names(TypeSet types, base::Language language);

// Whether two JSON values are equal by JSON Schema: numbers by value, objects without regard to
// order.
bool equal_values(Value a, Value b);

// Whether both are texts that differ in case and white space at most (as data is NFC, so in nothing
// that nobody sees).
bool equal_texts(Value a, Value b);

// The cost of the violations of node `index` by the value, 0 when it fits. Takes the steps that
// this took from `steps`; with none left, it is no longer exact.
std::size_t cost_of(Schema::Impl const& schema,
                    std::uint32_t index,
                    Value value,
                    std::uint64_t& steps);

}  // namespace thethuc::data
