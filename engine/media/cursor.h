#pragma once

// Numbers out of a picture's bytes, never beyond their end. Not for other modules.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace thethuc::media {

enum class Order : std::uint8_t { big, little };

// Whether `count` bytes lie at `at`.
inline bool has(std::string_view bytes, std::size_t at, std::size_t count) {
  return at <= bytes.size() && count <= bytes.size() - at;
}

// The number of `count` bytes (at most 4) at `at`, which must lie within `bytes`.
inline std::uint32_t number_at(std::string_view bytes,
                               std::size_t at,
                               std::size_t count,
                               Order order = Order::big) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < count; ++i) {
    std::size_t const from = order == Order::big ? at + i : at + count - 1 - i;
    value = (value << 8) | static_cast<unsigned char>(bytes[from]);
  }
  return value;
}

}  // namespace thethuc::media
