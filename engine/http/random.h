#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace thethuc::http {

// So many bytes from the system's source of randomness, as hexadecimal digits: for keys and names.
std::string random_text(std::size_t bytes);

// Whether two texts are equal, in a time that does not tell how much of them is.
bool is_same_secret(std::string_view a, std::string_view b);

}  // namespace thethuc::http
