#pragma once

// A template folder laid over its profile's package skeleton.

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "opc/limits.h"
#include "opc/package.h"

namespace thethuc::library {

// Files of one folder and what messages call the folder.
struct SourceFolder {
  std::string display;                    // "templates/bao-cao"
  std::vector<opc::Package::File> files;  // names relative with '/'
};

// The package files (dense XML, content types and relationships complete) of a template folder over
// its base. In `own`, document.xml at the root is the main part, other files have their package
// names; template.json, schema.json and README.md are skipped, what no package has is a warning. A
// part that the base lacks gets its content type, and, unless `own` brings the relationships of the
// main part itself, a relationship whose id is the file's stem ("header2").
std::vector<opc::Package::File> lay_over(SourceFolder base_folder,
                                         SourceFolder own,
                                         opc::Limits const& limits,
                                         base::Diagnostics& out);

}  // namespace thethuc::library
