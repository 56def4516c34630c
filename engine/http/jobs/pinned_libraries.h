#pragma once

// Copies of the library as it was when jobs were taken: what people change afterwards changes
// nothing in their documents.

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <set>
#include <string>

namespace thethuc::http {

// Any number of threads. Functions throw EnvironmentError when the disk fails.
class PinnedLibraries {
 public:
  explicit PinnedLibraries(std::filesystem::path folder);

  // The version of a copy, which stays at least while this is held.
  using Pin = std::shared_ptr<std::string const>;
  // A copy of the library as it is now; none is made when there is one of `version`, which is
  // what it was a short while ago.
  Pin pin(std::filesystem::path const& library, std::string const& version);
  std::filesystem::path path(std::string const& version) const { return folder_ / version; }
  // Removes all that neither a job needs nor anybody holds. `needed` is asked when it is known what
  // is held: who lets go of a copy has given it to a job before.
  void keep_only(std::function<std::set<std::string>()> const& needed);

 private:
  std::filesystem::path folder_;
  std::mutex mutex_;  // of what lies there, and of `held_`
  std::map<std::string, std::weak_ptr<std::string const>> held_;
};

}  // namespace thethuc::http
