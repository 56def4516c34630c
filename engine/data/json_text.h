#pragma once

// JSON as text, for what the engine writes: schemas, samples of data.

#include <string>
#include <string_view>

#include "data/value.h"

namespace thethuc::data {

// Appends the text as a JSON string. Control characters and quotes are escaped, all else stays.
void append_json_string(std::string& out, std::string_view text);
std::string json_string(std::string_view text);

// Appends a value as it was written, without white space.
void append_json(std::string& out, Value value);

// The same JSON, indented by two spaces a level; a list or object that holds only scalars and fits
// into a line stays on it. `json` must be valid.
std::string pretty_json(std::string_view json);

}  // namespace thethuc::data
