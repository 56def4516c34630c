#pragma once

// Sections with what they inherit. Internal to the module.

#include <vector>

#include <pugixml.hpp>

#include "rules/document.h"

namespace thethuc::rules {

// Fills document.sections from the section properties in document order; `last` is the body's own.
// The paragraphs are read already.
void read_sections(Document& document,
                   std::vector<pugi::xml_node> const& ends,
                   pugi::xml_node last);

}  // namespace thethuc::rules
