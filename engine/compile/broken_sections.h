#pragma once

// Sections that do not fit together keep nothing else from being looked at: they are set aside, the
// rest is lowered, and what is found there is told at once, too, as long as it cannot come from
// what was set aside.

#include "compile/source.h"

namespace thethuc::compile {

// To be called when place_sections() has failed. The tags of sections without a partner, without a
// readable name or across structure become comments; what that leaves uncertain about the other
// tags is written into their doubts.
void set_broken_aside(Source& source);

}  // namespace thethuc::compile
