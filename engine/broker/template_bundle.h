#pragma once

// A template with all that it is compiled with, as one archive: workers need no library.

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/work_folder.h"
#include "opc/limits.h"

namespace thethuc::broker {

struct TemplateBundle {
  std::string archive;    // a zip
  std::string digest;     // its SHA-256: equal for equal templates
  std::string reference;  // of the template in it
};

// Gathers the template that library::open_template would open by this reference, and what stands
// beside it (_base, _partials, _schema). Throws EnvironmentError when it cannot be read.
TemplateBundle bundle_template(std::string const& reference,
                               std::optional<std::filesystem::path> const& templates);

// A bundle as files again, as long as it lives.
class UnpackedBundle {
 public:
  // Errors in `out` for what is no sound archive. Throws EnvironmentError.
  UnpackedBundle(std::string_view archive, opc::Limits const& limits, base::Diagnostics& out);

  std::filesystem::path templates() const;  // to open it with
  // Of the template, by the reference that it has in the bundle.
  std::string reference(std::string const& in_bundle) const;

 private:
  std::unique_ptr<base::WorkFolder> folder_;
};

}  // namespace thethuc::broker
