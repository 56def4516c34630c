#pragma once

// Private folders of workers, which vanish with their owner. Not for other modules.

#include <filesystem>
#include <string>

namespace thethuc::convert {

// A folder of a converter, below the folder for temporary files. The converter holds a lock on it
// for its life, which the kernel takes away when the process dies in whatever way; a folder that
// nobody holds is what a killed process has left, and the next converter removes it. Folders of
// other users are left alone. Throws EnvironmentError when the disk fails.
class WorkFolder {
 public:
  WorkFolder();  // removes what dead owners have left
  ~WorkFolder();
  WorkFolder(WorkFolder const&) = delete;
  WorkFolder& operator=(WorkFolder const&) = delete;

  std::filesystem::path const& path() const { return path_; }
  // A new folder within it. Any number of threads may ask.
  std::filesystem::path new_folder() const;

 private:
  std::filesystem::path path_;
  int lock_ = -1;
};

// Removes a folder and all in it; says nothing of what cannot be removed.
void remove_folder(std::filesystem::path const& folder) noexcept;

}  // namespace thethuc::convert
