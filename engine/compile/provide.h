#pragma once

// What a template must have before values that are more than text can be put into it.

#include "compile/source.h"

namespace thethuc::compile {

// Adds, where tags call for it: the footnotes part, the numbering part with a bullet list, content
// types of pictures. Returns the w:numId of the bullet list, 0 when none is needed.
int provide_parts(Source& source);

// Makes Word work the document's fields out anew when it opens it.
void update_fields_on_opening(Source& source);

}  // namespace thethuc::compile
