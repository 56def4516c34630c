#pragma once

// Text that stands beside a section's tag in its paragraph, where it looks like the section's and
// is not.

#include <optional>

#include "base/diagnostic.h"
#include "compile/source.h"

namespace thethuc::compile {

// Of a section whose tags stand in two paragraphs of one story or cell: what the paragraph of `tag`
// holds on the section's side of it, behind the opening tag or before the closing one. It stands
// outside of the section all the same (templates/README.md, "What a section repeats"), so a warning
// says so; nullopt when nothing is there. To be asked before placeholders are moved.
std::optional<base::Diagnostic> text_beside(Source const& source, SourceTag const& tag);

}  // namespace thethuc::compile
