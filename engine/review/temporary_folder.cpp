#include "review/temporary_folder.h"

#include <stdlib.h>

#include <cerrno>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/environment_error.h"

namespace thethuc::review {

namespace fs = std::filesystem;

TemporaryFolder::TemporaryFolder() {
  std::error_code error;
  fs::path const parent = fs::temp_directory_path(error);
  std::string pattern = ((error ? fs::path{"/tmp"} : parent) / "thethuc-diff-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr) {
    throw base::EnvironmentError(
        fmt::format("cannot make {}: {}", pattern, std::generic_category().message(errno)));
  }
  path_ = pattern;
}

TemporaryFolder::~TemporaryFolder() {
  std::error_code error;
  fs::remove_all(path_, error);
}

}  // namespace thethuc::review
