#pragma once

// Positions that need not be forgotten from text to text. Internal to this module.

#include <cassert>
#include <cstddef>
#include <cstdint>
#include <limits>

#include "deflate/symbols.h"

namespace thethuc::deflate {

// Places are positions counted on from text to text, so that those of a former text, which a table
// may still hold, and 0, which an empty one holds, are farther back than a match reaches. No table
// is cleared for each document.
class Places {
 public:
  // Begins a text of so many bytes, less than 2 GiB. True: the count began anew, and tables that
  // hold places must be filled with 0.
  bool begin(std::size_t size) {
    assert(size < std::numeric_limits<std::int32_t>::max());
    bool const is_anew = std::numeric_limits<std::uint32_t>::max() - next_ < size + kUnreachable;
    base_ = is_anew ? kUnreachable : next_;
    next_ = base_ + static_cast<std::uint32_t>(size) + kUnreachable;
    return is_anew;
  }
  std::uint32_t of(std::size_t position) const {
    return base_ + static_cast<std::uint32_t>(position);
  }

 private:
  static constexpr std::uint32_t kUnreachable = kFarthest + 1;

  std::uint32_t base_ = 0;
  std::uint32_t next_ = kUnreachable;
};

}  // namespace thethuc::deflate
