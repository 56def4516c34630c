#pragma once

// How a summary ends. Internal to the module.

#include <cstddef>

#include "rules/check_context.h"

namespace thethuc::rules {

// A summary is no sentence: tells, of the rule that runs, a stop behind its last `line`. What ends
// in an abbreviation or in dots stays.
void check_summary_end(Check& check, std::size_t line);

}  // namespace thethuc::rules
