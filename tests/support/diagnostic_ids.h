#pragma once

// Diagnostics as tests compare them.

#include <string>

#include "base/diagnostic.h"

namespace thethuc::test {

// The ids of all diagnostics, in order: "value_missing value_missing".
inline std::string ids_of(base::Diagnostics const& diagnostics) {
  std::string out;
  for (base::Diagnostic const& diagnostic : diagnostics.entries()) {
    out.append(out.empty() ? "" : " ").append(base::id_name(diagnostic.id));
  }
  return out;
}

}  // namespace thethuc::test
