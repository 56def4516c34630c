#pragma once

// A text that is too long to be kept as it is: packed while it grows, and packed anew as a part of
// an archive in the end. Not for other modules.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "opc/deflate.h"

namespace thethuc::bulk {

// Of letters that say nearly the same, a fiftieth of the text is kept. One thread.
class PackedText {
 public:
  void append(std::string_view text);
  std::uint64_t size() const { return size_; }  // unpacked, in bytes

  // `before`, the text and `after` as one entry of an archive, deflated at `level` (1 to 12). The
  // text is empty afterwards. Throws std::bad_alloc.
  opc::Packed finish(std::string_view before, std::string_view after, int level);

 private:
  void pack_rest();

  opc::Deflater quick_{1};
  std::vector<opc::Packed> pieces_;
  std::string rest_;  // not packed yet
  std::uint64_t size_ = 0;
};

}  // namespace thethuc::bulk
