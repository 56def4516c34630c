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
constexpr char const* kName = "office-profile-";

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
  return fmt::format("{}{}-{:08x}", kName, kProfileVersion, opc::crc32(identity));
}

bool is_ours(fs::path const& folder) {
  struct stat about {};
  return ::lstat(folder.c_str(), &about) == 0 && S_ISDIR(about.st_mode) &&
         about.st_uid == ::geteuid();
}

// The time since it was made, or used last.
fs::file_time_type::duration age(fs::path const& folder) {
  std::error_code error;
  auto const time = fs::last_write_time(folder, error);
  return error ? fs::file_time_type::duration::zero() : fs::file_time_type::clock::now() - time;
}

// What processes that were killed in the middle of copy_whole have left; copies that programs
// before this one made; and those of a LibreOffice that nobody has started for a month.
void sweep(fs::path const& folder) {
  using namespace std::chrono_literals;
  std::error_code error;
  for (fs::directory_iterator entry{folder, error}, end; !error && entry != end;
       entry.increment(error)) {
    std::string const name = entry->path().filename().string();
    bool const is_profile = name.starts_with(kName);
    bool const is_of_today = name.starts_with(fmt::format("{}{}-", kName, kProfileVersion));
    auto const longest = is_of_today ? 24h * 30 : is_profile ? 24h : 10min;
    if ((is_profile || name.starts_with(kUnfinished)) && age(entry->path()) > longest) {
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
      if (age(kept_) > std::chrono::hours{24}) {
        std::error_code error;
        fs::last_write_time(kept_, fs::file_time_type::clock::now(), error);  // it is in use
        sweep(cache);
      }
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

void SeedProfile::drop(fs::path const& seed) {
  std::lock_guard const lock{mutex_};
  if (seed.empty() || seed != current_) {
    return;
  }
  // By another name first: whoever copies it meanwhile fails, and has no part of a profile.
  fs::path const parent = current_.parent_path();
  std::string pattern = (parent / fmt::format("{}XXXXXX", kUnfinished)).string();
  if (::mkdtemp(pattern.data()) != nullptr) {
    std::error_code error;
    fs::rename(current_, fs::path{pattern} / "old", error);
    base::remove_folder(pattern);
  }
  current_.clear();
}

}  // namespace thethuc::convert
