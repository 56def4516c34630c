#pragma once

// The slow pass over a JSON text that the fast one refused: finds what is wrong, where, and says it
// in words.

#include <string_view>

#include "base/diagnostic.h"
#include "data/value.h"

namespace thethuc::data {

// Reads `json` (without byte order mark) strictly by RFC 8259 and adds what is wrong to `out`: the
// first error of syntax, and every string that holds a lone surrogate or a control character that
// is no text. Returns whether nothing was found. The limits on depth and number of values
// apply.
bool check_json(std::string_view json,
                std::string_view file_name,
                Limits const& limits,
                base::Diagnostics& out);

}  // namespace thethuc::data
