#pragma once

// SHA-256 of things that have parts.

#include <cstdint>
#include <string>
#include <string_view>

#include "base/sha256.h"

namespace thethuc::bulk {

// By which a manifest tells whether a record is still the same: the first half of the SHA-256 of
// its JSON, 32 hexadecimal digits. Nobody gains by records that meet, so half is enough.
inline constexpr std::size_t kRecordDigits = 32;
inline std::string digest_of_record(std::string_view json) {
  return base::sha256_hex(json).substr(0, kRecordDigits);
}

// One thread at a time.
class Digest {
 public:
  void add(std::string_view bytes) { hash_.add(bytes); }
  // The bytes and how many they are, so that two pieces are not taken for two others.
  void add_piece(std::string_view bytes) {
    add_number(bytes.size());
    add(bytes);
  }
  void add_number(std::uint64_t number) {
    char bytes[8];
    for (char& byte : bytes) {
      byte = static_cast<char>(number & 0xFF);
      number >>= 8;
    }
    add({bytes, sizeof bytes});
  }
  // 64 lower-case hexadecimal digits; begins anew.
  std::string take() { return base::to_hex(hash_.take()); }

 private:
  base::Sha256 hash_;
};

}  // namespace thethuc::bulk
