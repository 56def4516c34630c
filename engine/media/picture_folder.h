#pragma once

// The folder that pictures may be read from: that of the data, and what is below it.

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

#include "media/picture.h"

namespace thethuc::media {

// Held open by its descriptor, so that renaming it or its parents meanwhile changes nothing. Any
// number of threads may read.
class PictureFolder {
 public:
  // Throws EnvironmentError when the folder cannot be opened.
  explicit PictureFolder(std::filesystem::path const& folder);
  ~PictureFolder();
  PictureFolder(PictureFolder const&) = delete;
  PictureFolder& operator=(PictureFolder const&) = delete;

  // All bytes of the file `name`, a path relative to the folder, parted by '/'. Never leaves the
  // folder: absolute names, ".." and symbolic links that lead out are faults
  // (picture_outside_folder); so are absent files, folders, pipes and devices
  // (picture_not_readable), and more than `max_bytes` (picture_too_large). Throws EnvironmentError
  // when the file is there and cannot be read.
  Result<std::string> read(std::string_view name, std::size_t max_bytes) const;

 private:
  int descriptor_;
};

}  // namespace thethuc::media
