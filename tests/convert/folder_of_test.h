#pragma once

// A place of its own for each test, and what is left of the converter there.

#include <sys/types.h>

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "opc/package.h"

namespace thethuc::test {

// Makes a new folder the one for temporary files, for as long as it lives; then removes it.
class FolderOfTest {
 public:
  FolderOfTest();
  ~FolderOfTest();
  FolderOfTest(FolderOfTest const&) = delete;
  FolderOfTest& operator=(FolderOfTest const&) = delete;
  std::filesystem::path const& path() const { return path_; }
  // What lies in it, by name.
  std::vector<std::string> names() const;

 private:
  std::filesystem::path path_;
};

// The processes that this one has started and that are there, dead or alive.
std::vector<pid_t> child_processes();
// Waits until a process is gone; false when it is still there after some seconds.
bool is_gone_soon(pid_t process);
// A .docx of one paragraph.
std::string docx_of(std::string_view text);
// A zip of these files, whether they are a sound package or not.
std::string zip_of(std::vector<opc::Package::File> const& files);

}  // namespace thethuc::test
