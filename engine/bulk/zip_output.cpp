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
#include "bulk/zip_entries.h"
#include "opc/deflate.h"

namespace thethuc::bulk {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kDirectoryBuffer = 64u << 10;

fs::path partial_of(fs::path const& path) {
  return path.parent_path() / fmt::format(".{}.part", path.filename().string());
}

std::uint64_t hash_of(std::string_view name, std::string_view sha256) {
  return std::hash<std::string>{}(std::string{name} + '\n' + std::string{sha256});
}

struct Descriptor {
  explicit Descriptor(int opened) : number(opened) {}
  ~Descriptor() { ::close(number); }
  Descriptor(Descriptor const&) = delete;
  Descriptor& operator=(Descriptor const&) = delete;
  int const number;
};

}  // namespace

ZipOutput::ZipOutput(fs::path path, Known const* known)
    : path_(std::move(path)), partial_(partial_of(path_)) {
  try {
    open(known != nullptr);
    if (known) {
      keep_known(*known);
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

// A record of which an entry is missing is made again with all its files: none of them may stay.
void ZipOutput::keep_known(Known const& known) {
  std::vector<StoredEntry> of_record;
  std::uint64_t record = 0;
  std::uint64_t end = 0;
  while (auto entry = read_stored_entry(archive_, partial_, end)) {
    auto const file = known.find(entry->name, entry->sha256);
    if (!file || file->file != of_record.size() || (file->file > 0 && file->index != record)) {
      break;
    }
    record = file->index;
    end = entry->end;
    of_record.push_back(std::move(*entry));
    if (of_record.size() == file->files) {
      for (StoredEntry const& one : of_record) {
        add_to_directory({one.name, one.offset, one.size, one.size, one.crc32, 0});
        kept_.push_back(hash_of(one.name, one.sha256));
      }
      of_record.clear();
      offset_ = end;
    }
  }
  std::sort(kept_.begin(), kept_.end());
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
    flush_directory();
  }
}

void ZipOutput::flush_directory() {
  write(directory_, directory_buffer_);
  directory_size_ += directory_buffer_.size();
  directory_buffer_.clear();
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
    file.release();
  }
}

std::string ZipOutput::add_file(std::string const& name, fs::path const& file) {
  auto const fail_reading = [&](std::string const& problem) {
    throw base::EnvironmentError(fmt::format("cannot read {}: {}", file.string(), problem));
  };
  Descriptor const opened{::open(file.c_str(), O_RDONLY | O_CLOEXEC)};
  struct stat about {};
  if (opened.number < 0 || ::fstat(opened.number, &about) != 0) {
    fail_reading(std::generic_category().message(errno));
  }
  if (S_ISDIR(about.st_mode)) {
    fail_reading(std::generic_category().message(EISDIR));
  }
  auto const size = static_cast<std::uint64_t>(about.st_size);
  base::Sha256 hash;
  // Gives the CRC-32 of all pieces.
  auto const read = [&](auto const& take) {
    uLong crc = ::crc32(0, nullptr, 0);
    bool const is_whole = read_pieces(opened.number, file, 0, size, [&](std::string_view piece) {
      crc = ::crc32(
          crc, reinterpret_cast<Bytef const*>(piece.data()), static_cast<uInt>(piece.size()));
      take(piece);
    });
    if (!is_whole) {
      fail_reading("it became shorter meanwhile");
    }
    return static_cast<std::uint32_t>(crc);
  };
  std::uint32_t const crc = read([&](std::string_view piece) { hash.add(piece); });
  opc::ZipRecord const entry{name, offset_, size, size, crc, 0};
  header_.clear();
  opc::append_local_header(entry, header_);
  write(archive_, header_);
  if (read([&](std::string_view piece) { write(archive_, piece); }) != crc) {
    fail_reading("it was changed meanwhile");
  }
  add_to_directory(entry);
  offset_ += header_.size() + size;
  return base::to_hex(hash.take());
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
  flush_directory();
  bool const is_whole =
      read_pieces(directory_, path_, 0, directory_size_, [this](std::string_view piece) {
        write(archive_, piece);
      });
  if (!is_whole) {
    fail(EIO);
  }
  std::string end;
  opc::append_end(entries_, offset_, directory_size_, end);
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
