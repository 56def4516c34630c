#pragma once

// Lists of blocks. Internal to rich.

#include "base/diagnostic.h"
#include "data/value.h"
#include "rich/content.h"

namespace thethuc::rich {

// The blocks of a cell: paragraphs of all kinds, nothing else.
Content read_cell_blocks(data::Value list, Origin const& origin, base::Diagnostics& out);

}  // namespace thethuc::rich
