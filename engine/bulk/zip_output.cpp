#include "bulk/zip_output.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <sys/uio.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <functional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/sha256.h"
#include "opc/deflate.h"

namespace thethuc::bulk {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDirectoryBuffer = 64u << 10;
constexpr std::size_t kFileBuffer = 256u << 10;
constexpr std::size_t kLocalHeader = 30;  // bytes, without the name

fs::path partial_of(fs::path const& path) {
  return path.parent_path() / fmt::format(".{}.part", path.filename().string());
}

std::uint64_t hash_of(std::string_view name, std::string_view sha256) {
  return std::hash<std::string>{}(std::string{name} + '\n' + std::string{sha256});
}

bool read_exactly(int file, char* to, std::size_t size, std::uint64_t offset) {
  while (size > 0) {
    ssize_t const count = ::pread(file, to, size, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) {
      continue;
    }
    if (count <= 0) {
      return false;
    }
    to += count;
    size -= static_cast<std::size_t>(count);
    offset += static_cast<std::uint64_t>(count);
  }
  return true;
}

std::uint32_t little_endian(char const* bytes, int count) {
  std::uint32_t value = 0;
  for (int i = count - 1; i >= 0; --i) {
    value = value << 8 | static_cast<unsigned char>(bytes[i]);
  }
  return value;
}

}  // namespace

ZipOutput::ZipOutput(fs::path path, IsKnown const& known)
    : path_(std::move(path)), partial_(partial_of(path_)) {
  try {
    open(static_cast<bool>(known));
    if (known) {
      keep_known(known);
    }
    if (::ftruncate(archive_, static_cast<off_t>(offset_)) != 0 ||
        ::lseek(archive_, 0, SEEK_END) < 0) {
      fail(errno);
    }
  } catch (...) {
    ::close(archive_);
    ::close(directory_);
    throw;
  }
}

ZipOutput::~ZipOutput() {
  ::close(archive_);
  ::close(directory_);
}

void ZipOutput::fail(int error_number) const {
  throw base::cannot_write(path_.string(), error_number);
}

