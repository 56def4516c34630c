#pragma once

// Schemas that templates share: files of templates/_schema.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "data/limits.h"

namespace thethuc::library {

struct BundledSchema {
  std::string json;
  std::vector<compile::SchemaOrigin> origins;
};

// The schema of the template folder `folder` (in `library`), all by itself: what its $ref name in
// files of <library>/_schema, and what these name in turn, is brought into its own $defs as
// "<file>.<name>". A definition of <library>/_schema/<profile> takes the place of the one of that
// file and name; `profile` "" has none. A schema without such references comes back as it is. A
// $ref that leads to no file or schema is a diagnostic and left out. Throws EnvironmentError when a
// file cannot be read.
BundledSchema bundle_schema(std::string_view json,
                            std::filesystem::path const& library,
                            std::string const& folder,
                            std::string const& profile,
                            data::SchemaLimits const& limits,
                            base::Diagnostics& out);

}  // namespace thethuc::library
