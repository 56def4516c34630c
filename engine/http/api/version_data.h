#pragma once

// Data that fill two versions of a template, of which each may ask for what the other does not.

#include <string>
#include <string_view>

#include "data/limits.h"

namespace thethuc::http {

// Two JSON texts as one: `first` with what only `second` has. Objects are merged member by member,
// lists item by item; where both have a value, or they are of different kinds, that of `first`
// counts. What cannot be read counts as {}.
std::string merged_data(std::string_view first,
                        std::string_view second,
                        data::Limits const& limits);

}  // namespace thethuc::http
