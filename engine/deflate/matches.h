#pragma once

// Finds what was written before. Internal to this module.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "deflate/places.h"
#include "deflate/symbols.h"
#include "deflate/words.h"

namespace thethuc::deflate {

struct Match {
  std::uint32_t length = 0;  // 0: none
  std::uint32_t distance = 0;
};

// Positions of a text that were seen, by the bytes that begin there: chains of those with equal
// hashes of four bytes, and the last of each hash of three. Which positions are seen is for the
// user to say; nothing is found at others. Memory of 320 KB, used for one text after the other
// without being cleared: what a former text left in it is recognised by its place.
class Matches {
 public:
  Matches();

  // Borrowed until the next call; less than 2 GiB.
  void begin(std::string_view source);

  // The longest match for the bytes from `position` on, of more than `beyond` bytes (at least 2),
  // among so many positions of the chain; the nearest of equal ones. `try_recent`: first those at
  // recent distances, which are taken when they are as long as can be. Sees the position.
  Match longest(std::size_t position, std::uint32_t beyond, std::uint32_t depth, bool try_recent);

  // Sees the positions [first, end). They rise from call to call, and none is seen twice.
  void see(std::size_t first, std::size_t end) {
    std::uint32_t* const heads = heads_.get();
    std::uint32_t* const latest = latest_.get();
    std::uint32_t* const before = before_.get();
    std::uint32_t place = places_.of(first);
    char const* const last = source_ + std::min(end, seeable_);
    for (char const* here = source_ + first; here < last; ++here, ++place) {
      std::uint32_t const bytes = load32(here);
      before[place & kWindowMask] = std::exchange(heads[hash4(bytes)], place);
      latest[hash3(bytes)] = place;
    }
  }

  // A distance that may soon be found again.
  void remember(std::uint32_t distance) {
    std::uint32_t moved = distance;
    for (std::uint32_t& recent : recent_) {
      std::swap(moved, recent);
      if (moved == distance) {
        return;
      }
    }
  }

 private:
  static constexpr std::uint32_t kHashBits = 15;
  static constexpr std::uint32_t kHash3Bits = 14;
  static constexpr std::uint32_t kWindowMask = kFarthest - 1;
  static constexpr std::uint32_t kSeeable = 4;  // bytes that a position must have before it

  static std::uint32_t hash4(std::uint32_t bytes) {
    return bytes * 0x9E37'79B1u >> (32 - kHashBits);
  }
  static std::uint32_t hash3(std::uint32_t bytes) {
    return (bytes << 8) * 0x9E37'79B1u >> (32 - kHash3Bits);
  }
  Match longest_of_recent(std::size_t position, std::uint32_t room, Match best) const;
  std::unique_ptr<std::uint32_t[]> heads_;
  std::unique_ptr<std::uint32_t[]> latest_;
  std::unique_ptr<std::uint32_t[]> before_;  // the one before in the chain, by place
  std::array<std::uint32_t, 4> recent_{};
  char const* source_ = nullptr;
  std::size_t size_ = 0;
  std::size_t seeable_ = 0;
  Places places_;
};

}  // namespace thethuc::deflate
