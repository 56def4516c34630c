#include "library/locations.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
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

// What may lie in several places.
struct Kind {
  char const* folder;  // "templates"
  char const* option;
  char const* variable;
};
constexpr Kind kTemplates{"templates", "--templates", "THETHUC_TEMPLATES"};
constexpr Kind kProfiles{"profiles", "--profiles", "THETHUC_PROFILES"};

fs::path named_folder(Kind const& kind, fs::path path, std::string_view named_by) {
  if (!is_folder(path)) {
    throw base::EnvironmentError(base::Words{
        fmt::format("không có thư mục {} {} ({})", kind.folder, path.string(), named_by),
        fmt::format("the {} folder {} ({}) does not exist", kind.folder, path.string(), named_by)});
  }
  return path;
}

// <prefix>/share/thethuc/<folder>, where the program is <prefix>/bin/<program> or
// <prefix>/libexec/thethuc/<program>.
fs::path installed_folder(Kind const& kind) {
  std::error_code error;
  fs::path const program = fs::read_symlink("/proc/self/exe", error);
  if (error) {
    return {};
  }
  fs::path above = program.parent_path().parent_path();
  above = above.filename() == "libexec" ? above.parent_path() : above;
  return above / "share" / "thethuc" / kind.folder;
}

std::optional<fs::path> find_folder(Kind const& kind, std::optional<fs::path> const& given) {
  if (given) {
    return named_folder(kind, *given, kind.option);
  }
  // An empty variable counts as none, as usual in a shell.
  if (char const* variable = std::getenv(kind.variable); variable && *variable) {
    return named_folder(kind, variable, kind.variable);
  }
  for (fs::path const& candidate : {fs::path{kind.folder}, installed_folder(kind)}) {
    if (!candidate.empty() && is_folder(candidate)) {
      return candidate;
    }
  }
  return std::nullopt;
}

}  // namespace

std::optional<fs::path> find_templates_folder(std::optional<fs::path> const& given) {
  return find_folder(kTemplates, given);
}

std::optional<fs::path> find_profiles_folder(std::optional<fs::path> const& given) {
  return find_folder(kProfiles, given);
}

fs::path templates_folder(std::optional<fs::path> const& given) {
  if (auto found = find_templates_folder(given)) {
    return *found;
  }
  std::string const installed = installed_folder(kTemplates).string();
  throw base::EnvironmentError(base::Words{
      fmt::format("không có thư mục mẫu: đã tìm ./templates và {}; chỉ ra bằng --templates hoặc "
                  "THETHUC_TEMPLATES",
                  installed),
      fmt::format("there is no templates folder: looked for ./templates and {}; name one with "
                  "--templates or THETHUC_TEMPLATES",
                  installed)});
}

bool is_path_reference(std::string_view reference) {
  constexpr std::string_view kExtensions[] = {".docx", ".dotx"};
  if (reference.find('/') != std::string_view::npos) {
    return true;
  }
  return std::any_of(
      std::begin(kExtensions), std::end(kExtensions), [&](std::string_view extension) {
        return reference.size() >= extension.size() &&
               std::equal(extension.rbegin(),
                          extension.rend(),
                          reference.rbegin(),
                          [](char wanted, char given) {
                            bool const capital = given >= 'A' && given <= 'Z';
                            return (capital ? static_cast<char>(given + ('a' - 'A')) : given) ==
                                   wanted;
                          });
      });
}

}  // namespace thethuc::library
