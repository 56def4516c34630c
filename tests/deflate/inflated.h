#pragma once

// What other programs make of our streams.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

namespace thethuc::test {

// The raw stream unpacked by zlib, which takes nothing but what RFC 1951 allows; nullopt when it is
// none, or not `size` bytes, or something follows it.
std::optional<std::string> inflated_by_zlib(std::string_view stream, std::size_t size);
// The same by libdeflate.
std::optional<std::string> inflated_by_libdeflate(std::string_view stream, std::size_t size);

// How many bytes others make of them, zlib at its level 6.
std::size_t size_by_zlib(std::string_view bytes);
std::size_t size_by_libdeflate(std::string_view bytes, int level);

}  // namespace thethuc::test
