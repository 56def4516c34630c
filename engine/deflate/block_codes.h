#pragma once

// Blocks of the three kinds, and the codes that they begin with (RFC 1951, 3.2.3 to 3.2.7).
// Internal to this module.

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "deflate/bits.h"
#include "deflate/huffman.h"
#include "deflate/symbols.h"

namespace thethuc::deflate {

// How often each symbol occurs.
struct Frequencies {
  std::array<std::uint32_t, kLiterals> literals{};
  std::array<std::uint32_t, kDistances> distances{};
  std::size_t bytes = 0;  // that the symbols stand for

  void add(Frequencies const& other);
};

// The codes of a block.
struct Codes {
  std::array<Code, kLiterals> literals;
  std::array<Code, kDistances> distances;
};

// Writes all that comes before the symbols of a block of such frequencies, of the kind that takes
// the fewest bits, and returns the codes for the symbols, which may be in `room`; null when the
// block is written, since its bytes are stored as they are. The end of the block is one of the
// symbols.
Codes const* begin_block(Frequencies const& frequencies,
                         std::string_view bytes,
                         bool is_last,
                         BitWriter& out,
                         Codes& room);
// Behind the symbols.
void end_block(Codes const& codes, BitWriter& out);

}  // namespace thethuc::deflate
