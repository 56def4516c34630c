#pragma once

// Tables of structured content. Internal to rich.

#include <optional>

#include "rich/content.h"
#include "rich/fields.h"

namespace thethuc::rich {

// Reads the table that an object asks for by "table", "columns", "header_rows" and "borders".
// nullopt, after diagnostics, when its cells do not fill a grid.
std::optional<Table> read_table(Fields const& fields);

}  // namespace thethuc::rich
