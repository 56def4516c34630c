#pragma once

// The files that a preview is made of, watched by looking at them again and again.
//
// Polling and not inotify: some hundred calls of stat() take less than a millisecond, and they tell
// the same wherever files lie (network drives, folders shared with a virtual machine or a container
// give no events), whatever an editor does to save (rename over, delete and create, write in
// place), and when a watched folder is moved away and another comes in its place. Nothing has to be
// set up again, no event can be lost, and no limit on watches be reached.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <vector>

namespace thethuc::review {

// Groups of files, so that a change tells what has to be done again.
enum class PreviewGroup : std::uint8_t { source, data, pictures };

struct FileChanges {
  std::set<PreviewGroup> groups;
  std::vector<std::filesystem::path> files;  // those that came, went or became others; sorted
  bool empty() const { return files.empty(); }
};

// Any number of threads may call all functions.
class WatchedFiles {
 public:
  using Time = std::chrono::steady_clock::time_point;
  struct Settings {
    // Changes are told once nothing has changed for so long: an editor takes several steps to save,
    // and a file that is half written is no news.
    std::chrono::milliseconds settle{150};
    // But not later than this after the first, for what is written all the time.
    std::chrono::milliseconds patience{2'000};
    // Of all groups; of folders with more the rest is not watched.
    std::size_t max_files = 20'000;
  };

  explicit WatchedFiles(Settings settings) : settings_(settings) {}

  // The files and folders (with all in them but hidden files and copies that editors keep) of a
  // group, which need not exist. What is new among them counts as seen as it is now: call it before
  // reading them.
  void watch(PreviewGroup group, std::vector<std::filesystem::path> paths);

  // Looks at all files. Gives what has changed since the last changes that were told, when they
  // have settled; empty otherwise.
  FileChanges look(Time now);

 private:
  // What stat() says of a file; all zero for one that is not there.
  struct Stamp {
    std::uint64_t device = 0;
    std::uint64_t inode = 0;
    std::int64_t size = 0;
    std::int64_t modified = 0;  // nanoseconds
    std::int64_t changed = 0;   // of its inode: renamed over, for one
    bool operator==(Stamp const&) const = default;
  };
  using Stamps = std::map<std::filesystem::path, Stamp>;

  static Stamp stamp(std::filesystem::path const& path);
  void stamp_all(std::filesystem::path const& path, Stamps& out) const;

  Settings settings_;
  std::mutex mutex_;
  std::map<PreviewGroup, std::vector<std::filesystem::path>> paths_;
  std::map<PreviewGroup, Stamps> told_;  // as they were when changes were told
  std::map<PreviewGroup, Stamps> seen_;  // as they were at the last look
  Time first_change_{};
  Time last_change_{};
  bool is_pending_ = false;
};

}  // namespace thethuc::review
