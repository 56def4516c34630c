#include "library/partials.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/input_file.h"
#include "base/text.h"
#include "opc/folder.h"
#include "opc/package.h"

namespace thethuc::library {

namespace {

namespace fs = std::filesystem;

// '-' and '_' are alike, and so are the composed and the decomposed form of a letter.
std::string normalised(std::string_view name) {
  std::string result = base::is_valid_utf8(name) ? base::to_nfc(name) : std::string{name};
  std::replace(result.begin(), result.end(), '-', '_');
  return result;
}

}  // namespace

Partials::Partials(fs::path const& folder,
                   std::string const& display,
                   std::vector<std::string> const& profiles,
                   std::string const& profile)
    : files_(list(folder, display, profiles)) {
  if (profile.empty()) {
    return;
  }
  for (auto& [name, files] : list(folder / profile, fmt::format("{}/{}", display, profile), {})) {
    files_[name] = std::move(files);
  }
}

Partials::ByName Partials::list(fs::path const& folder,
                                std::string const& display,
                                std::vector<std::string> const& profiles) {
  ByName found;
  std::error_code error;
  if (!fs::is_directory(folder, error)) {
    return found;
  }
  std::vector<fs::path> paths;
  for (fs::directory_iterator it{folder, error}, end; !error && it != end; it.increment(error)) {
    paths.push_back(it->path());
  }
  if (error) {
    throw base::EnvironmentError(
        base::Words{fmt::format("không đọc được {}: {}", display, error.message()),
                    fmt::format("cannot read {}: {}", display, error.message())});
  }
  std::sort(paths.begin(), paths.end());  // messages are the same on every machine
  for (fs::path const& path : paths) {
    std::string const name = path.filename().string();
    fs::file_status const status = fs::symlink_status(path);  // links could lead outside
    std::string const shown = fmt::format("{}/{}", display, name);
    if (name.front() == '.' ||
        std::find(profiles.begin(), profiles.end(), name) != profiles.end()) {
      continue;
    }
    if (fs::is_regular_file(status) && path.extension() == ".xml") {
      found[normalised(path.stem().string())].push_back({Kind::fragment, path, shown});
    } else if (fs::is_regular_file(status) && path.extension() == ".docx") {
      found[normalised(path.stem().string())].push_back({Kind::document, path, shown});
    } else if (fs::is_directory(status) &&
               fs::is_regular_file(fs::symlink_status(path / "[Content_Types].xml"))) {
      found[normalised(name)].push_back({Kind::folder, path, shown});
    }
  }
  return found;
}

std::vector<std::string> Partials::names() const {
  std::vector<std::string> names;
  names.reserve(files_.size());
  for (auto const& entry : files_) {
    names.push_back(entry.first);
  }
  return names;
}

compile::PartialResolver Partials::resolver(compile::Limits const& limits,
                                            std::optional<Section> section) const {
  return [files = files_, limits, section = std::move(section)](
             std::string_view name) -> std::optional<compile::PartialSource> {
    auto const found = files.find(normalised(name));
    if (found == files.end()) {
      return std::nullopt;
    }
    compile::PartialSource source = read(found->first, found->second, limits);
    if (section) {
      section->fill(source.xml, limits.package);
    }
    return source;
  };
}

compile::PartialSource Partials::read(std::string_view name,
                                      Files const& files,
                                      compile::Limits const& limits) {
  File const& file = files.front();
  compile::PartialSource source;
  source.file_name = file.display;
  if (files.size() > 1) {
    std::string places;
    for (File const& other : files) {
      places.append(places.empty() ? "" : ", ").append(other.display);
    }
    source.diagnostics.add(base::diagnose(base::Id::partial_twice,
                                          base::place_in_file(file.display),
                                          {},
                                          {{"name", std::string{name}}, {"places", places}}));
    return source;
  }
  std::optional<std::string> bytes =
      file.kind == Kind::folder ? opc::pack(file.path, limits.package, source.diagnostics)
      : file.kind == Kind::document
          ? base::read_file(
                file.path, limits.package.max_archive_bytes, "archive-bytes", source.diagnostics)
          : base::read_file(
                file.path, limits.max_partial_bytes, "partial-bytes", source.diagnostics);
  if (bytes && file.kind == Kind::fragment) {
    source.xml = std::move(*bytes);
  } else if (bytes) {
    source.package = opc::Package::read(*bytes, file.display, limits.package, source.diagnostics);
  }
  return source;
}

}  // namespace thethuc::library
