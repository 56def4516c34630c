#pragma once

// What templates/_partials holds.

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compile/template.h"
#include "library/section.h"

namespace thethuc::library {

// The partials of one folder: fragments <name>.xml, documents <name>.docx, and documents as folders
// <name>/ (with [Content_Types].xml, as `thethuc unpack` writes them). A name is looked up in the
// folder's listing and never becomes a path, so nothing outside the folder can be reached.
// Immutable, copyable.
class Partials {
 public:
  Partials() = default;
  // An absent folder has no partials. `display` is what messages call the folder. A folder within
  // that has the name of one of `profiles` holds what takes the place of the others' partials under
  // that profile; those of `profile` are taken. Throws EnvironmentError when a folder cannot be
  // read.
  Partials(std::filesystem::path const& folder,
           std::string const& display,
           std::vector<std::string> const& profiles = {},
           std::string const& profile = {});

  std::vector<std::string> names() const;  // as tags write them: "quoc_hieu"; sorted
  // Reads files as they are asked for, within the limits; what is wrong in one is in
  // PartialSource::diagnostics. The section properties of fragments are filled in from `section`.
  // Throws EnvironmentError when one cannot be read.
  compile::PartialResolver resolver(compile::Limits const& limits = {},
                                    std::optional<Section> section = std::nullopt) const;

 private:
  enum class Kind { fragment, document, folder };
  struct File {
    Kind kind;
    std::filesystem::path path;
    std::string display;
  };
  using Files = std::vector<File>;
  // The partials of one folder, by name.
  using ByName = std::map<std::string, Files, std::less<>>;
  static ByName list(std::filesystem::path const& folder,
                     std::string const& display,
                     std::vector<std::string> const& profiles);
  static compile::PartialSource read(std::string_view name,
                                     Files const& files,
                                     compile::Limits const& limits);

  // By name with '-' as '_'. More than one of a name is a mistake, told when the name is asked for.
  ByName files_;
};

}  // namespace thethuc::library
