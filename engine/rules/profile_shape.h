#pragma once

// Whether a JSON value is a profile: what strangers write may be wrong in many places. Internal to
// the module.

#include <string_view>

#include "base/diagnostic.h"
#include "data/value.h"

namespace thethuc::rules {

// Tells all that is wrong: profile_value where the reader could not go on with what it found,
// profile_name_unknown (a warning) for components and rules that the checker does not know.
void check_profile_shape(data::Document const& document,
                         std::string_view file_name,
                         base::Diagnostics& out);

}  // namespace thethuc::rules
