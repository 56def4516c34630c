#pragma once

// JSON Schema 2020-12, the part that templates use, compiled once and applied to many documents.
// The keywords are listed in README.md of this folder; any other is a diagnostic when compiling.

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "data/limits.h"
#include "data/value.h"

namespace thethuc::data {

// What Schema::sample() has where any text fits.
inline constexpr std::string_view kSampleText = "…";

class SchemaView;

// A compiled schema: immutable, any number of threads may validate with one at once.
class Schema {
 public:
  struct Impl;

  // Compiles; nullopt when anything is wrong: all mistakes are added to `out`, with their place
  // (the file and, as data_pointer, the pointer within the schema).
  static std::optional<Schema> compile(std::string_view json,
                                       std::string_view file_name,
                                       base::Diagnostics& out,
                                       SchemaLimits const& limits = {});

  ~Schema();
  Schema(Schema&&) noexcept;
  Schema& operator=(Schema&&) noexcept;

  // Adds every violation to `out`; the document is valid when none of them is an error. place.file
  // is `data_file_name`, data_pointer the value concerned (for a missing property, where it should
  // be). Bounded in time: on a schema of nested alternatives data_too_costly ends the work.
  void validate(Document const& document,
                std::string_view data_file_name,
                base::Diagnostics& out) const;

  // A value with all that the schema names, for people to fill in: made of its examples, defaults
  // and allowed values, else of its types and bounds, and of alternatives of the first. It is valid
  // where a schema gives an example for each pattern and excludes nothing but by oneOf.
  // Pretty-printed.
  std::string sample() const;

  // What the schema asks for, in Markdown, for people: a table for each object, with titles, types
  // and the values allowed.
  std::string guide(base::Language language) const;

  SchemaView root() const;

 private:
  explicit Schema(std::unique_ptr<Impl const> impl);
  std::unique_ptr<Impl const> impl_;
};

// What a schema says about one place of the data, for checking tags at compile time. It looks
// through $ref, allOf, anyOf, oneOf and if: a view stands for all subschemas that apply, or may
// apply, there. Valid as long as the Schema lives, moved or not.
class SchemaView {
 public:
  // The property's view; nullopt when no subschema names it (see is_open).
  std::optional<SchemaView> property(std::string_view name) const;
  // The view of a list's items; nullopt when nothing is said of them.
  std::optional<SchemaView> items() const;
  // The kinds a value may have here, in the order of Kind; empty when any may.
  std::vector<Kind> types() const;
  bool may_be_date() const;              // whether a subschema wants a text that is a day
  std::string_view title() const;        // "" when none
  std::string_view description() const;  // "" when none
  // Whether an object here must have the property, whichever alternative applies.
  bool is_required(std::string_view name) const;
  std::vector<std::string> property_names() const;  // in the order of the schema, each once
  // Whether objects here may have any properties without a word from the schema: it names none at
  // all, or has additionalProperties of true or a schema.
  bool is_open() const;

 private:
  friend class Schema;
  SchemaView(Schema::Impl const* schema, std::vector<std::uint32_t> entries);

  Schema::Impl const* schema_;
  std::vector<std::uint32_t> entries_;  // the subschemas named for this place
  std::vector<std::uint32_t> nodes_;    // these and all that apply in their place
};

}  // namespace thethuc::data
