#pragma once

// The words of a line of place and date. Internal to the module.

#include <cstddef>
#include <string>

#include "rules/check_context.h"

namespace thethuc::rules {

// Two digits: "05" of 5.
std::string padded(int number);

// Tells, of the rule that runs, what is wrong with the words of the line, which `words` were read
// from: the comma behind the place, the 0 before days and months, a year of four digits. Of what is
// left open nothing is asked.
void check_date_words(Check& check, std::size_t line, DateWords const& words);

}  // namespace thethuc::rules
