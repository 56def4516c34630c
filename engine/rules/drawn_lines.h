#pragma once

// Lines that are shapes. Internal to the module.

#include <vector>

#include <pugixml.hpp>

#include "rules/document.h"

namespace thethuc::rules {

// The lines below a w:drawing or w:pict: straight connectors and line shapes, and rectangles so
// thin that they show as lines, that run across the page.
void find_drawn_lines(pugi::xml_node object, std::vector<DrawnLine>& out);

}  // namespace thethuc::rules
