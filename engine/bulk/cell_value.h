#pragma once

// Cells as JSON values. Internal to bulk.

#include <optional>
#include <string>
#include <string_view>

#include "bulk/cell_kinds.h"
#include "bulk/cells.h"

namespace thethuc::bulk {

// The JSON number that a text says: "1.234,5" is 1234.5, "1.234.567" is 1234567, "74,9" is 74.9,
// "1234.5" itself. nullopt for none, and for what may be two: a Vietnamese "1.234" is a thousand,
// an English one is not.
std::optional<std::string> number_of(std::string_view text);

// "2026-11-20" for a day as people write it, day first: "20/11/2026", "20-11-2026", "20.11.2026";
// or as tables do, with the midnight that a format for date and time shows: "2026-11-20T00:00",
// "20/11/2026 00:00:00". nullopt for others, and for days that are none.
std::optional<std::string> day_of(std::string_view text);

// "true" or "false" for "đúng", "có", "x", "1", "TRUE" …; nullopt for others.
std::optional<std::string_view> boolean_of(std::string_view text);

// Appends the value of a cell that holds something.
void append_value(std::string& json, CellType type, std::string_view text, CellKind kind);

}  // namespace thethuc::bulk
