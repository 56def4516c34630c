#pragma once

// Several bytes at once, the first of them lowest on every machine. Internal to this module.

#include <bit>
#include <cstdint>
#include <cstring>

namespace thethuc::deflate {

inline std::uint32_t load32(char const* from) {
  std::uint32_t word;
  std::memcpy(&word, from, sizeof word);
  if constexpr (std::endian::native == std::endian::big) {
    word = __builtin_bswap32(word);
  }
  return word;
}

inline std::uint64_t load64(char const* from) {
  std::uint64_t word;
  std::memcpy(&word, from, sizeof word);
  if constexpr (std::endian::native == std::endian::big) {
    word = __builtin_bswap64(word);
  }
  return word;
}

inline void store64(char* to, std::uint64_t word) {
  if constexpr (std::endian::native == std::endian::big) {
    word = __builtin_bswap64(word);
  }
  std::memcpy(to, &word, sizeof word);
}

}  // namespace thethuc::deflate
