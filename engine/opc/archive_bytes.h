#pragma once

// The bytes of an archive, be they in memory or in a file that would not fit there.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace thethuc::opc {

// One thread at a time.
class ArchiveBytes {
 public:
  virtual ~ArchiveBytes() = default;
  virtual std::uint64_t size() const = 0;
  // `size` bytes from `offset` on, which lie within. Good until the next call.
  virtual std::string_view at(std::uint64_t offset, std::size_t size) = 0;
};

// Borrowed.
class MemoryBytes : public ArchiveBytes {
 public:
  explicit MemoryBytes(std::string_view bytes) : bytes_(bytes) {}
  std::uint64_t size() const override { return bytes_.size(); }
  std::string_view at(std::uint64_t offset, std::size_t size) override {
    return bytes_.substr(static_cast<std::size_t>(offset), size);
  }

 private:
  std::string_view bytes_;
};

// Of a regular file, a window of which is kept. All throw EnvironmentError, with `name`, when it
// cannot be read, or is shorter than it was when it was opened.
class FileBytes : public ArchiveBytes {
 public:
  FileBytes(std::filesystem::path const& path, std::string_view name);
  ~FileBytes() override;
  FileBytes(FileBytes const&) = delete;
  FileBytes& operator=(FileBytes const&) = delete;

  std::uint64_t size() const override { return size_; }
  std::string_view at(std::uint64_t offset, std::size_t size) override;

 private:
  void read(std::uint64_t offset, std::size_t size);

  std::string name_;
  int descriptor_ = -1;
  std::uint64_t size_ = 0;
  std::string window_;
  std::uint64_t window_begin_ = 0;
};

}  // namespace thethuc::opc
