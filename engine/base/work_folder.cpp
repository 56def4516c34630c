#include "base/work_folder.h"

#include <fcntl.h>
#include <stdlib.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include <fmt/format.h>

#include "base/environment_error.h"

namespace thethuc::base {

namespace {

namespace fs = std::filesystem;

[[noreturn]] void fail(Words const& what, fs::path const& path) {
  std::string const why = std::generic_category().message(errno);
  throw EnvironmentError(Words{fmt::format("không {} {}: {}", what.vi, path.string(), why),
                               fmt::format("cannot {} {}: {}", what.en, path.string(), why)});
}

// mkdtemp: a new name, and for the owner alone.
fs::path new_temporary(fs::path const& parent, std::string_view prefix) {
  std::string pattern = (parent / fmt::format("{}XXXXXX", prefix)).string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    fail({"tạo được thư mục trong", "make a folder in"}, parent);
  }
  return pattern;
}

fs::path temporary_folder() {
  std::error_code error;
  fs::path folder = fs::temp_directory_path(error);
  return error ? fs::path{"/tmp"} : folder;
}

// Opens and locks a folder of ours; -1 when it is not ours, or somebody holds it.
int lock_folder(fs::path const& path) {
  int const descriptor = ::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (descriptor < 0) {
    return -1;
  }
  struct stat about {};
  if (::fstat(descriptor, &about) != 0 || about.st_uid != ::geteuid() ||
      ::flock(descriptor, LOCK_EX | LOCK_NB) != 0) {
    ::close(descriptor);
    return -1;
  }
  return descriptor;
}

// Whether the locked folder still has its name: a sweep may have come between making and locking.
bool is_in_place(int descriptor, fs::path const& path) {
  struct stat held {};
  struct stat named {};
  return ::fstat(descriptor, &held) == 0 && ::lstat(path.c_str(), &named) == 0 &&
         held.st_dev == named.st_dev && held.st_ino == named.st_ino;
}

void sweep(fs::path const& parent, std::string_view prefix) {
  std::error_code error;
  for (fs::directory_iterator entry{parent, error}, end; !error && entry != end;
       entry.increment(error)) {
    if (!entry->path().filename().string().starts_with(prefix)) {
      continue;
    }
    if (int const lock = lock_folder(entry->path()); lock >= 0) {
      remove_folder(entry->path());
      ::close(lock);
    }
  }
}

}  // namespace

WorkFolder::WorkFolder(std::string_view prefix) {
  fs::path const parent = temporary_folder();
  sweep(parent, prefix);
  constexpr int kTries = 10;
  for (int i = 0; i < kTries; ++i) {
    path_ = new_temporary(parent, prefix);
    lock_ = lock_folder(path_);
    if (lock_ >= 0 && is_in_place(lock_, path_)) {
      return;
    }
    if (lock_ >= 0) {
      ::close(lock_);
      lock_ = -1;
    }
  }
  fail({"giữ được thư mục trong", "hold a folder in"}, parent);
}

WorkFolder::~WorkFolder() {
  remove_folder(path_);
  ::close(lock_);
}

fs::path WorkFolder::new_folder(std::string_view prefix) const {
  return new_temporary(path_, prefix);
}

void remove_folder(fs::path const& folder) noexcept {
  std::error_code error;
  fs::remove_all(folder, error);
  if (error) {  // what was being written while it was removed
    fs::remove_all(folder, error);
  }
}

}  // namespace thethuc::base
