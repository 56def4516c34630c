#pragma once

#include <cstddef>
#include <string>

namespace thethuc::http {

// So many bytes from the system's source of randomness, as hexadecimal digits: for keys and names.
std::string random_text(std::size_t bytes);

}  // namespace thethuc::http
