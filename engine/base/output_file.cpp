#include "base/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <climits>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <optional>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"

namespace thethuc::base {

namespace {

namespace fs = std::filesystem;

constexpr int kMostLinks = 40;      // as the kernel's own limit
constexpr int kMostAttempts = 100;  // at a free temporary name
constexpr std::size_t kMostNameBytes = 200;

// Temporary files to be removed by the signal handler, which may neither allocate nor lock: a slot
// is claimed, filled, and only then marked as ready.
struct Unfinished {
  std::atomic<bool> claimed{false};
  std::atomic<bool> ready{false};
  std::array<char, PATH_MAX> path{};
};
static_assert(std::atomic<bool>::is_always_lock_free);
std::array<Unfinished, 64> unfinished;

// -1 when the table is full: the file is then only removed in the ordinary ways.
int remember_unfinished(std::string const& path) {
  if (path.size() >= PATH_MAX) {
    return -1;
  }
  for (std::size_t i = 0; i < unfinished.size(); ++i) {
    if (!unfinished[i].claimed.exchange(true)) {
      std::memcpy(unfinished[i].path.data(), path.c_str(), path.size() + 1);
      unfinished[i].ready = true;
      return static_cast<int>(i);
    }
  }
  return -1;
}

void forget_unfinished(int& slot) {
  if (slot >= 0) {
    Unfinished& entry = unfinished[static_cast<std::size_t>(slot)];
    entry.ready = false;
    entry.claimed = false;
    slot = -1;
  }
}

extern "C" void on_deadly_signal(int signal_number) {
  for (Unfinished const& entry : unfinished) {
    if (entry.ready) {
      ::unlink(entry.path.data());
    }
  }
  // SA_RESETHAND has restored the default action; the signal is delivered when this handler
  // returns.
  ::raise(signal_number);
}

// The folder that holds `path`.
fs::path folder_of(fs::path const& path) {
  fs::path const parent = path.parent_path();
  return parent.empty() ? fs::path{"."} : parent;
}

// The number of one of this process's own descriptors when `path` is its entry in /proc/self/fd.
// Such an entry of a redirected file looks like a regular file, yet must not be replaced under its
// reader's feet.
std::optional<int> own_descriptor(fs::path const& path) {
  std::error_code error;
  fs::path const folder = fs::canonical(folder_of(path), error);
  if (error || folder != fs::path{"/proc"} / std::to_string(::getpid()) / "fd") {
    return std::nullopt;
  }
  std::string const name = path.filename().string();
  if (name.empty() || name.find_first_not_of("0123456789") != std::string::npos ||
      name.size() > 9) {
    return std::nullopt;
  }
  return std::stoi(name);
}

struct Destination {
  fs::path target;
  std::optional<int> descriptor;  // to be duplicated
  bool direct = false;
};

Destination find_destination(fs::path const& path) {
  if (path == "-") {
    return {path, STDOUT_FILENO, true};
  }
  Destination result{path, std::nullopt, false};
  for (int links = 0; links < kMostLinks; ++links) {
    result.descriptor = own_descriptor(result.target);
    if (result.descriptor) {
      result.direct = true;
      return result;
    }
    std::error_code error;
    if (!fs::is_symlink(fs::symlink_status(result.target, error))) {
      break;
    }
    fs::path const next = fs::read_symlink(result.target, error);
    if (error) {
      break;
    }
    result.target = next.is_absolute() ? next : folder_of(result.target) / next;
  }
  struct stat info {};
  result.direct =
      ::stat(result.target.c_str(), &info) == 0 && !S_ISREG(info.st_mode) && !S_ISDIR(info.st_mode);
  return result;
}

}  // namespace

bool is_written_directly(fs::path const& path) {
  return find_destination(path).direct;
}

void remove_unfinished_on_signals() {
  struct sigaction ignore {};
  ignore.sa_handler = SIG_IGN;
  ::sigaction(SIGXFSZ, &ignore, nullptr);

  struct sigaction action {};
  action.sa_handler = on_deadly_signal;
  action.sa_flags = static_cast<int>(SA_RESETHAND);
  for (int const signal_number : {SIGINT, SIGTERM, SIGHUP, SIGPIPE}) {
    struct sigaction before {};
    ::sigaction(signal_number, nullptr, &before);
    if (before.sa_handler != SIG_IGN) {  // nohup and the like stay in force
      ::sigaction(signal_number, &action, nullptr);
    }
  }
}

OutputFile::OutputFile(fs::path const& path)
    : name_(path == "-" ? "standard output" : path.string()) {
  Destination destination = find_destination(path);
  target_ = std::move(destination.target);
  if (destination.descriptor) {
    descriptor_ = ::fcntl(*destination.descriptor, F_DUPFD_CLOEXEC, 3);
    if (descriptor_ < 0) {
      fail(errno);
    }
  } else if (destination.direct) {
    open_directly();
  } else {
    open_temporary();
  }
}

OutputFile::~OutputFile() {
  discard();
}

void OutputFile::open_directly() {
  descriptor_ = ::open(target_.c_str(), O_WRONLY | O_CLOEXEC | O_NOCTTY);
  if (descriptor_ < 0) {
    fail(errno);
  }
}

void OutputFile::open_temporary() {
  if (name_.empty()) {
    fail(ENOENT);
  }
  struct stat existing {};
  bool const replaces = ::stat(target_.c_str(), &existing) == 0;
  if (!replaces && errno != ENOENT) {
    fail(errno);
  }
  // rename() would replace a file that its owner has made read-only; an ordinary write would not.
  if (replaces && S_ISDIR(existing.st_mode)) {
    fail(EISDIR);
  }
  if (replaces && ::access(target_.c_str(), W_OK) != 0) {
    fail(errno);
  }
  std::string const base_name = target_.filename().string();
  if (base_name.empty() || base_name == "." || base_name == "..") {
    fail(EISDIR);
  }
  for (int attempt = 0; attempt < kMostAttempts; ++attempt) {
    temporary_ =
        folder_of(target_) /
        fmt::format(".{}.{}-{}.tmp", base_name.substr(0, kMostNameBytes), ::getpid(), attempt);
    // Remembered before it exists, so that no signal falls between.
    slot_ = remember_unfinished(temporary_.string());
    descriptor_ = ::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666);
    if (descriptor_ >= 0) {
      break;
    }
    int const error_number = errno;
    forget_unfinished(slot_);
    temporary_.clear();
    if (error_number != EEXIST) {
      fail(error_number);
    }
  }
  if (descriptor_ < 0) {
    fail(EEXIST);
  }
  if (replaces && ::fchmod(descriptor_, existing.st_mode & 0777) != 0) {
    fail(errno);
  }
}

void OutputFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    ssize_t const written = ::write(descriptor_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) {
        continue;
      }
      fail(errno);
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void OutputFile::commit() {
  if (!temporary_.empty()) {
    int result = 0;
    do {
      result = ::fsync(descriptor_);
    } while (result != 0 && errno == EINTR);
    if (result != 0 && errno != EINVAL && errno != ENOTSUP) {  // some file systems cannot sync
      fail(errno);
    }
  }
  int const closed = ::close(std::exchange(descriptor_, -1));
  if (closed != 0 && errno != EINTR) {  // a quota or a network file system may tell only now
    fail(errno);
  }
  if (temporary_.empty()) {
    return;
  }
  if (::rename(temporary_.c_str(), target_.c_str()) != 0) {
    fail(errno);
  }
  forget_unfinished(slot_);
  temporary_.clear();
  // The name reaches the disk with its folder. The file is whole in any case, so a folder that
  // cannot be synced is no error.
  int const folder = ::open(folder_of(target_).c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (folder >= 0) {
    ::fsync(folder);
    ::close(folder);
  }
}

void OutputFile::discard() noexcept {
  if (descriptor_ >= 0) {
    ::close(std::exchange(descriptor_, -1));
  }
  if (!temporary_.empty()) {
    ::unlink(temporary_.c_str());
    temporary_.clear();
  }
  forget_unfinished(slot_);
}

void OutputFile::fail(int error_number) {
  discard();  // not left to the destructor, which does not run when the constructor throws
  std::string const why = std::generic_category().message(error_number);
  throw EnvironmentError(Words{fmt::format("không ghi được {}: {}", name_, why),
                               fmt::format("cannot write {}: {}", name_, why)});
}

}  // namespace thethuc::base
