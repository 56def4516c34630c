#pragma once

// The fields of a template, for people and for programs.

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "json_writer.h"

namespace thethuc::cli {

// The tree of fields, a line each, indented by `depth` levels: "  ten: text".
std::string fields_text(std::vector<compile::Field> const& fields,
                        base::Language language,
                        int depth);
// The same as a JSON list of {name, type, optional, fields}; what {{.}} asks of a list's item has
// no name.
void write_fields(JsonWriter& json, std::vector<compile::Field> const& fields);

}  // namespace thethuc::cli
