#pragma once

// A LibreOffice profile that has been started once. Not for other modules.

#include <filesystem>
#include <mutex>

namespace thethuc::convert {

// LibreOffice takes 0.7 s to start with a new profile and 0.07 s with a copy of one that it knows.
// The copy is kept in the user's cache ($XDG_CACHE_HOME/thethuc, ~/.cache/thethuc), one for each
// installation of LibreOffice, and in the converter's own folder where there is no such cache. It
// is taken before any document but ours was opened. Any number of threads and processes may use it.
class SeedProfile {
 public:
  SeedProfile(std::filesystem::path const& office, std::filesystem::path const& own_folder);

  std::filesystem::path path() const;  // "" when there is none yet
  // Keeps a copy of `profile` for the next ones; what fails is not told: they take longer, then.
  void take(std::filesystem::path const& profile);
  // Forgets `seed`, with which a worker did not start and without which one did; nothing when it is
  // "", or forgotten already.
  void drop(std::filesystem::path const& seed);

 private:
  mutable std::mutex mutex_;
  std::filesystem::path kept_;
  std::filesystem::path own_;
  std::filesystem::path current_;
};

}  // namespace thethuc::convert
