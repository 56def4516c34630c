#pragma once

// Deflate (RFC 1951) for text that repeats itself: XML, of which each row, cell and paragraph says
// over again what the one before it said.

#include <cstddef>
#include <memory>
#include <string_view>

namespace thethuc::deflate {

// An encoder with its memory, half a megabyte; reused, one per thread. For all of the library's
// samples, what it makes is no larger than zlib's level 6 and a percent.
class Encoder {
 public:
  Encoder();
  ~Encoder();
  Encoder(Encoder&&) noexcept;
  Encoder& operator=(Encoder&&) noexcept;

  // Writes `bytes` as one raw stream into `out`, which has room for `capacity` bytes, and returns
  // its size; 0 when it does not fit, or when `bytes` are 2 GiB or more. Deterministic: what was
  // encoded before makes no difference. Takes time linear in `bytes`, whatever they are, and no
  // memory beyond the encoder's own.
  std::size_t encode(std::string_view bytes, char* out, std::size_t capacity);

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace thethuc::deflate