void ZipOutput::open(bool goes_on) {
  std::error_code error;
  if (fs::is_directory(path_, error)) {
    fail(EISDIR);
  }
  if (goes_on && !fs::exists(partial_, error) && fs::is_regular_file(path_, error)) {
    fs::rename(path_, partial_, error);
  }
  archive_ = ::open(partial_.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
  if (archive_ < 0) {
    fail(errno);
  }
  std::string const folder = partial_.has_parent_path() ? partial_.parent_path().string() : ".";
  directory_ = ::open(folder.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (directory_ < 0) {  // a file system that has no files without a name
    std::string name = fmt::format("{}/.{}.XXXXXX", folder, path_.filename().string());
    directory_ = ::mkostemp(name.data(), O_CLOEXEC);
    if (directory_ < 0) {
      fail(errno);
    }
    ::unlink(name.c_str());
  }
}

void ZipOutput::keep_known(IsKnown const& known) {
  struct stat about {};
  if (::fstat(archive_, &about) != 0) {
    fail(errno);
  }
  while (keep_entry(known, static_cast<std::uint64_t>(about.st_size))) {
  }
  std::sort(kept_.begin(), kept_.end());
}

// The local header of an entry of ours, APPNOTE 4.3.7: all sizes are in it.
bool ZipOutput::keep_entry(IsKnown const& known, std::uint64_t size) {
  std::array<char, kLocalHeader> head{};
  if (!read_exactly(archive_, head.data(), head.size(), offset_) ||
      little_endian(head.data(), 4) != 0x04034B50 || little_endian(head.data() + 8, 2) != 0) {
    return false;
  }
  std::uint32_t const crc = little_endian(head.data() + 14, 4);
  std::uint64_t const length = little_endian(head.data() + 18, 4);
  std::string name(little_endian(head.data() + 26, 2), '\0');
  opc::ZipRecord const record{{}, offset_, length, length, crc, 0};
  if (offset_ + kLocalHeader + name.size() + length > size ||
      !read_exactly(archive_, name.data(), name.size(), offset_ + kLocalHeader)) {
    return false;
  }
  opc::ZipRecord named = record;
  named.name = name;
  std::string bytes(length, '\0');
  if (!read_exactly(
          archive_, bytes.data(), bytes.size(), offset_ + opc::local_header_size(named)) ||
      opc::crc32(bytes) != crc) {
    return false;
  }
  std::string const sha256 = base::sha256_hex(bytes);
  if (!known(name, sha256)) {
    return false;
  }
  add_to_directory(named);
  kept_.push_back(hash_of(name, sha256));
  offset_ += opc::local_header_size(named) + length;
  return true;
}

bool ZipOutput::has(std::string_view name, std::string_view sha256) {
  return std::binary_search(kept_.begin(), kept_.end(), hash_of(name, sha256));
}

void ZipOutput::prepare(Filled& record) {
  for (DocumentFile& file : record.files) {
    file.crc32 = opc::crc32(file.bytes);
  }
}

void ZipOutput::add_to_directory(opc::ZipRecord const& record) {
  opc::append_central_header(record, directory_buffer_);
  ++entries_;
  if (directory_buffer_.size() >= kDirectoryBuffer) {
    write(directory_, directory_buffer_);
    directory_buffer_.clear();
  }
}

void ZipOutput::add(Filled& record) {
  for (DocumentFile& file : record.files) {
    opc::ZipRecord const entry{
        file.name, offset_, file.bytes.size(), file.bytes.size(), file.crc32, 0};
    header_.clear();
    opc::append_local_header(entry, header_);
    write_with_header(file.bytes);
    add_to_directory(entry);
    offset_ += header_.size() + file.bytes.size();
    file.bytes = {};
  }
}

std::string ZipOutput::add_file(std::string const& name, fs::path const& file) {
  int const opened = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (opened < 0) {
    fail(errno);
  }
  std::string buffer(kFileBuffer, '\0');
  auto const each_piece = [&](auto const& take) {
    std::uint64_t size = 0;
    ssize_t count = 0;
    while ((count = ::pread(opened, buffer.data(), buffer.size(), static_cast<off_t>(size))) > 0) {
      take(std::string_view{buffer}.substr(0, static_cast<std::size_t>(count)));
      size += static_cast<std::uint64_t>(count);
    }
    return size;
  };
  try {
    uLong crc = ::crc32(0, nullptr, 0);
    base::Sha256 hash;
    std::uint64_t const size = each_piece([&](std::string_view piece) {
      crc = ::crc32(
          crc, reinterpret_cast<Bytef const*>(piece.data()), static_cast<uInt>(piece.size()));
      hash.add(piece);
    });
    opc::ZipRecord const entry{name, offset_, size, size, static_cast<std::uint32_t>(crc), 0};
    header_.clear();
    opc::append_local_header(entry, header_);
    write(archive_, header_);
    each_piece([&](std::string_view piece) { write(archive_, piece); });
    add_to_directory(entry);
    offset_ += header_.size() + size;
    ::close(opened);
    return base::to_hex(hash.take());
  } catch (...) {
    ::close(opened);
    throw;
  }
}

// One call for an entry's header and its bytes.
void ZipOutput::write_with_header(std::string_view bytes) {
  std::array<iovec, 2> parts{
      {{header_.data(), header_.size()}, {const_cast<char*>(bytes.data()), bytes.size()}}};
  ssize_t written = 0;
  do {
    written = ::writev(archive_, parts.data(), static_cast<int>(parts.size()));
  } while (written < 0 && errno == EINTR);
  if (written < 0) {
    fail(errno);
  }
  auto const count = static_cast<std::size_t>(written);
  write(archive_, std::string_view{header_}.substr(std::min(count, header_.size())));
  write(archive_, bytes.substr(count - std::min(count, header_.size())));
}

void ZipOutput::drop(Filled& record) noexcept {
  record.files.clear();
}

void ZipOutput::write(int descriptor, std::string_view bytes) const {
  while (!bytes.empty()) {
    ssize_t const written = ::write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno != EINTR) {
      fail(errno);
    }
    bytes.remove_prefix(written < 0 ? 0 : static_cast<std::size_t>(written));
  }
}

// The disk begins to write while the next entries are made, so that little is left at the end.
void ZipOutput::commit() {
  ::sync_file_range(archive_, 0, 0, SYNC_FILE_RANGE_WRITE);
}

void ZipOutput::sync() {
  int result = 0;
  do {
    result = ::fdatasync(archive_);
  } while (result != 0 && errno == EINTR);
  if (result != 0 && errno != EINVAL && errno != ENOTSUP) {
    fail(errno);
  }
}

void ZipOutput::finish(base::Diagnostics&) {
  write(directory_, directory_buffer_);
  directory_buffer_.clear();
  std::string buffer(kDirectoryBuffer, '\0');
  std::uint64_t size = 0;
  for (ssize_t count = 0;
       (count = ::pread(directory_, buffer.data(), buffer.size(), static_cast<off_t>(size))) > 0;) {
    write(archive_, std::string_view{buffer}.substr(0, static_cast<std::size_t>(count)));
    size += static_cast<std::uint64_t>(count);
  }
  std::string end;
  opc::append_end(entries_, offset_, size, end);
  write(archive_, end);
  sync();
  if (::rename(partial_.c_str(), path_.c_str()) != 0) {
    fail(errno);
  }
  std::string const folder = path_.has_parent_path() ? path_.parent_path().string() : ".";
  int const opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (opened >= 0) {
    ::fsync(opened);
    ::close(opened);
  }
}

}  // namespace thethuc::bulk
