#pragma once

// The directory at a zip archive's end (PKWARE's APPNOTE 6.3, 4.3.12 to 4.3.16) and where the bytes
// of its entries lie. Nothing is judged here but whether it is a directory. libzip reads it too,
// but brings libcrypto with it, for encryption that we refuse: a sixth of the time of a program
// that runs for milliseconds.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "opc/archive_bytes.h"

namespace thethuc::opc {

struct DirectoryEntry {
  std::string name;  // UTF-8 whatever the entry's flag says; what is not, is taken for CP437
  std::uint64_t offset = 0;  // of its local header, from the archive's beginning
  std::uint64_t size = 0;    // unpacked
  std::uint64_t packed_size = 0;
  std::uint32_t crc32 = 0;
  std::uint16_t method = 0;  // 0: stored, 8: deflated (APPNOTE 4.4.5)
  bool is_encrypted = false;
};

struct Directory {
  // In its order; of more than were asked for, the first of them.
  std::vector<DirectoryEntry> entries;
  std::uint64_t count = 0;  // of all; when there are more than were asked for, perhaps too few
};

// Time and memory are spent on at most `max_entries`, whatever the end record tells. nullopt when
// the bytes are no archive, one of several disks, or one whose directory is broken or does not hold
// what its end record tells.
std::optional<Directory> read_directory(ArchiveBytes& archive, std::size_t max_entries);

// Where the bytes of an entry begin, packed or not; nullopt when they do not lie within the
// archive.
std::optional<std::uint64_t> data_begin(ArchiveBytes& archive, DirectoryEntry const& entry);

}  // namespace thethuc::opc
