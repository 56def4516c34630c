#pragma once

// Where copies began and ended. Internal to this module.

#include <array>
#include <cstddef>
#include <cstdint>

#include "deflate/symbols.h"

namespace thethuc::deflate {

// In documents of repeated rows the places where a value begins and ends come again with each row,
// copied with what is around them. They are where matches will be looked for, so of a long match
// it is enough to see the positions around the borders that it copies: a bit for each position of
// the window says which these are.
class Borders {
 public:
  void begin() {
    bits_.fill(0);
    clear_ = 0;
  }
  // Positions rise from call to call.
  void set(std::size_t position) {
    clear_to(position);
    bits_[word(position)] |= std::uint64_t{1} << position % 64;
  }
  // Takes over the borders of [position - distance, position - distance + length), 64 at most and
  // no more than the distance: a bit each, the lowest first.
  std::uint64_t copy(std::size_t position, std::uint32_t length, std::uint32_t distance) {
    clear_to(position + length - 1);
    std::size_t const from = position - distance;
    std::uint64_t bits = bits_[word(from)] >> from % 64;
    if (from % 64 != 0) {
      bits |= bits_[word(from + 64)] << (64 - from % 64);
    }
    if (length < 64) {
      bits &= (std::uint64_t{1} << length) - 1;
    }
    bits_[word(position)] |= bits << position % 64;
    if (position % 64 != 0) {
      bits_[word(position + 64)] |= bits >> (64 - position % 64);
    }
    return bits;
  }

 private:
  static constexpr std::size_t kWords = 2 * kFarthest / 64;  // the window, and room before it

  static std::size_t word(std::size_t position) { return position / 64 % kWords; }
  // Also the word behind that of the position, since a copy may reach into it.
  void clear_to(std::size_t position) {
    for (; clear_ <= position / 64 + 1; ++clear_) {
      bits_[clear_ % kWords] = 0;
    }
  }

  std::array<std::uint64_t, kWords> bits_{};
  std::size_t clear_ = 0;  // words, counted from the first position, that are clear or set since
};

}  // namespace thethuc::deflate
