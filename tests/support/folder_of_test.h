#pragma once

// A place of its own for each test, and what is left there.

#include <stdlib.h>

#include <algorithm>
#include <filesystem>
#include <stdexcept>
#include <string>
#include <vector>

namespace thethuc::test {

// Makes a new folder the one for temporary files, for as long as it lives; then removes it.
class FolderOfTest {
 public:
  FolderOfTest() {
    std::string pattern = (std::filesystem::temp_directory_path() / "thethuc-test-XXXXXX").string();
    if (::mkdtemp(pattern.data()) == nullptr) {
      throw std::runtime_error("no folder for the test");
    }
    path_ = pattern;
    ::setenv("TMPDIR", path_.c_str(), 1);
  }
  ~FolderOfTest() {
    ::unsetenv("TMPDIR");
    std::filesystem::remove_all(path_);
  }
  FolderOfTest(FolderOfTest const&) = delete;
  FolderOfTest& operator=(FolderOfTest const&) = delete;
  std::filesystem::path const& path() const { return path_; }
  // What lies in it, by name.
  std::vector<std::string> names() const {
    std::vector<std::string> all;
    for (auto const& entry : std::filesystem::directory_iterator{path_}) {
      all.push_back(entry.path().filename().string());
    }
    std::sort(all.begin(), all.end());
    return all;
  }

 private:
  std::filesystem::path path_;
};

}  // namespace thethuc::test
