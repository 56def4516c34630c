#include "bulk/input.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/input_file.h"

namespace thethuc::bulk {

namespace {

[[noreturn]] void fail(std::string const& name) {
  throw base::cannot_read(name, errno);
}

}  // namespace

std::unique_ptr<Input> Input::open(std::filesystem::path const& path, base::Diagnostics& out) {
  std::unique_ptr<Input> input{new Input};
  input->name_ = base::file_display_name(path);
  base::Place const place = base::place_in_file(input->name_);
  input->descriptor_ =
      path == "-" ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  if (input->descriptor_ < 0) {
    if (errno != ENOENT && errno != ENOTDIR && errno != ENAMETOOLONG) {
      fail(input->name_);
    }
    out.add(base::file_not_found(path));
    return nullptr;
  }
  struct stat info {};
  if (::fstat(input->descriptor_, &info) != 0) {
    fail(input->name_);
  }
  if (S_ISDIR(info.st_mode)) {
    out.add(base::diagnose(base::Id::file_is_folder, place));
    return nullptr;
  }
  if (S_ISREG(info.st_mode)) {
    input->size_ = static_cast<std::uint64_t>(info.st_size);
  }
  return input;
}

std::unique_ptr<Input> Input::of_bytes(std::string bytes, std::string name, std::size_t piece) {
  std::unique_ptr<Input> input{new Input};
  input->name_ = std::move(name);
  input->bytes_ = std::move(bytes);
  input->piece_ = piece;
  input->size_ = input->bytes_.size();
  return input;
}

Input::~Input() {
  if (descriptor_ > STDIN_FILENO) {
    ::close(descriptor_);
  }
}

std::optional<double> Input::progress() const {
  if (!size_) {
    return std::nullopt;
  }
  auto const used = static_cast<double>(read_ - view().size());
  return *size_ == 0 ? 1.0 : std::min(used / static_cast<double>(*size_), 1.0);
}

bool Input::more() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  std::size_t const before = buffer_.size();
  buffer_.resize(before + piece_);
  std::size_t const count = read(buffer_.data() + before, piece_);
  buffer_.resize(before + count);
  read_ += count;
  return count > 0;
}

std::size_t Input::read(char* to, std::size_t most) {
  if (descriptor_ < 0) {
    return bytes_.copy(to, most, static_cast<std::size_t>(read_));
  }
  while (true) {
    ssize_t const count = ::read(descriptor_, to, most);
    if (count >= 0) {
      return static_cast<std::size_t>(count);
    }
    if (errno != EINTR) {
      fail(name_);
    }
  }
}

}  // namespace thethuc::bulk
