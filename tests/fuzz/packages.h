#pragma once

// Packages out of fuzz inputs.

#include <optional>
#include <string_view>

#include "opc/package.h"

namespace thethuc::fuzz {

// A package as text: the pieces (laws.h) are its files. Mutated bytes of a zip hardly ever reach
// what reads parts; those of this form do.
std::optional<opc::Package> package_of_text(std::string_view input, base::Diagnostics& out);

// Reads an archive as a package and holds the reader to its laws: what it takes can be written and
// reads as the same, without a finding.
std::optional<opc::Package> check_package(std::string_view archive);

// The same of a package that was read: `found` is what the reader told.
void check_read(std::optional<opc::Package> const& package, base::Diagnostics const& found);

}  // namespace thethuc::fuzz
