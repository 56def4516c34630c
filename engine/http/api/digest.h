#pragma once

#include <initializer_list>
#include <string>
#include <string_view>

namespace thethuc::http {

// SHA-256 of the texts, one behind the other, as 64 hexadecimal digits.
std::string sha256(std::initializer_list<std::string_view> texts);

}  // namespace thethuc::http
