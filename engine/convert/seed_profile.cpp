#include "convert/seed_profile.h"

#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <cstdlib>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/work_folder.h"
#include "opc/deflate.h"

namespace thethuc::convert {

namespace {

namespace fs = std::filesystem;

// With another value older copies are not used: to be raised when profile.cpp changes.
constexpr int kProfileVersion = 2;
constexpr char const* kUnfinished = ".new-";

// "" when there is no home.
fs::path cache_folder() {
  for (auto const& [variable, below] :
       {std::pair{"XDG_CACHE_HOME", "thethuc"}, std::pair{"HOME", ".cache/thethuc"}}) {
    char const* const value = std::getenv(variable);
    if (value != nullptr && *value == '/') {
      return fs::path{value} / below;
    }
  }
  return {};
}

// Another LibreOffice, or the same after an update, has another name.
std::string name_for(fs::path const& office) {
  struct stat about {};
  for (char const* const library : {"libmergedlo.so", "libsofficeapp.so"}) {
    if (::stat((office / library).c_str(), &about) == 0) {
      break;
    }
  }
  std::string const identity =
      fmt::format("{} {} {}", office.string(), about.st_size, about.st_mtime);
  return fmt::format("office-profile-{}-{:08x}", kProfileVersion, opc::crc32(identity));
}

bool is_ours(fs::path const& folder) {
  struct stat about {};
  return ::lstat(folder.c_str(), &about) == 0 && S_ISDIR(about.st_mode) &&
         about.st_uid == ::geteuid();
}

// What processes that were killed in the middle of copy_whole have left.
void sweep(fs::path const& folder) {
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end;
       entry.increment(error)) {
    std::error_code ignored;
    auto const age = fs::file_time_type::clock::now() - entry->last_write_time(ignored);
    if (entry->path().filename().string().starts_with(kUnfinished) &&
        age > std::chrono::minutes{10}) {
      base::remove_folder(entry->path());
    }
  }
}

// Copies a folder so that `to` appears whole or not at all.
bool copy_whole(fs::path const& from, fs::path const& to) {
  std::error_code error;
  fs::create_directories(to.parent_path(), error);
  sweep(to.parent_path());
  std::string pattern = (to.parent_path() / fmt::format("{}XXXXXX", kUnfinished)).string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    return false;
  }
  fs::copy(from, pattern, fs::copy_options::recursive, error);
  if (!error) {
    fs::remove(fs::path{pattern} / ".lock", error);  // of the running LibreOffice
    fs::rename(pattern, to, error);
  }
  if (error) {
    base::remove_folder(pattern);
  }
  return is_ours(to);  // also when another process was faster
}

}  // namespace

SeedProfile::SeedProfile(fs::path const& office, fs::path const& own_folder)
    : own_(own_folder / "seed") {
  if (fs::path const cache = cache_folder(); !cache.empty()) {
    kept_ = cache / name_for(office);
    if (is_ours(kept_)) {
      current_ = kept_;
    }
  }
}

fs::path SeedProfile::path() const {
  std::lock_guard const lock{mutex_};
  return current_;
}

void SeedProfile::take(fs::path const& profile) {
  std::lock_guard const lock{mutex_};
  if (!current_.empty()) {
    return;
  }
  if (!kept_.empty() && copy_whole(profile, kept_)) {
    current_ = kept_;
  } else if (copy_whole(profile, own_)) {
    current_ = own_;
  }
}

void SeedProfile::drop() {
  std::lock_guard const lock{mutex_};
  if (!current_.empty()) {
    base::remove_folder(current_);
    current_.clear();
  }
}

}  // namespace thethuc::convert
