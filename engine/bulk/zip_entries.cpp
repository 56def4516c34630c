#include "bulk/zip_entries.h"

#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/sha256.h"
#include "opc/zip_records.h"

namespace thethuc::bulk {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kPiece = 256u << 10;

// 0 at the end.
std::size_t read_some(
    int file, fs::path const& path, char* to, std::size_t size, std::uint64_t offset) {
  ssize_t count = 0;
  do {
    count = ::pread(file, to, size, static_cast<off_t>(offset));
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    throw base::EnvironmentError(
        fmt::format("cannot read {}: {}", path.string(), std::generic_category().message(errno)));
  }
  return static_cast<std::size_t>(count);
}

std::optional<std::string> read_text(int file,
                                     fs::path const& path,
                                     std::uint64_t offset,
                                     std::uint64_t size) {
  std::string text;
  bool const is_whole = read_pieces(
      file, path, offset, size, [&text](std::string_view piece) { text.append(piece); });
  return is_whole ? std::optional{std::move(text)} : std::nullopt;
}

}  // namespace

bool read_pieces(int file,
                 fs::path const& path,
                 std::uint64_t offset,
                 std::uint64_t size,
                 std::function<void(std::string_view piece)> const& take) {
  std::string buffer(std::min<std::uint64_t>(size, kPiece), '\0');
  while (size > 0) {
    std::size_t const wanted = std::min<std::uint64_t>(size, buffer.size());
    std::size_t const count = read_some(file, path, buffer.data(), wanted, offset);
    if (count == 0) {
      return false;
    }
    take(std::string_view{buffer}.substr(0, count));
    offset += count;
    size -= count;
  }
  return true;
}

std::optional<StoredEntry> read_stored_entry(int archive,
                                             fs::path const& path,
                                             std::uint64_t offset) {
  auto const head = read_text(archive, path, offset, opc::kLocalHeaderSize);
  auto const header = head ? opc::read_local_header(*head) : std::nullopt;
  if (!header || header->method != 0 || header->size != header->packed_size) {
    return std::nullopt;
  }
  auto name = read_text(archive, path, offset + opc::kLocalHeaderSize, header->name_size);
  if (!name) {
    return std::nullopt;
  }
  StoredEntry entry;
  entry.name = std::move(*name);
  entry.offset = offset;
  entry.size = header->size;
  entry.crc32 = header->crc32;
  std::uint64_t const begin =
      offset + opc::kLocalHeaderSize + header->name_size + header->extra_size;
  entry.end = begin + entry.size;
  uLong crc = ::crc32(0, nullptr, 0);
  base::Sha256 hash;
  bool const is_whole = read_pieces(archive, path, begin, entry.size, [&](std::string_view piece) {
    crc =
        ::crc32(crc, reinterpret_cast<Bytef const*>(piece.data()), static_cast<uInt>(piece.size()));
    hash.add(piece);
  });
  entry.sha256 = base::to_hex(hash.take());
  return is_whole && crc == entry.crc32 ? std::optional{std::move(entry)} : std::nullopt;
}

}  // namespace thethuc::bulk
