#pragma once

// SHA-256 (FIPS 180-4): what tells contents apart that a stranger may have made.

#include <array>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

namespace thethuc::base {

// Of bytes that come piece by piece. One thread at a time.
class Sha256 {
 public:
  using Digest = std::array<std::uint8_t, 32>;

  Sha256();
  ~Sha256();
  Sha256(Sha256 const&) = delete;
  Sha256& operator=(Sha256 const&) = delete;

  void add(std::string_view bytes);
  // Of all that was added; begins anew.
  Digest take();

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

Sha256::Digest sha256(std::string_view bytes);

// Two lower-case hexadecimal digits a byte.
std::string to_hex(Sha256::Digest const& digest);

// to_hex(sha256(bytes)), as `sha256sum` prints it.
std::string sha256_hex(std::string_view bytes);

}  // namespace thethuc::base
