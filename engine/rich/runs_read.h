#pragma once

// Runs of structured content: text, or a list of texts and of objects that say how a text looks.
// Internal to rich.

#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "data/value.h"
#include "rich/content.h"
#include "rich/fields.h"

namespace thethuc::rich {

// Reads `value`, the member or item that messages call `key`.
std::vector<Inline> read_runs(data::Value value,
                              std::string_view key,
                              Origin const& origin,
                              base::Diagnostics& out);

// Reads the picture that an object asks for by "picture", "width_mm", "height_mm" and "alt".
Inline read_picture(Fields const& fields);

}  // namespace thethuc::rich
