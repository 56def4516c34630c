#pragma once

// The fragments of templates/_partials.

#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "compile/template.h"

namespace thethuc::library {

// The files <name>.xml of one _partials folder. A name is looked up in the folder's listing and
// never becomes a path, so nothing outside the folder can be reached. Immutable, copyable.
class Partials {
 public:
  Partials() = default;
  // An absent folder has no partials. `display` is what messages call the folder. Throws
  // EnvironmentError when the folder cannot be read.
  Partials(std::filesystem::path const& folder, std::string const& display);

  std::vector<std::string> names() const;  // as tags write them: "quoc_hieu"; sorted
  // Reads files as they are asked for; throws EnvironmentError when one cannot be read.
  compile::PartialResolver resolver() const;

 private:
  struct File {
    std::filesystem::path path;
    std::string display;
  };
  std::map<std::string, File, std::less<>> files_;  // by name with '-' as '_'
};

}  // namespace thethuc::library
