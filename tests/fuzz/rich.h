#pragma once

// Rich content written as it would be into a document.

#include <vector>

#include "base/diagnostic.h"
#include "rich/content.h"

namespace thethuc::fuzz {

extern rich::Origin const kRichOrigin;

// Writes content that was read with these findings, and checks the XML unless there are errors.
void check_written(rich::Content const& content, base::Diagnostics& found);
void check_written(std::vector<rich::Inline> const& inlines, base::Diagnostics& found);

}  // namespace thethuc::fuzz
