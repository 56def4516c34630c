#pragma once

// Which of two lines of a header stands left of the other. Internal to the module.

#include <cstddef>

#include "rules/check_context.h"

namespace thethuc::rules {

// Whether a line surely stands left of another, in columns beside each other: of a table, of tabs,
// of text boxes and frames, or on pages that were laid out.
bool stands_left_of(Check& check, std::size_t line, std::size_t other);

// Tells that the national name, or the Party's title, stands left of the body's name.
void check_stands_right(Check& check, std::size_t line);

}  // namespace thethuc::rules
