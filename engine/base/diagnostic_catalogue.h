#pragma once

// The texts of diagnostics.def as a table. For the sources of this module and for the tests of the
// catalogue; all others use message() and hint().

#include <string_view>

#include "base/diagnostic.h"

namespace thethuc::base {

struct CatalogueTexts {
  std::string_view message;
  std::string_view hint;  // "" when there is none
};

struct CatalogueEntry {
  Id id;
  std::string_view name;
  Severity severity;
  CatalogueTexts vi;
  CatalogueTexts en;

  CatalogueTexts const& texts(Language language) const {
    return language == Language::vi ? vi : en;
  }
};

// The entry lives as long as the program.
CatalogueEntry const& catalogue_entry(Id id);

}  // namespace thethuc::base
