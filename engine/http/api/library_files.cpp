#include "http/api/library_files.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <system_error>

#include "http/api/digest.h"

namespace thethuc::http {

namespace fs = std::filesystem;

std::vector<fs::path> library_files(fs::path const& folder) {
  std::vector<fs::path> files;
  std::error_code error;
  for (fs::recursive_directory_iterator at{folder, error}, end; !error && at != end;
       at.increment(error)) {
    if (at->is_regular_file(error)) {
      files.push_back(at->path());
    }
  }
  std::sort(files.begin(), files.end());
  return files;
}

std::string bytes_of_file(fs::path const& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

std::string library_version(fs::path const& folder) {
  constexpr std::size_t kDigits = 16;
  std::string digests;
  for (fs::path const& file : library_files(folder)) {
    digests += sha256({file.lexically_relative(folder).string(), "\n", bytes_of_file(file)});
  }
  return sha256({digests}).substr(0, kDigits);
}

}  // namespace thethuc::http
