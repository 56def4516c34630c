#include "http/jobs/pinned_libraries.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/work_folder.h"
#include "http/api/library_files.h"

namespace thethuc::http {

namespace {

namespace fs = std::filesystem;

constexpr char const* kBegun = ".new";

void check(std::error_code const& error, fs::path const& path) {
  if (error) {
    throw base::EnvironmentError(fmt::format("{}: {}", path.string(), error.message()));
  }
}

void copy_files(fs::path const& from, fs::path const& to) {
  std::error_code error;
  fs::create_directories(to, error);
  check(error, to);
  for (fs::path const& file : library_files(from)) {
    fs::path const target = to / file.lexically_relative(from);
    fs::create_directories(target.parent_path(), error);
    check(error, target);
    fs::copy_file(file, target, fs::copy_options::overwrite_existing, error);
    check(error, target);
  }
}

// Some three hundred files: one order for all that the file system holds back.
void sync_all(fs::path const& folder) {
  int const opened = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  int const result = opened < 0 ? -1 : ::syncfs(opened);
  int const error_number = errno;
  ::close(opened);
  if (result != 0) {
    check({error_number, std::generic_category()}, folder);
  }
}

}  // namespace

PinnedLibraries::PinnedLibraries(fs::path folder) : folder_(std::move(folder)) {}

PinnedLibraries::Pin PinnedLibraries::pin(fs::path const& library, std::string const& version) {
  std::lock_guard const lock{mutex_};
  std::string found = version;
  std::error_code error;
  if (!fs::is_directory(path(version), error)) {
    fs::path const begun = folder_ / kBegun;
    base::remove_folder(begun);
    copy_files(library, begun);
    // Files may have changed since they were compiled, and may change while they are copied: the
    // copy is what counts.
    found = library_version(begun);
    if (!fs::is_directory(path(found), error)) {
      sync_all(begun);
      fs::rename(begun, path(found), error);
      check(error, begun);
      sync_all(folder_);
    }
    base::remove_folder(begun);
  }
  std::weak_ptr<std::string const>& held = held_[found];
  Pin pin = held.lock();
  if (!pin) {
    pin = std::make_shared<std::string const>(found);
    held = pin;
  }
  return pin;
}

void PinnedLibraries::keep_only(std::function<std::set<std::string>()> const& needed) {
  std::lock_guard const lock{mutex_};
  std::erase_if(held_, [](auto const& entry) { return entry.second.expired(); });
  std::set<std::string> const versions = needed();
  std::vector<fs::path> others;
  std::error_code error;
  for (fs::directory_iterator at{folder_, error}, end; !error && at != end; at.increment(error)) {
    std::string const name = at->path().filename().string();
    if (!versions.contains(name) && !held_.contains(name)) {
      others.push_back(at->path());
    }
  }
  for (fs::path const& other : others) {
    base::remove_folder(other);
  }
}

}  // namespace thethuc::http
