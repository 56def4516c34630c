#pragma once

// Entries of an archive that is being written, read back. Internal to bulk.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace thethuc::bulk {

// Gives `size` bytes of an open file, from `offset` on, to `take`, piece by piece. False when the
// file ends before. Throws EnvironmentError, with `path`, when it cannot be read: an error is not
// taken for the end.
bool read_pieces(int file,
                 std::filesystem::path const& path,
                 std::uint64_t offset,
                 std::uint64_t size,
                 std::function<void(std::string_view piece)> const& take);

// A stored entry whose bytes are those that its header tells of.
struct StoredEntry {
  std::string name;
  std::uint64_t offset = 0;  // of its header
  std::uint64_t size = 0;    // of its bytes
  std::uint64_t end = 0;     // offset of what follows
  std::uint32_t crc32 = 0;
  std::string sha256;  // of its bytes
};

// The entry whose header begins at `offset`; nullopt when there is none that is whole and
// unchanged. Throws EnvironmentError as read_pieces() does.
std::optional<StoredEntry> read_stored_entry(int archive,
                                             std::filesystem::path const& path,
                                             std::uint64_t offset);

}  // namespace thethuc::bulk
