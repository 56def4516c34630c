#pragma once

#include <string>

#include "compile/template.h"

namespace thethuc::bulk {

// SHA-256 of what a compiled template makes of data: equal for equal templates that were compiled
// by the same version in the same way.
std::string template_digest(compile::CompiledTemplate const& compiled);

}  // namespace thethuc::bulk
