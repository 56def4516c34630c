#pragma once

// What holds of every document that fix() has mended.

#include <string>

#include "rules/check.h"

namespace thethuc::test {

// Mends the document and checks the laws: mending again changes nothing, nothing that can be mended
// is left, the result is sound, and no word is lost. It is shown to the judges.
rules::Fixed mended(std::string const& docx, rules::Options const& options = {});

}  // namespace thethuc::test
