#include "library/partials.h"

#include <algorithm>
#include <system_error>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/input_file.h"
#include "base/text.h"

namespace thethuc::library {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostPartialBytes = 16u << 20;

// '-' and '_' are alike, and so are the composed and the decomposed form of a letter.
std::string normalised(std::string_view name) {
  std::string result = base::is_valid_utf8(name) ? base::to_nfc(name) : std::string{name};
  std::replace(result.begin(), result.end(), '-', '_');
  return result;
}

}  // namespace

Partials::Partials(fs::path const& folder, std::string const& display) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return;
  }
  std::vector<fs::path> paths;
  for (fs::directory_iterator it{folder, error}, end; !error && it != end; it.increment(error)) {
    if (fs::is_regular_file(it->symlink_status())) {  // links could lead outside
      paths.push_back(it->path());
    }
  }
  if (error) {
    throw base::EnvironmentError(fmt::format("cannot read {}: {}", display, error.message()));
  }
  std::sort(paths.begin(),
            paths.end());  // of "a-b.xml" and "a_b.xml" the first counts, on every machine
  for (fs::path const& path : paths) {
    if (path.extension() == ".xml" && path.filename().string().front() != '.') {
      files_.emplace(normalised(path.stem().string()),
                     File{path, fmt::format("{}/{}", display, path.filename().string())});
    }
  }
}

std::vector<std::string> Partials::names() const {
  std::vector<std::string> names;
  names.reserve(files_.size());
  for (auto const& entry : files_) {
    names.push_back(entry.first);
  }
  return names;
}

compile::PartialResolver Partials::resolver() const {
  return [files = files_](std::string_view name) -> std::optional<compile::PartialSource> {
    auto const found = files.find(normalised(name));
    if (found == files.end()) {
      return std::nullopt;
    }
    base::Diagnostics problems;
    std::optional<std::string> xml =
        base::read_file(found->second.path, kMostPartialBytes, problems);
    if (!xml) {  // it was listed a moment ago
      throw base::EnvironmentError(problems.to_text(base::Language::en));
    }
    return compile::PartialSource{found->second.display, std::move(*xml)};
  };
}

}  // namespace thethuc::library
