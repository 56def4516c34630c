#include "data/schema_violations.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "data/filter_functions.h"
#include "data/schema_sums.h"

namespace thethuc::data {

bool asks_for_names_only(SchemaNode const& node) {
  bool const has_other = node.never || node.ref != kNoNode || node.types != 0 ||
                         node.has_combinators() || node.additional != Additional::unsaid;
  return !has_other && !node.properties.empty() &&
         std::all_of(node.properties.begin(), node.properties.end(), [](SchemaProperty const& p) {
           return p.required && p.node == kNoNode;
         });
}

void Violations::wrong_type(std::uint32_t index, Value value, TypeSet types) {
  violation(base::Id::data_wrong_type, index, [&] {
    Args args = expected_found(
        {type_names(types, base::Language::vi), type_names(types, base::Language::en)}, value);
    if (value.kind() == Kind::string || value.kind() == Kind::number) {
      // Both the kind and the value: text "12" where a number is wanted.
      for (std::size_t i = 2; i < args.size(); ++i) {
        base::Language const language = i == 2 ? base::Language::vi : base::Language::en;
        args[i].second = fmt::format("{} {}", kind_name(value.kind(), language), args[i].second);
      }
    }
    return args;
  });
}

bool Violations::is_known(SchemaNode const& node, std::string_view name) {
  if (node.has_others_in_place) {
    return std::binary_search(node.names_in_place.begin(), node.names_in_place.end(), name);
  }
  return node.find_property(name) < node.properties.size();
}

std::vector<std::string> Violations::missing_names(SchemaNode const& node, Value object) const {
  std::vector<std::string> names;
  auto const visit = [&](auto const& self, SchemaNode const& n) -> void {
    for (SchemaProperty const& p : n.properties) {
      if (p.required && object.find(p.name).node() == nullptr) {
        names.push_back(p.name);
      }
    }
    if (n.ref != kNoNode) {
      self(self, schema_.nodes[n.ref]);
    }
    for (std::uint32_t const part : n.all_of) {
      self(self, schema_.nodes[part]);
    }
  };
  visit(visit, node);
  return names;
}

void Violations::unknown(SchemaNode const& node, std::uint32_t index, Value object) {
  std::vector<std::string> const wanted = missing_names(node, object);
  std::vector<std::string> names;
  if (node.has_others_in_place) {
    names.assign(node.names_in_place.begin(), node.names_in_place.end());
  } else {
    for (SchemaProperty const& p : node.properties) {
      names.push_back(p.name);
    }
  }
  Value member = object.first();
  for (std::size_t i = 0; i < object.size(); ++i, member = member.next()) {
    if (is_known(node, member.key()) || is_directive(member)) {
      continue;
    }
    if (!is_full(base::Id::data_unknown_property) && base::nearest_name(member.key(), wanted)) {
      report_unknown(index, member, wanted, base::Severity::error);
    } else {
      report_unknown(index, member, names, base::Severity::warning);
    }
  }
}

void Violations::forbidden(SchemaNode const& node, std::uint32_t index, Value member) {
  if (counting()) {
    return;
  }
  std::vector<std::string> names;
  for (SchemaProperty const& p : node.properties) {
    if (is_full(base::Id::data_unknown_property)) {
      break;  // the nearest will not be told
    }
    names.push_back(p.name);
  }
  report_unknown(index, member, names, base::Severity::error);
}

void Violations::report_unknown(std::uint32_t index,
                                Value member,
                                std::vector<std::string> const& candidates,
                                base::Severity severity) {
  if (!told_unknown_.insert(member.node()).second) {
    return;
  }
  base::Diagnostic d = base::diagnose(base::Id::data_unknown_property);
  d.severity = severity;
  if (!is_full(d.id)) {
    add_words(d.args, "field", subject(index));
    d.args.emplace_back("name", in_quotes(member.key()));
    if (auto nearest = base::nearest_name(member.key(), candidates)) {
      d.args.emplace_back("nearest", in_quotes(*nearest));
    }
    d.data_pointer = pointer();
    append_pointer(d.data_pointer, member.key());
  }
  add(std::move(d));
}

std::string Violations::field(SchemaProperty const& property, std::uint32_t first) const {
  std::uint32_t const index = property.node != kNoNode || first == kNoNode
                                  ? property.node
                                  : node_at(schema_, first, {property.name});
  std::string_view const title = index == kNoNode ? std::string_view{} : schema_.title_of(index);
  return title.empty() ? in_quotes(property.name)
                       : fmt::format("{} ({})", in_quotes(title), property.name);
}

// A stranger's object may have a million members; a slip is among the first.
std::vector<std::string> Violations::unknown_names(SchemaNode const& node, Value object) {
  std::vector<std::string> names;
  Value member = object.first();
  for (std::size_t i = 0; i < object.size() && names.size() < 100; ++i, member = member.next()) {
    if (!is_known(node, member.key())) {
      names.emplace_back(member.key());
    }
  }
  return names;
}

Words Violations::alternative(std::uint32_t branch, std::uint32_t first) const {
  if (std::string_view const title = schema_.title_of(branch); !title.empty()) {
    return {in_quotes(title), in_quotes(title)};
  }
  std::vector<Words> names;
  for (SchemaProperty const& property : schema_.nodes[branch].properties) {
    if (property.required) {
      std::string const name = field(property, first);
      names.push_back({name, name});
    }
  }
  return joined(names, {"và", "and"});
}

void Violations::missing_alternatives(std::vector<std::uint32_t> const& branches,
                                      Value object,
                                      std::uint32_t first) {
  if (counting()) {
    return;
  }
  SchemaNode const& whole = schema_.nodes[first];
  std::vector<Words> fields;
  std::vector<Words> names;
  std::string_view first_name;
  for (std::uint32_t const branch : branches) {
    std::vector<Words> fields_of_branch;
    std::vector<Words> names_of_branch;
    for (SchemaProperty const& property : schema_.nodes[branch].properties) {
      if (object.find(property.name).node() != nullptr) {
        continue;
      }
      if (base::nearest_name(property.name, unknown_names(whole, object))) {
        missing(whole, property, object, first);  // the one that was meant
        return;
      }
      first_name = first_name.empty() ? property.name : first_name;
      std::string const name = field(property, first);
      fields_of_branch.push_back({name, name});
      names_of_branch.push_back({in_quotes(property.name), in_quotes(property.name)});
    }
    fields.push_back(joined(fields_of_branch, {"và", "and"}));
    names.push_back(joined(names_of_branch, {"và", "and"}));
  }
  base::Diagnostic d = base::diagnose(base::Id::data_missing_property);
  if (!is_full(d.id)) {
    add_words(d.args, "field", joined(fields, {"hoặc", "or"}));
    add_words(d.args, "name", joined(names, {"hoặc", "or"}));
    d.data_pointer = pointer();
    append_pointer(d.data_pointer, first_name);
  }
  add(std::move(d));
}

void Violations::missing(SchemaNode const& node,
                         SchemaProperty const& property,
                         Value object,
                         std::uint32_t first) {
  if (counting()) {
    return;
  }
  base::Diagnostic d = base::diagnose(base::Id::data_missing_property);
  if (!is_full(d.id)) {
    d.args = {{"field", field(property, first)}, {"name", in_quotes(property.name)}};
    if (auto nearest = base::nearest_name(property.name, unknown_names(node, object))) {
      d.args.emplace_back("nearest", in_quotes(*nearest));
    }
    d.data_pointer = pointer();
    append_pointer(d.data_pointer, property.name);
  }
  add(std::move(d));
}

void Violations::too_costly(std::uint64_t steps) {
  add(base::diagnose(base::Id::data_too_costly,
                     {},
                     {},
                     {{"limit", std::to_string(steps)}, {base::kLimitName, "schema-steps"}}));
}

bool Violations::is_news(base::Diagnostic const& d) {
  std::string said = fmt::format("{} {}", static_cast<int>(d.id), d.data_pointer);
  // A text that is not of its own form need not hear of the wider ones, too.
  if (d.id != base::Id::data_pattern) {
    for (char const* name : {"expected.en", "found.en"}) {
      said.append("\n").append(d.arg(name));
    }
  }
  return told_.insert(std::move(said)).second;
}

void Violations::add(base::Diagnostic d) {
  d.place.file = file_;
  out_.add(std::move(d));
}

std::string Violations::pointer() const {
  std::string out;
  for (Step const& step : path_) {
    bool const is_member = step.value.node()->key != nullptr;
    append_pointer(out,
                   is_member ? step.value.key() : std::string_view{std::to_string(step.index)});
  }
  return out;
}

// What the current value is called: the schema's title, or its name in the data, or its number in a
// list.
Words Violations::subject(std::uint32_t index) const {
  std::string_view const title = schema_.title_of(index);
  if (!title.empty()) {
    return {in_quotes(title), in_quotes(title)};
  }
  if (path_.empty()) {
    return {"dữ liệu", "the data"};
  }
  if (path_.back().value.node()->key != nullptr) {
    std::string const name = in_quotes(path_.back().value.key());
    return {name, name};
  }
  auto list = path_.rbegin();
  std::string vi;
  std::string en;
  for (; list != path_.rend() && list->value.node()->key == nullptr; ++list) {
    vi += fmt::format("{}phần tử thứ {}", vi.empty() ? "" : " của ", list->index + 1);
    en += fmt::format("{}item {}", en.empty() ? "" : " of ", list->index + 1);
  }
  if (list == path_.rend()) {
    return {vi, en};
  }
  std::string const name = in_quotes(list->value.key());
  return {fmt::format("{} của {}", vi, name), fmt::format("{} of {}", en, name)};
}

}  // namespace thethuc::data
