#pragma once

// Diagnostics as JSON for doors that have no options of a command line.

#include <string>
#include <string_view>

#include "base/diagnostic.h"

namespace thethuc::base {

// As to_json(d, language), with another remedy; "" leaves it out.
std::string to_json(Diagnostic const& d, Language language, std::string_view hint);

}  // namespace thethuc::base
