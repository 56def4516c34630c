#include "opc/archive_bytes.h"

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fmt/format.h>

#include "base/environment_error.h"

namespace thethuc::opc {

namespace {

constexpr std::size_t kWindow = std::size_t{256} * 1024;

[[noreturn]] void fail(std::string_view name, int error_number) {
  throw base::cannot_read(name, error_number);
}

}  // namespace

FileBytes::FileBytes(std::filesystem::path const& path, std::string_view name)
    : name_(name), descriptor_(::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY)) {
  struct stat status = {};
  if (descriptor_ < 0 || ::fstat(descriptor_, &status) != 0) {
    int const error_number = errno;
    if (descriptor_ >= 0) {
      ::close(descriptor_);
    }
    fail(name_, error_number);
  }
  size_ = static_cast<std::uint64_t>(status.st_size);
}

FileBytes::~FileBytes() {
  ::close(descriptor_);
}

std::string_view FileBytes::at(std::uint64_t offset, std::size_t size) {
  if (offset < window_begin_ || offset + size > window_begin_ + window_.size()) {
    std::uint64_t const left = size_ - offset;
    read(offset, std::max(size, static_cast<std::size_t>(std::min<std::uint64_t>(left, kWindow))));
  }
  return std::string_view{window_}.substr(static_cast<std::size_t>(offset - window_begin_), size);
}

void FileBytes::read(std::uint64_t offset, std::size_t size) {
  window_.resize(size);
  window_begin_ = offset;
  for (std::size_t done = 0; done < size;) {
    ssize_t const count =
        ::pread(descriptor_, window_.data() + done, size - done, static_cast<off_t>(offset + done));
    if (count < 0 && errno != EINTR) {
      fail(name_, errno);
    }
    if (count == 0) {
      throw base::EnvironmentError{base::Words{
          fmt::format("không đọc được {}: tệp ngắn đi trong khi đang đọc", name_),
          fmt::format("cannot read {}: it has become shorter while it was read", name_)}};
    }
    done += static_cast<std::size_t>(std::max<ssize_t>(count, 0));
  }
}

}  // namespace thethuc::opc
