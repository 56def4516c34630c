#pragma once

// How violations of a schema are told. Internal to data.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "base/diagnostic.h"
#include "data/schema_nodes.h"
#include "data/schema_words.h"
#include "data/value.h"

namespace thethuc::data {

// Whether a schema says nothing but which names an object must have.
bool asks_for_names_only(SchemaNode const& node);

// Follows a walk through the data, so that a pointer costs something only where there is a
// violation to report. Borrows all that it is made with.
class Violations {
 public:
  Violations(Schema::Impl const& schema, std::string_view file, base::Diagnostics& out)
      : schema_(schema), file_(file), out_(out) {}

  // One level down in the data: to a member, or to the `index`-th item of a list.
  void enter(Value value, std::size_t index) { path_.push_back({value, index}); }
  void leave() { path_.pop_back(); }

  // While counting nothing is told: an alternative is tried.
  void begin_counting() { ++counting_; }
  void end_counting() { --counting_; }
  bool counting() const { return counting_ > 0; }

  // Tells `id` of the current value, which is to be as node `index` says; 1. Beyond those that are
  // kept, without particulars.
  template <typename MakeArgs>
  std::size_t violation(base::Id id, std::uint32_t index, MakeArgs make_args) {
    if (!counting()) {
      base::Diagnostic d = base::diagnose(id);
      if (!is_full(id)) {
        d.args = make_args();
        d.data_pointer = pointer();
        if (!is_news(d)) {
          return 1;
        }
        add_words(d.args, "field", subject(index));
      }
      add(std::move(d));
    }
    return 1;
  }
  void wrong_type(std::uint32_t index, Value value, TypeSet types);
  // `object` lacks the property; `first` is the schema that is named for the object, which knows
  // titles.
  void missing(SchemaNode const& node,
               SchemaProperty const& property,
               Value object,
               std::uint32_t first);
  // `object` lacks what each of these alternatives asks for, which is nothing but names.
  void missing_alternatives(std::vector<std::uint32_t> const& branches,
                            Value object,
                            std::uint32_t first);
  // What an alternative is called: by its title, or by the fields that it asks for; empty when
  // neither says so.
  Words alternative(std::uint32_t branch, std::uint32_t first) const;
  // Members that no subschema names: warnings, or errors where a required name was probably meant.
  void unknown(SchemaNode const& node, std::uint32_t index, Value object);
  // A member that additionalProperties refuses.
  void forbidden(SchemaNode const& node, std::uint32_t index, Value member);
  // The whole took more than so many steps.
  void too_costly(std::uint64_t steps);

  // Data may say how it wants to be rendered: "$profile", "$missing".
  bool is_directive(Value member) const { return path_.empty() && member.key().starts_with('$'); }

 private:
  struct Step {  // one level down in the data
    Value value;
    std::size_t index;
  };

  void report_unknown(std::uint32_t index,
                      Value member,
                      std::vector<std::string> const& candidates,
                      base::Severity severity);
  std::vector<std::string> missing_names(SchemaNode const& node, Value object) const;
  static bool is_known(SchemaNode const& node, std::string_view name);
  bool is_full(base::Id id) const { return out_.is_full(id); }
  // Whether no other schema of the same value has asked for the same in vain.
  bool is_news(base::Diagnostic const& d);
  void add(base::Diagnostic d);
  // The field as messages have it: its title and its name.
  std::string field(SchemaProperty const& property, std::uint32_t first) const;
  static std::vector<std::string> unknown_names(SchemaNode const& node, Value object);
  std::string pointer() const;
  Words subject(std::uint32_t index) const;

  Schema::Impl const& schema_;
  std::string_view file_;
  base::Diagnostics& out_;
  std::vector<Step> path_;  // without the root
  int counting_ = 0;
  std::unordered_set<Node const*> told_unknown_;
  std::unordered_set<std::string> told_;
};

}  // namespace thethuc::data
