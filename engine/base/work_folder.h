#pragma once

// Private folders for temporary files, which vanish with their owner, however it ends.

#include <filesystem>
#include <string>
#include <string_view>

namespace thethuc::base {

// A folder for its owner alone, below the folder for temporary files. The owner holds a lock on it
// for its life, which the kernel takes away when the process dies in whatever way; a folder that
// nobody holds is what a killed process has left, and the next owner of one with the same prefix
// removes it. Folders of other users are left alone. Throws EnvironmentError when the disk fails.
class WorkFolder {
 public:
  // `prefix`: of the folder's name, "thethuc-diff-". Removes what dead owners have left.
  explicit WorkFolder(std::string_view prefix);
  ~WorkFolder();
  WorkFolder(WorkFolder const&) = delete;
  WorkFolder& operator=(WorkFolder const&) = delete;

  std::filesystem::path const& path() const { return path_; }
  // A new folder within it, whose name begins with `prefix`. Any number of threads may ask.
  std::filesystem::path new_folder(std::string_view prefix) const;

 private:
  std::filesystem::path path_;
  int lock_ = -1;
};

// Removes a folder and all in it; says nothing of what cannot be removed.
void remove_folder(std::filesystem::path const& folder) noexcept;

}  // namespace thethuc::base
