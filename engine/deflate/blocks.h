#pragma once

// What the match finder found, cut into blocks and written. Internal to this module.

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>

#include "deflate/bits.h"
#include "deflate/block_codes.h"
#include "deflate/symbols.h"

namespace thethuc::deflate {

// Gathers literals and matches, and writes a block whenever what comes is better off with codes of
// its own.
class Blocks {
 public:
  Blocks();

  // Of one stream: begin(), the source from its first byte to its last as literals and matches,
  // end(). Both arguments are borrowed until then.
  void begin(std::string_view source, BitWriter& out);
  void literal(char byte) {
    auto const symbol = static_cast<unsigned char>(byte);
    ++chunk_.literals[symbol];
    ++chunk_.bytes;
    push(symbol);
  }
  void match(std::uint32_t length, std::uint32_t distance) {
    assert(length >= kLeastMatch && length <= kLongestMatch && distance >= 1 &&
           distance <= kFarthest);
    std::uint32_t const symbol = distance_symbol(distance);
    ++chunk_.literals[kFirstLength + kLengthIndex[length]];
    ++chunk_.distances[symbol];
    chunk_.bytes += length;
    push(length | distance << kLengthBits | symbol << (kLengthBits + kDistanceBits));
  }
  void end();

 private:
  // A literal as it is, or a match: length, distance and the symbol of the distance.
  using Token = std::uint32_t;
  static constexpr std::uint32_t kLengthBits = 9;
  static constexpr std::uint32_t kDistanceBits = 16;
  // Chunks are what blocks are made of. A block has at most kMost tokens, which keeps them in the
  // cache.
  static constexpr std::size_t kChunk = 2'048;
  static constexpr std::size_t kMost = 16 * kChunk;

  void push(Token token) {
    tokens_[count_++] = token;
    if (count_ == chunk_end_) {
      end_chunk();
    }
  }
  void end_chunk();
  void write_block(bool is_last);
  void write_tokens(Codes const& codes);

  std::unique_ptr<Token[]> tokens_;  // of the block, then of the chunk
  std::size_t count_ = 0;
  std::size_t chunk_end_ = 0;
  std::size_t block_count_ = 0;  // tokens of the block
  Frequencies block_;            // of whole chunks
  Frequencies chunk_;            // of what came since
  std::string_view source_;      // what is not written yet
  BitWriter* out_ = nullptr;
};

}  // namespace thethuc::deflate
