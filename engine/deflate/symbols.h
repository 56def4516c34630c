#pragma once

// The alphabets of deflate (RFC 1951, 3.2.5): lengths and distances as symbols with extra bits.
// Internal to this module.

#include <array>
#include <cstddef>
#include <cstdint>

namespace thethuc::deflate {

inline constexpr std::uint32_t kLeastMatch = 3;
inline constexpr std::uint32_t kLongestMatch = 258;
inline constexpr std::uint32_t kFarthest = 32'768;

inline constexpr std::size_t kLiterals = 286;  // and lengths; 286 and 287 are never used
inline constexpr std::size_t kDistances = 30;
inline constexpr std::size_t kEndOfBlock = 256;
inline constexpr std::size_t kFirstLength = 257;

// A symbol stands for the values from `base` on; `extra` bits tell which.
struct Range {
  std::uint16_t base;
  std::uint8_t extra;
};

inline constexpr std::array<Range, 29> kLengthRanges = [] {
  std::array<Range, 29> ranges{};
  std::uint16_t base = kLeastMatch;
  for (std::size_t i = 0; i + 1 < ranges.size(); ++i) {
    auto const extra = static_cast<std::uint8_t>(i < 8 ? 0 : i / 4 - 1);
    ranges[i] = {base, extra};
    base = static_cast<std::uint16_t>(base + (1u << extra));
  }
  ranges.back() = {kLongestMatch, 0};
  return ranges;
}();

inline constexpr std::array<Range, kDistances> kDistanceRanges = [] {
  std::array<Range, kDistances> ranges{};
  std::uint16_t base = 1;
  for (std::size_t i = 0; i < ranges.size(); ++i) {
    auto const extra = static_cast<std::uint8_t>(i < 4 ? 0 : i / 2 - 1);
    ranges[i] = {base, extra};
    base = static_cast<std::uint16_t>(base + (1u << extra));
  }
  return ranges;
}();

// Index into kLengthRanges, by length.
inline constexpr std::array<std::uint8_t, kLongestMatch + 1> kLengthIndex = [] {
  std::array<std::uint8_t, kLongestMatch + 1> index{};
  for (std::size_t i = 0; i < kLengthRanges.size(); ++i) {
    for (std::size_t length = kLengthRanges[i].base; length <= kLongestMatch; ++length) {
      index[length] = static_cast<std::uint8_t>(i);
    }
  }
  return index;
}();

namespace detail {

// Of distances to 256 by the distance less one, of others by that divided by 128.
inline constexpr std::array<std::uint8_t, 512> kDistanceIndex = [] {
  std::array<std::uint8_t, 512> index{};
  for (std::size_t i = 0; i < kDistanceRanges.size(); ++i) {
    std::size_t const first = kDistanceRanges[i].base - 1u;
    for (std::size_t d = first; d < 256; ++d) {
      index[d] = static_cast<std::uint8_t>(i);
    }
    for (std::size_t d = first >> 7; first >= 256 && d < 256; ++d) {
      index[256 + d] = static_cast<std::uint8_t>(i);
    }
  }
  return index;
}();

}  // namespace detail

// Index into kDistanceRanges of a distance from 1 to kFarthest.
inline std::uint32_t distance_symbol(std::uint32_t distance) {
  std::uint32_t const d = distance - 1;
  return detail::kDistanceIndex[d < 256 ? d : 256 + (d >> 7)];
}

}  // namespace thethuc::deflate
