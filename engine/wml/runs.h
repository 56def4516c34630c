#pragma once

// Cutting runs.

#include <pugixml.hpp>

namespace thethuc::wml {

// Moves `child` (a child of a run) and all that follows it in the run to a new run with the same
// properties, inserted right behind. Returns the new run. All node handles stay valid.
pugi::xml_node split_run_before(pugi::xml_node run, pugi::xml_node child);

// Whether a run holds nothing but its properties.
bool is_empty_run(pugi::xml_node run);

}  // namespace thethuc::wml
