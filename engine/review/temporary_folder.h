#pragma once

#include <filesystem>

namespace thethuc::review {

// A new folder for its owner alone, removed with all in it. Throws EnvironmentError when none can
// be made.
class TemporaryFolder {
 public:
  TemporaryFolder();
  ~TemporaryFolder();
  TemporaryFolder(TemporaryFolder const&) = delete;
  TemporaryFolder& operator=(TemporaryFolder const&) = delete;

  std::filesystem::path const& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace thethuc::review
