#pragma once

#include <vector>

#include "base/diagnostic.h"
#include "opc/limits.h"
#include "opc/package.h"
#include "review/layout.h"

namespace thethuc::review {

// The pages of a document's sections, in their order. What a section leaves unsaid is as Word takes
// it (ECMA-376 Part 1, 17.6.11, 17.6.13).
std::vector<PageSetup> page_setups(opc::Package const& package,
                                   opc::Limits const& limits,
                                   base::Diagnostics& out);

}  // namespace thethuc::review
