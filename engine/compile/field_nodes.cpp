#include "compile/field_nodes.h"

#include <algorithm>
#include <utility>

namespace thethuc::compile {
namespace {

using data::Takes;

class FieldWriter {
 public:
  std::vector<Field> write(Node const& root) {
    if (!root.printed && !root.opened && !root.is_list && !root.item) {
      return members_of(root, false);
    }
    Field whole = field_of(root, false);
    whole.optional = false;
    return {whole};
  }

 private:
  // {{#dam}}{{ten}}{{/dam}} {{^dam}}{{ten}}{{/dam}}: nothing but names of what is around it, so the
  // section only chooses between two looks of them.
  static bool chooses(Node const& node) {
    Node const* const around = node.around;
    return node.inverted && !node.dotted && around && !node.members.empty() &&
           std::all_of(node.members.begin(), node.members.end(), [&](auto const& member) {
             auto const outer = around->index.find(member->name);
             return outer != around->index.end() && member->printed && outer->second->printed;
           });
  }

  static FieldType type_of(Node const& node) {
    if (node.printed || (node.members.empty() && node.takes != Takes::anything && !node.item)) {
      return node.takes == Takes::number || node.takes == Takes::whole ? FieldType::number
             : node.takes == Takes::date || node.takes == Takes::month ? FieldType::date
                                                                       : FieldType::text;
    }
    if (node.is_list || node.item) {
      return FieldType::list;
    }
    bool const has_dotted = std::any_of(node.members.begin(),
                                        node.members.end(),
                                        [](auto const& member) { return member->dotted; });
    return has_dotted || !node.opened              ? FieldType::object
           : node.members.empty() || chooses(node) ? FieldType::condition
                                                   : FieldType::section;
  }

  // `loosely`: for it, or something around it, may stand in an object and in the items of a list,
  // where different tags ask for it.
  Field field_of(Node const& node, bool loosely) {
    loosely = loosely || (node.dotted && node.asked);
    Field field;
    field.name = node.name;
    field.type = type_of(node);
    field.required = node.required;
    field.optional = !node.expected && !has_expected(node);
    Ask const ask = loosely ? node.asks.together_sometimes() : node.asks.together();
    set_types(ask, field);
    bool const is_text = field.type == FieldType::text || field.type == FieldType::number ||
                         field.type == FieldType::date;
    if (is_text) {
      field.example = example_of(node.takes);
      return field;
    }
    if (field.type == FieldType::condition) {
      return field;
    }
    field.children = members_of(node, loosely);
    if (node.item) {
      field.children.push_back(field_of(*node.item, loosely));
      field.children.back().name.clear();
      field.children.back().optional = false;
    }
    return field;
  }

  // An object is asked for when one of its members is.
  static bool has_expected(Node const& node) {
    return std::any_of(node.members.begin(), node.members.end(), [](auto const& member) {
      return member->dotted && (member->expected || has_expected(*member));
    });
  }

  static void set_types(Ask const& ask, Field& field) {
    static constexpr std::pair<Kinds, char const*> kNames[] = {{kObject, "object"},
                                                               {kList, "array"},
                                                               {kString, "string"},
                                                               {kNumber, "number"},
                                                               {kBoolean, "boolean"},
                                                               {kNull, "null"}};
    field.or_nothing = ask.nothing && ask.null && (ask.kinds != kAll || !ask.pattern.empty());
    field.pattern = ask.pattern;
    Kinds const kinds = ask.null && !field.or_nothing ? ask.kinds | kNull : ask.kinds;
    for (auto const& [kind, name] : kNames) {
      if (kinds != kAll && (kinds & kind) != 0) {
        field.json_types.emplace_back(name);
      }
    }
  }

  // In the order in which tags first ask for them. A name that is asked for further outside, too,
  // may be missing here.
  std::vector<Field> members_of(Node const& node, bool loosely) {
    std::vector<Field> out;
    for (auto const& member : node.members) {
      if (!member->dotted) {
        ++asked_around_[member->name];
      }
    }
    for (auto const& member : node.members) {
      Field field = field_of(*member, loosely);
      field.optional =
          field.optional || (!member->dotted && !field.required && asked_around_[member->name] > 1);
      out.push_back(std::move(field));
    }
    for (auto const& member : node.members) {
      if (!member->dotted) {
        --asked_around_[member->name];
      }
    }
    return out;
  }

  std::unordered_map<std::string, int> asked_around_;  // names of the sections that are open
};

}  // namespace

std::vector<Field> fields_of(Node const& root) {
  return FieldWriter{}.write(root);
}

}  // namespace thethuc::compile
