#pragma once

// Zip archives byte by byte, for entries that no honest writer makes.

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace thethuc::test {

struct RawEntry {
  std::string name;
  std::string bytes;  // deflated when `method` is 8, else written as they are
  std::uint16_t method = 0;
  std::uint16_t flags = 0;  // bit 0: encrypted, bit 11: UTF-8 name
  // What the directory tells, where it lies.
  std::optional<std::uint32_t> size = {};
  std::optional<std::uint32_t> packed_size = {};
  std::optional<std::uint32_t> crc = {};
  std::optional<std::uint32_t> offset = {};  // of the local header
};

// Local headers and data in order, central directory (APPNOTE 4.3), end record; `told_count` is
// what the end record says.
std::string raw_zip(std::vector<RawEntry> const& entries,
                    std::optional<std::uint16_t> told_count = {});

}  // namespace thethuc::test
