#pragma once

// The records that a zip holds around the bytes of its entries (PKWARE's APPNOTE 6.3, 4.3.7 to
// 4.3.16). libzip writes them as well, but asks for local time under a lock of all threads, copies
// every name and keeps a tree of the archive: a fifth of what a letter takes.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace thethuc::opc {

// An entry as its two headers tell of it. All entries are files of 1980-01-01 00:00, readable by
// all, so that equal contents make equal bytes.
struct ZipRecord {
  std::string_view name;     // UTF-8, at most 65,535 bytes
  std::uint64_t offset = 0;  // of its local header, from the archive's beginning
  std::uint64_t size = 0;    // unpacked
  std::uint64_t packed_size = 0;
  std::uint32_t crc32 = 0;
  std::uint16_t method = 0;  // 0: stored, 8: deflated
};

// How many bytes the functions below append.
std::size_t local_header_size(ZipRecord const& record);
std::size_t central_header_size(ZipRecord const& record);
inline constexpr std::size_t kEndSize = 22;  // without the records of Zip64

// What stands before the bytes of an entry.
void append_local_header(ZipRecord const& record, std::string& out);

// What a local header tells, for whoever reads entries without their directory.
struct LocalHeader {
  std::uint64_t size = 0;  // unpacked; of a Zip64 entry full: its extra field is not looked at
  std::uint64_t packed_size = 0;
  std::uint32_t crc32 = 0;
  std::uint16_t method = 0;
  std::size_t name_size = 0;   // bytes of the name, which follows
  std::size_t extra_size = 0;  // and of the extra field behind it
};
inline constexpr std::size_t kLocalHeaderSize = 30;  // without name and extra field
// `bytes` holds at least kLocalHeaderSize; nullopt when they are no local header.
std::optional<LocalHeader> read_local_header(std::string_view bytes);

// The entry's line in the directory at the archive's end.
void append_central_header(ZipRecord const& record, std::string& out);

// What follows the directory, which holds `count` entries and begins at `offset`. More than
// zip's first records can hold (65,534 entries, 4 GiB) is told by those of Zip64.
void append_end(std::uint64_t count,
                std::uint64_t offset,
                std::uint64_t directory_size,
                std::string& out);

}  // namespace thethuc::opc
