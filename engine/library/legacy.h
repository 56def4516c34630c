#pragma once

// Text of templates that is from before Unicode (wml/legacy_text.h).

#include <string_view>

#include "base/diagnostic.h"
#include "library/library.h"
#include "opc/limits.h"
#include "opc/package.h"

namespace thethuc::library {

enum class LegacyText {
  tell,     // each is a warning, with what it would read as
  convert,  // the text is brought to Unicode
};

void treat_legacy_text(opc::Package& package,
                       std::string_view file_name,
                       LegacyText treatment,
                       opc::Limits const& limits,
                       base::Diagnostics& out);
// Of a template, and of the documents that it takes as partials, each by its own styles, when they
// are put in; within the limits of its options.
void treat_legacy_text(TemplateSource& source, LegacyText treatment, base::Diagnostics& out);

}  // namespace thethuc::library
