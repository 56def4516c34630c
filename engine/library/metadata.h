#pragma once

// template.json.

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "data/json_writer.h"
#include "library/library.h"

namespace thethuc::library {

// Reads the text of a template.json. `folder_name` is the template's id, which "id" must repeat.
// Keys: id, name, profile (needed), profiles (which must hold the profile; it alone when not said),
// abbreviation, group, description, samples, names (of each profile that has another name); another
// key is a warning. nullopt when there are errors.
std::optional<Metadata> read_metadata(std::string_view json,
                                      std::string const& file_name,
                                      std::string const& folder_name,
                                      base::Diagnostics& out);

// The members of an object: id, name, abbreviation, group, profile, profiles, description,
// samples.
void write_metadata(data::JsonWriter& json, Metadata const& metadata);

}  // namespace thethuc::library
