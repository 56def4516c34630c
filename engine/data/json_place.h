#pragma once

// Where in a JSON text something is wrong, and what stands there. Internal to data.

#include <cstddef>
#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace thethuc::data {

// Length of the UTF-8 sequence that starts at `pos`, 0 when it is not valid (RFC 3629).
std::size_t utf8_length(std::string_view s, std::size_t pos);

// What words of JSON, and what people write instead of them, are made of.
bool is_word(char c);

// Line and column (in code points) of a byte, with what surrounds it on its line.
base::Place place_in_json(std::string_view text, std::string_view file, std::size_t offset);

// What stands at the position, quoted.
base::Words json_at(std::string_view text, std::size_t pos);

}  // namespace thethuc::data
