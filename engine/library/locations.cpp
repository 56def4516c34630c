#include "library/locations.h"

#include <algorithm>
#include <cstdlib>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "library/library.h"

namespace thethuc::library {

namespace {

namespace fs = std::filesystem;

bool is_folder(fs::path const& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

fs::path named_folder(fs::path path, std::string_view named_by) {
  if (!is_folder(path)) {
    throw base::EnvironmentError(
        fmt::format("the templates folder {} ({}) does not exist", path.string(), named_by));
  }
  return path;
}

// <prefix>/share/thethuc/templates, where the program is <prefix>/bin/<program> or
// <prefix>/libexec/thethuc/<program>.
fs::path installed_folder() {
  std::error_code error;
  fs::path const program = fs::read_symlink("/proc/self/exe", error);
  if (error) {
    return {};
  }
  fs::path above = program.parent_path().parent_path();
  above = above.filename() == "libexec" ? above.parent_path() : above;
  return above / "share" / "thethuc" / "templates";
}

}  // namespace

std::optional<fs::path> find_templates_folder(std::optional<fs::path> const& given) {
  if (given) {
    return named_folder(*given, "--templates");
  }
  // An empty variable counts as none, as usual in a shell.
  if (char const* variable = std::getenv("THETHUC_TEMPLATES"); variable && *variable) {
    return named_folder(variable, "THETHUC_TEMPLATES");
  }
  for (fs::path const& candidate : {fs::path{"templates"}, installed_folder()}) {
    if (!candidate.empty() && is_folder(candidate)) {
      return candidate;
    }
  }
  return std::nullopt;
}

fs::path templates_folder(std::optional<fs::path> const& given) {
  if (auto found = find_templates_folder(given)) {
    return *found;
  }
  throw base::EnvironmentError(fmt::format(
      "there is no templates folder: looked for ./templates and {}; name one with --templates or "
      "THETHUC_TEMPLATES",
      installed_folder().string()));
}

bool is_path_reference(std::string_view reference) {
  constexpr std::string_view kExtension = ".docx";
  if (reference.find('/') != std::string_view::npos) {
    return true;
  }
  if (reference.size() < kExtension.size()) {
    return false;
  }
  std::string_view const end = reference.substr(reference.size() - kExtension.size());
  return std::equal(end.begin(), end.end(), kExtension.begin(), [](char given, char wanted) {
    return (given >= 'A' && given <= 'Z' ? static_cast<char>(given + ('a' - 'A')) : given) ==
           wanted;
  });
}

}  // namespace thethuc::library
