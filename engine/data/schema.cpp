#include "data/schema.h"

#include <algorithm>
#include <unordered_set>

#include "base/text.h"
#include "data/decimal.h"
#include "data/schema_nodes.h"

namespace thethuc::data {

Schema::Schema(std::unique_ptr<Impl const> impl) : impl_(std::move(impl)) {}
Schema::~Schema() = default;
Schema::Schema(Schema&&) noexcept = default;
Schema& Schema::operator=(Schema&&) noexcept = default;

SchemaView Schema::root() const {
  return SchemaView(impl_.get(), {0});
}

bool NumberBounds::hold(std::string_view token) const {
  auto const order = [token](std::string_view bound) { return compare_numbers(token, bound); };
  return (minimum.empty() || order(minimum) >= 0) && (maximum.empty() || order(maximum) <= 0) &&
         (exclusive_minimum.empty() || order(exclusive_minimum) > 0) &&
         (exclusive_maximum.empty() || order(exclusive_maximum) < 0);
}

std::size_t SchemaNode::find_property(std::string_view name) const {
  auto const found = std::lower_bound(
      by_name.begin(), by_name.end(), name, [this](std::uint32_t index, std::string_view wanted) {
        return properties[index].name < wanted;
      });
  return found != by_name.end() && properties[*found].name == name ? *found : properties.size();
}

std::string_view Schema::Impl::title_of(std::uint32_t node) const {
  while (nodes[node].title.empty() && nodes[node].ref != kNoNode) {
    node = nodes[node].ref;  // ends: references that lead back were refused when compiling
  }
  return nodes[node].title;
}

std::string type_names(TypeSet types, base::Language language) {
  bool const vi = language == base::Language::vi;
  std::vector<std::string> names;
  auto const add = [&](TypeSet type, std::string_view name) {
    if ((types & type) != 0) {
      names.emplace_back(name);
    }
  };
  add(kTypeString, kind_name(Kind::string, language));
  add(kTypeNumber, kind_name(Kind::number, language));
  add(kTypeInteger, vi ? "một số nguyên" : "a whole number");
  add(kTypeBoolean, kind_name(Kind::boolean, language));
  add(kTypeList, kind_name(Kind::list, language));
  add(kTypeObject, kind_name(Kind::object, language));
  add(kTypeNull, "null");
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    if (i > 0) {
      out += i + 1 < names.size() ? ", " : (vi ? " hoặc " : " or ");
    }
    out += names[i];
  }
  return out;
}

bool equal_values(Value a, Value b) {
  if (a.kind() != b.kind() || (a.kind() != Kind::object && a.size() != b.size())) {
    return false;
  }
  switch (a.kind()) {
    case Kind::number:
      return compare_numbers(a.text(), b.text()) == 0;
    case Kind::list: {
      Value x = a.first();
      Value y = b.first();
      for (std::size_t i = 0; i < a.size(); ++i, x = x.next(), y = y.next()) {
        if (!equal_values(x, y)) {
          return false;
        }
      }
      return true;
    }
    case Kind::object: {
      // Both ways, since a name written twice makes the counts useless.
      auto const covers = [](Value all, Value part) {
        Value member = part.first();
        for (std::size_t i = 0; i < part.size(); ++i, member = member.next()) {
          Value const other = all.find(member.key());
          if (other.node() == nullptr || !equal_values(other, part.find(member.key()))) {
            return false;
          }
        }
        return true;
      };
      return a.size() <= b.size() ? covers(b, a) && (a.size() == b.size() || covers(a, b))
                                  : covers(a, b) && covers(b, a);
    }
    default:
      return a.text() == b.text();
  }
}

namespace {

// In lower case, with one space where there is white space, U+00A0 too, and none at the ends.
std::string folded(std::string_view text) {
  std::string out;
  std::string const lower = base::to_lower(text);
  bool space = false;
  for (std::size_t pos = 0; pos < lower.size();) {
    std::size_t const from = pos;
    char32_t const c = base::next_code_point(lower, pos);
    if (c == U' ' || (c >= U'\t' && c <= U'\r') || c == 0xA0) {
      space = true;
      continue;
    }
    out.append(space && !out.empty() ? " " : "").append(lower, from, pos - from);
    space = false;
  }
  return out;
}

}  // namespace

bool equal_texts(Value a, Value b) {
  return a.kind() == Kind::string && b.kind() == Kind::string &&
         folded(a.text()) == folded(b.text());
}

// --- SchemaView

SchemaView::SchemaView(Schema::Impl const* schema, std::vector<std::uint32_t> entries)
    : schema_(schema), entries_(std::move(entries)) {
  auto const visit = [this](auto const& self, std::uint32_t index) -> void {
    if (std::find(nodes_.begin(), nodes_.end(), index) != nodes_.end()) {
      return;
    }
    nodes_.push_back(index);
    for_each_in_place(schema_->nodes[index], [&](std::uint32_t child) { self(self, child); });
  };
  for (std::uint32_t const index : entries_) {
    visit(visit, index);
  }
}

