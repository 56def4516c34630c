#pragma once

// Finds what was written before. Internal to this module.

#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <string_view>
#include <utility>

#include "deflate/symbols.h"
#include "deflate/words.h"

namespace thethuc::deflate {

struct Match {
  std::uint32_t length = 0;  // 0: none
  std::uint32_t distance = 0;
};

// Positions of a text that were seen, by the bytes that begin there: chains of those with equal
// hashes of four bytes, and the last of each hash of three. Which positions are seen is for the
// user to say; nothing is found at others. Memory of 260 KB, used for one text after the other
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

  // Positions are seen in rising order, each at most once.
  void see(std::size_t position) {
    if (position < seeable_) {
      char const* const here = source_ + position;
      std::uint32_t const place = base_ + static_cast<std::uint32_t>(position);
      std::uint32_t const first = load32(here);
      link(place, heads_[hash4(first)]);
      latest_[hash3(first)] = place;
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
  // Makes `place` the head of a chain; the distance to the one before.
  std::uint32_t link(std::uint32_t place, std::uint32_t& head) {
    std::uint32_t const distance = place - head;
    before_[place & kWindowMask] =
        static_cast<std::uint16_t>(distance < 0xffff ? distance : 0xffff);
    head = place;
    return distance;
  }

  // Places are positions counted on from text to text, so that those of a former text are out of
  // reach.
  std::unique_ptr<std::uint32_t[]> heads_;
  std::unique_ptr<std::uint32_t[]> latest_;
  std::unique_ptr<std::uint16_t[]> before_;  // distance to the one before in the chain, by place
  std::array<std::uint32_t, 4> recent_{};
  char const* source_ = nullptr;
  std::size_t size_ = 0;
  std::size_t seeable_ = 0;
  std::uint32_t base_ = 0;
  std::uint32_t next_base_ = 0;
};

}  // namespace thethuc::deflate
