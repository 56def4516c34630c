#pragma once

// Numbers as zip archives hold them. Internal to opc.

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace thethuc::opc {

// The number of `kBytes` at `at`, low byte first. `bytes` reaches as far.
template <std::size_t kBytes>
std::uint64_t number(std::string_view bytes, std::size_t at) {
  std::uint64_t result = 0;
  for (std::size_t i = 0; i < kBytes; ++i) {
    result |= std::uint64_t{static_cast<unsigned char>(bytes[at + i])} << 8 * i;
  }
  return result;
}

}  // namespace thethuc::opc
