#pragma once

// What applies to a value beside the schema that is named for it: $ref, allOf, anyOf, oneOf, if.
// Internal to data.

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "data/schema_nodes.h"

namespace thethuc::data {

// When all nodes and references are there: refuses loops and what is too deep, and settles for each
// node what follows from those that apply in its place: the types that remain possible, the names
// of properties that are known. `pointers` are those of the nodes in the schema's file. False after
// a diagnostic.
bool settle_in_place(Schema::Impl& schema,
                     std::vector<std::string> const& pointers,
                     base::Diagnostics& out);

}  // namespace thethuc::data
