#include "deflate/matches.h"

#include <algorithm>
#include <cstring>
#include <limits>
#include <utility>

namespace thethuc::deflate {

namespace {

// How many bytes are equal, up to `most`; the first four are known to be. A copy of a whole row is
// told by the library's fastest way of comparing.
std::uint32_t equal_bytes_of_row(char const* a, char const* b, std::uint32_t most) {
  constexpr std::size_t kSample = 4 + 3 * 8;
  std::size_t n = equal_bytes(a, b, 4, std::min<std::size_t>(most, kSample));
  if (n == kSample) {
    n = std::memcmp(a + n, b + n, most - n) == 0 ? most : equal_bytes(a, b, n, most);
  }
  return static_cast<std::uint32_t>(n);
}

}  // namespace

Matches::Matches()
    : heads_(new std::uint32_t[1u << kHashBits]()),
      latest_(new std::uint32_t[1u << kHash3Bits]()),
      before_(new std::uint32_t[kFarthest]()) {}

void Matches::begin(std::string_view source) {
  source_ = source.data();
  size_ = source.size();
  seeable_ = size_ < kSeeable ? 0 : size_ - kSeeable + 1;
  if (places_.begin(size_)) {
    std::fill_n(heads_.get(), 1u << kHashBits, 0);
    std::fill_n(latest_.get(), 1u << kHash3Bits, 0);
  }
  recent_.fill(std::numeric_limits<std::uint32_t>::max());  // farther back than any text begins
}

Match Matches::longest(std::size_t position,
                       std::uint32_t beyond,
                       std::uint32_t depth,
                       bool try_recent) {
  if (position >= seeable_) {
    return {};
  }
  char const* const here = source_ + position;
  std::uint32_t const place = places_.of(position);
  std::uint32_t const first = load32(here);
  std::uint32_t const before = std::exchange(heads_[hash4(first)], place);
  before_[place & kWindowMask] = before;
  std::uint32_t distance = place - before;
  std::uint32_t const distance3 = place - std::exchange(latest_[hash3(first)], place);
  auto const room =
      static_cast<std::uint32_t>(std::min<std::size_t>(size_ - position, kLongestMatch));
  Match best{std::max(beyond, 3u), 0};
  if (room <= best.length) {
    return {};
  }
  if (try_recent) {
    best = longest_of_recent(position, room, best);
    if (best.length == room) {
      return best;
    }
  }
  // Three bytes far away take more bits than three literals.
  constexpr std::uint32_t kFarthestOf3 = 4'096;
  if (best.distance == 0 && beyond == 2 && distance3 <= kFarthestOf3 &&
      (load32(here - distance3) ^ first) << 8 == 0) {
    best = {3, distance3};
  }
  // The place that is as far as can be has left its link to the present one.
  for (; distance < kFarthest && depth > 0; --depth) {
    char const* const there = here - distance;
    if (load32(there + best.length - 3) == load32(here + best.length - 3) &&
        load32(there) == first) {
      std::uint32_t const length = equal_bytes_of_row(here, there, room);
      if (length > best.length) {
        best = {length, distance};
        if (length == room) {
          break;
        }
      }
    }
    distance = place - before_[(place - distance) & kWindowMask];
  }
  return best.distance != 0 ? best : Match{};
}

Match Matches::longest_of_recent(std::size_t position, std::uint32_t room, Match best) const {
  char const* const here = source_ + position;
  std::uint32_t const first = load32(here);
  for (std::uint32_t const distance : recent_) {
    if (distance <= position && load32(here - distance) == first) {
      std::uint32_t const length = equal_bytes_of_row(here, here - distance, room);
      bool const is_nearer = length == best.length && distance < best.distance;
      if (length > best.length || is_nearer) {
        best = {length, distance};
      }
    }
  }
  return best;
}

}  // namespace thethuc::deflate
