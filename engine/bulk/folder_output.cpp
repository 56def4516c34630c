#include "bulk/folder_output.h"

#include <dirent.h>
#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <memory>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "bulk/digest.h"

namespace thethuc::bulk {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTemporaryEnd = ".tmp";

[[noreturn]] void fail(fs::path const& path, int error_number) {
  throw base::cannot_write(path.string(), error_number);
}

template <typename Call>
auto again(Call const& call) {
  auto result = call();
  while (result < 0 && errno == EINTR) {
    result = call();
  }
  return result;
}

}  // namespace

FolderOutput::FolderOutput(fs::path folder, std::string tag)
    : folder_(std::move(folder)),
      prefix_(tag.empty() ? ".thethuc-" : fmt::format(".thethuc-{}-", tag)) {
  std::error_code error;
  fs::create_directories(folder_, error);
  descriptor_ = ::open(folder_.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor_ < 0) {
    fail(folder_, error ? error.value() : errno);
  }
  remove_left_over();
}

FolderOutput::~FolderOutput() {
  for (Waiting const& file : waiting_) {
    ::unlinkat(descriptor_, file.temporary.c_str(), 0);
  }
  ::close(descriptor_);
}

// Names of this tag alone: ".thethuc-17-0.tmp" is another's than ".thethuc-2-of-8-17-0.tmp".
void FolderOutput::remove_left_over() const {
  std::unique_ptr<DIR, int (*)(DIR*)> const listing{::opendir(folder_.c_str()), &::closedir};
  while (dirent const* const entry = listing ? ::readdir(listing.get()) : nullptr) {
    std::string_view name = entry->d_name;
    if (!name.starts_with(prefix_) || !name.ends_with(kTemporaryEnd)) {
      continue;
    }
    name.remove_prefix(prefix_.size());
    name.remove_suffix(std::min(name.size(), kTemporaryEnd.size()));
    if (!name.empty() && name.find_first_not_of("0123456789.") == std::string_view::npos) {
      ::unlinkat(descriptor_, entry->d_name, 0);
    }
  }
}

std::string FolderOutput::temporary(std::uint64_t index, std::size_t file) const {
  return fmt::format("{}{}.{}{}", prefix_, index, file, kTemporaryEnd);
}

bool FolderOutput::has(std::string_view name, std::string_view sha256) {
  int const file =
      ::openat(descriptor_, std::string{name}.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (file < 0) {
    return false;
  }
  Digest digest;
  std::string buffer(64u << 10, '\0');
  ssize_t count = 0;
  while ((count = again([&] { return ::read(file, buffer.data(), buffer.size()); })) > 0) {
    digest.add(std::string_view{buffer}.substr(0, static_cast<std::size_t>(count)));
  }
  ::close(file);
  return count == 0 && digest.take() == sha256;
}

void FolderOutput::write(std::string const& temporary,
                         std::string_view name,
                         std::string_view bytes) const {
  int const file = again([&] {
    return ::openat(descriptor_,
                    temporary.c_str(),
                    O_WRONLY | O_CREAT | O_TRUNC | O_NOFOLLOW | O_CLOEXEC,
                    0666);
  });
  if (file < 0) {
    fail(folder_ / name, errno);
  }
  while (!bytes.empty()) {
    ssize_t const written = again([&] { return ::write(file, bytes.data(), bytes.size()); });
    if (written < 0) {
      int const error_number = errno;
      ::close(file);
      fail(folder_ / name, error_number);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
  if (::close(file) != 0 && errno != EINTR) {  // a quota or a network file system may tell only now
    fail(folder_ / name, errno);
  }
}

void FolderOutput::prepare(Filled& record) {
  for (std::size_t i = 0; i < record.files.size(); ++i) {
    write(temporary(record.index, i), record.files[i].name, record.files[i].bytes);
    record.files[i].bytes = {};
  }
}

void FolderOutput::add(Filled& record) {
  for (std::size_t i = 0; i < record.files.size(); ++i) {
    waiting_.push_back({temporary(record.index, i), record.files[i].name});
  }
}

void FolderOutput::drop(Filled& record) noexcept {
  for (std::size_t i = 0; i < record.files.size(); ++i) {
    ::unlinkat(descriptor_, temporary(record.index, i).c_str(), 0);
  }
}

// All of the file system, or the folder alone. Some file systems cannot sync.
void FolderOutput::sync(int descriptor, bool everything) const {
  int const result = again([&] { return everything ? ::syncfs(descriptor) : ::fsync(descriptor); });
  if (result != 0 && errno != EINVAL && errno != ENOTSUP && errno != ENOSYS) {
    fail(folder_, errno);
  }
}

void FolderOutput::commit() {
  if (waiting_.empty()) {
    return;
  }
  sync(descriptor_, true);
  while (!waiting_.empty()) {
    Waiting const& file = waiting_.back();
    if (::renameat(descriptor_, file.temporary.c_str(), descriptor_, file.name.c_str()) != 0) {
      fail(folder_ / file.name, errno);
    }
    waiting_.pop_back();
  }
  sync(descriptor_, false);
}

}  // namespace thethuc::bulk
