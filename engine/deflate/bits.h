#pragma once

// Bits in the order of deflate (RFC 1951, 3.1.1): each byte from its least significant bit on.
// Internal to this module.

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string_view>

#include "deflate/words.h"

namespace thethuc::deflate {

// Writes into memory that it is given, and never beyond: what does not fit is dropped, and told by
// overflowed().
class BitWriter {
 public:
  BitWriter(char* begin, std::size_t capacity)
      : begin_(begin), next_(begin), end_(begin + capacity) {}

  // Adds the low `count` bits of `bits`, whose others are 0. No more than 63 may be pending.
  void add(std::uint64_t bits, std::uint32_t count) {
    pending_ |= bits << count_;
    count_ += count;
  }
  // Writes the whole bytes among what is pending; 7 bits at most are left.
  void flush() {
    std::uint32_t const whole = count_ / 8;
    if (static_cast<std::size_t>(end_ - next_) >= sizeof pending_) {
      store64(next_, pending_);
      next_ += whole;
    } else {
      write_at_end(whole);
    }
    pending_ >>= whole * 8;
    count_ -= whole * 8;
  }
  // Zeros up to the next byte.
  void align() {
    count_ += (8 - count_ % 8) % 8;
    flush();
  }
  // Behind align(): whole bytes.
  void copy(std::string_view bytes) {
    if (static_cast<std::size_t>(end_ - next_) < bytes.size()) {
      overflowed_ = true;
      return;
    }
    std::memcpy(next_, bytes.data(), bytes.size());
    next_ += bytes.size();
  }

  bool overflowed() const { return overflowed_; }
  // Bytes written, behind align().
  std::size_t size() const { return static_cast<std::size_t>(next_ - begin_); }
  // Bits that were added and are not written.
  std::uint32_t pending() const { return count_; }

 private:
  void write_at_end(std::uint32_t whole) {
    for (std::uint32_t i = 0; i < whole; ++i) {
      if (next_ == end_) {
        overflowed_ = true;
        return;
      }
      *next_++ = static_cast<char>(pending_ >> (i * 8));
    }
  }

  char* begin_;
  char* next_;
  char* end_;
  std::uint64_t pending_ = 0;
  std::uint32_t count_ = 0;
  bool overflowed_ = false;
};

}  // namespace thethuc::deflate
