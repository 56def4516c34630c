#pragma once

// Values of rich tags: text is Markdown, a number is text, an object with "blocks" is structured
// content. README.md of this folder describes the format, blocks.schema.json is its schema.

#include <vector>

#include "base/diagnostic.h"
#include "data/value.h"
#include "rich/content.h"

namespace thethuc::rich {

// The content of a value that takes the place of a paragraph. Every mistake is added to `out`, with
// the pointer of what is concerned (below origin.pointer); the content then lacks it and is not
// worth printing. `value` is not missing.
Content read_value(data::Value value, Origin const& origin, base::Diagnostics& out);

// The content of a value that stands beside other text: one paragraph without properties.
std::vector<Inline> read_inline_value(data::Value value,
                                      Origin const& origin,
                                      base::Diagnostics& out);

}  // namespace thethuc::rich
