#pragma once

// Cutting runs, so that a place in the text becomes a place between nodes.

#include <cstddef>

#include <pugixml.hpp>

namespace thethuc::wml {

// Cuts the w:t `text` at `offset` (bytes): it keeps what is before and a new w:t, inserted right
// behind it, gets the rest. Returns the new node. Precondition: 0 < offset < size of the text, on a
// code point border.
pugi::xml_node split_text(pugi::xml_node text, std::size_t offset);

// Moves `child` (a child of a run) and all that follows it in the run to a new run with the same
// properties, inserted right behind. Returns the new run. All node handles stay valid.
pugi::xml_node split_run_before(pugi::xml_node run, pugi::xml_node child);

// Whether a run holds nothing but its properties.
bool is_empty_run(pugi::xml_node run);

}  // namespace thethuc::wml
