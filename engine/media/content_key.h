#pragma once

// What tells one picture from another, so that a document holds each only once.

#include <string>
#include <string_view>

namespace thethuc::media {

// SHA-256 of the bytes, as 64 lower-case hexadecimal digits. A stranger who makes two pictures must
// not be able to make one stand for the other, so a quick hash table's hash would not do.
std::string content_key(std::string_view bytes);

}  // namespace thethuc::media