std::optional<SchemaView> SchemaView::property(std::string_view name) const {
  std::vector<std::uint32_t> found;
  bool named = false;
  for (std::uint32_t const index : nodes_) {
    for (SchemaProperty const& p : schema_->nodes[index].properties) {
      if (p.name == name) {
        named = true;
        if (p.node != kNoNode) {
          found.push_back(p.node);
        }
      }
    }
  }
  if (named) {
    return SchemaView(schema_, found);
  }
  for (std::uint32_t const index : nodes_) {
    if (schema_->nodes[index].additional == Additional::by_schema) {
      found.push_back(schema_->nodes[index].additional_node);
    }
  }
  if (found.empty()) {
    return std::nullopt;
  }
  return SchemaView(schema_, found);
}

std::optional<SchemaView> SchemaView::items() const {
  std::vector<std::uint32_t> found;
  for (std::uint32_t const index : nodes_) {
    SchemaNode const& node = schema_->nodes[index];
    found.insert(found.end(), node.prefix_items.begin(), node.prefix_items.end());
    if (node.items != kNoNode) {
      found.push_back(node.items);
    }
  }
  if (found.empty()) {
    return std::nullopt;
  }
  return SchemaView(schema_, found);
}

namespace {

bool requires_property(Schema::Impl const& schema, std::uint32_t index, std::string_view name) {
  SchemaNode const& node = schema.nodes[index];
  auto const in_child = [&](std::uint32_t child) { return requires_property(schema, child, name); };
  auto const by_alternatives = [&](std::vector<std::uint32_t> const& list) {
    return !list.empty() && std::all_of(list.begin(), list.end(), in_child);
  };
  return std::any_of(node.properties.begin(),
                     node.properties.end(),
                     [&](SchemaProperty const& p) { return p.required && p.name == name; }) ||
         (node.ref != kNoNode && in_child(node.ref)) ||
         std::any_of(node.all_of.begin(), node.all_of.end(), in_child) ||
         by_alternatives(node.any_of) || by_alternatives(node.one_of);
}

}  // namespace

std::vector<Kind> SchemaView::types() const {
  // Several subschemas may name one property, together or as alternatives: what any of them takes,
  // may be.
  TypeSet types = 0;
  for (std::uint32_t const index : entries_) {
    types = static_cast<TypeSet>(types | schema_->nodes[index].possible_types);
  }
  std::vector<Kind> kinds;
  if (entries_.empty() || types == kAllTypes) {
    return kinds;
  }
  auto const add = [&](TypeSet any_of, Kind kind) {
    if ((types & any_of) != 0) {
      kinds.push_back(kind);
    }
  };
  add(kTypeNull, Kind::null);
  add(kTypeBoolean, Kind::boolean);
  add(kTypeInteger | kTypeNumber, Kind::number);
  add(kTypeString, Kind::string);
  add(kTypeList, Kind::list);
  add(kTypeObject, Kind::object);
  return kinds;
}

bool SchemaView::may_be_date() const {
  return std::any_of(nodes_.begin(), nodes_.end(), [this](std::uint32_t index) {
    return schema_->nodes[index].is_date;
  });
}

std::string_view SchemaView::title() const {
  for (std::uint32_t const index : nodes_) {
    if (!schema_->nodes[index].title.empty()) {
      return schema_->nodes[index].title;
    }
  }
  return {};
}

std::string_view SchemaView::description() const {
  for (std::uint32_t const index : nodes_) {
    if (!schema_->nodes[index].description.empty()) {
      return schema_->nodes[index].description;
    }
  }
  return {};
}

bool SchemaView::is_required(std::string_view name) const {
  return !entries_.empty() &&
         std::all_of(entries_.begin(), entries_.end(), [&](std::uint32_t index) {
           return requires_property(*schema_, index, name);
         });
}

std::vector<std::string> SchemaView::property_names() const {
  std::vector<std::string> names;
  std::unordered_set<std::string_view> seen;
  for (std::uint32_t const index : nodes_) {
    for (SchemaProperty const& p : schema_->nodes[index].properties) {
      if (seen.insert(p.name).second) {
        names.push_back(p.name);
      }
    }
  }
  return names;
}

bool SchemaView::is_open() const {
  bool names_any = false;
  for (std::uint32_t const index : nodes_) {
    SchemaNode const& node = schema_->nodes[index];
    if (node.additional == Additional::allowed || node.additional == Additional::by_schema) {
      return true;
    }
    names_any = names_any || !node.properties.empty() || node.additional == Additional::forbidden;
  }
  return !names_any;
}

}  // namespace thethuc::data
