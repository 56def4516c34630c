#include "review/preview_files.h"

#include <sys/stat.h>

#include <algorithm>
#include <string_view>
#include <system_error>
#include <utility>

namespace thethuc::review {

namespace {

namespace fs = std::filesystem;

constexpr int kMostDepth = 16;  // of folders; a template has two or three

// What editors put beside a file while it is being edited: .a.json.swp, a.json~, #a.json#.
bool is_aside(fs::path const& path) {
  std::string const name = path.filename().string();
  return name.empty() || name.front() == '.' || name.front() == '#' || name.back() == '~';
}

std::int64_t nanoseconds(timespec const& time) {
  return std::int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

}  // namespace

WatchedFiles::Stamp WatchedFiles::stamp(fs::path const& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) {
    return {};
  }
  Stamp made;
  made.device = status.st_dev;
  made.inode = status.st_ino;
  if (!S_ISDIR(status.st_mode)) {  // a folder changes with what editors put aside in it
    made.size = status.st_size;
    made.modified = nanoseconds(status.st_mtim);
    made.changed = nanoseconds(status.st_ctim);
  }
  return made;
}

void WatchedFiles::stamp_all(fs::path const& path, Stamps& out) const {
  out[path] = stamp(path);
  std::error_code error;
  fs::recursive_directory_iterator entry{
      path, fs::directory_options::skip_permission_denied, error};
  for (fs::recursive_directory_iterator end; !error && entry != end; entry.increment(error)) {
    if (out.size() >= settings_.max_files) {
      return;
    }
    if (is_aside(entry->path())) {
      entry.disable_recursion_pending();
      continue;
    }
    if (entry.depth() >= kMostDepth) {
      entry.disable_recursion_pending();
    }
    out[entry->path()] = stamp(entry->path());
  }
}

void WatchedFiles::watch(PreviewGroup group, std::vector<fs::path> paths) {
  std::lock_guard const lock{mutex_};
  std::vector<fs::path>& known = paths_[group];
  // What is no longer of the group is forgotten: it never counts as gone.
  for (fs::path const& path : known) {
    if (std::find(paths.begin(), paths.end(), path) == paths.end()) {
      Stamps gone;
      stamp_all(path, gone);
      for (auto const& [file, unused] : gone) {
        told_[group].erase(file);
        seen_[group].erase(file);
      }
    }
  }
  for (fs::path const& path : paths) {
    if (std::find(known.begin(), known.end(), path) == known.end()) {
      Stamps now;
      stamp_all(path, now);
      told_[group].insert(now.begin(), now.end());
      seen_[group].insert(now.begin(), now.end());
    }
  }
  known = std::move(paths);
}

FileChanges WatchedFiles::look(Time now) {
  std::lock_guard const lock{mutex_};
  bool has_moved = false;
  bool is_other = false;
  for (auto const& [group, paths] : paths_) {
    Stamps fresh;
    for (fs::path const& path : paths) {
      stamp_all(path, fresh);
    }
    has_moved = has_moved || fresh != seen_[group];
    is_other = is_other || fresh != told_[group];
    seen_[group] = std::move(fresh);
  }
  if (has_moved) {
    last_change_ = now;
    if (!is_pending_) {
      first_change_ = now;
      is_pending_ = true;
    }
  }
  if (!is_other) {  // nothing, or what changed is as it was
    is_pending_ = is_pending_ && now - last_change_ < settings_.settle;
    return {};
  }
  if (now - last_change_ < settings_.settle && now - first_change_ < settings_.patience) {
    return {};
  }
  FileChanges changes;
  for (auto const& [group, fresh] : seen_) {
    Stamps& told = told_[group];
    std::set<fs::path> files;
    for (auto const& [file, stamp] : fresh) {
      auto const before = told.find(file);
      if (before == told.end() || before->second != stamp) {
        files.insert(file);
      }
    }
    for (auto const& [file, stamp] : told) {
      if (!fresh.contains(file)) {
        files.insert(file);
      }
    }
    if (!files.empty()) {
      changes.groups.insert(group);
      changes.files.insert(changes.files.end(), files.begin(), files.end());
    }
    told = fresh;
  }
  std::sort(changes.files.begin(), changes.files.end());
  changes.files.erase(std::unique(changes.files.begin(), changes.files.end()), changes.files.end());
  is_pending_ = false;
  return changes;
}

}  // namespace thethuc::review
