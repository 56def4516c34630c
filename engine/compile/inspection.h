#pragma once

// What a template asks for, as programs read it.

#include <string>
#include <string_view>
#include <vector>

#include "compile/template.h"
#include "data/json_writer.h"

namespace thethuc::compile {

std::string_view field_type_name(FieldType type);  // "text", "list" …

// A JSON list of {name, type, optional, fields}; what {{.}} asks of a list's item has no name.
void write_fields(data::JsonWriter& json, std::vector<Field> const& fields);

// What tells people which data to give: a JSON Schema (2020-12), and data that satisfy it.
struct Guide {
  bool from_schema = false;  // both are of the template's own schema, else made of its tags
  std::string schema;
  std::string sample;
};
// `title` is of a schema that is made of tags, as for a template without one or on request.
Guide guide_of(CompiledTemplate const& compiled, std::string const& title, bool from_tags);

// {"template","tags":[{"kind","text","name","filters","place"}],"fields","made_of","schema",
// "sample"}
std::string inspection_json(CompiledTemplate const& compiled, Guide const& guide);

}  // namespace thethuc::compile
