#pragma once

// Huffman codes with bounded lengths, as RFC 1951 (3.2.2) numbers them. Internal to this module.

#include <cstddef>
#include <cstdint>
#include <span>

namespace thethuc::deflate {

inline constexpr std::uint32_t kLongestCode = 15;       // of literals and distances
inline constexpr std::uint32_t kLongestLengthCode = 7;  // of code lengths

// Bits as they are written: the code is reversed already.
struct Code {
  std::uint16_t bits = 0;
  std::uint8_t length = 0;  // 0: never used
};

// Codes for symbols of these frequencies, none longer than `longest`: those of 0 get none. A code
// has at least two symbols, since some readers refuse others; the first ones that are not used make
// up for what lacks. It is always complete. At most 288 symbols, whose frequencies add up to less
// than 2^32; equal frequencies give equal codes.
void build_codes(std::span<std::uint32_t const> frequencies,
                 std::uint32_t longest,
                 std::span<Code> codes);

// The bits of codes of known lengths.
void number_codes(std::span<Code> codes);

}  // namespace thethuc::deflate
