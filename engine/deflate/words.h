#pragma once

// Several bytes at once, the first of them lowest on every machine. Internal to this module.

#include <bit>
#include <cstddef>
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

// How many bytes are equal, up to `most`; the first `known` are known to be.
inline std::size_t equal_bytes(char const* a, char const* b, std::size_t known, std::size_t most) {
  std::size_t n = known;
  while (n + 16 <= most &&
         ((load64(a + n) ^ load64(b + n)) | (load64(a + n + 8) ^ load64(b + n + 8))) == 0) {
    n += 16;
  }
  for (; n + 8 <= most; n += 8) {
    if (std::uint64_t const other = load64(a + n) ^ load64(b + n); other != 0) {
      return n + static_cast<std::size_t>(std::countr_zero(other)) / 8;
    }
  }
  while (n < most && a[n] == b[n]) {
    ++n;
  }
  return n;
}

}  // namespace thethuc::deflate
