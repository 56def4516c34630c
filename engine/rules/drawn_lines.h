#pragma once

// Lines that are shapes. Internal to the module.

#include <vector>

#include <pugixml.hpp>

#include "rules/document.h"

namespace thethuc::rules {

// The lines below a w:drawing or w:pict: straight connectors and line shapes, and rectangles so
// thin that they show as lines, that run across the page.
void find_drawn_lines(pugi::xml_node object, std::vector<DrawnLine>& out);

// The width of the shape that a w:txbxContent is the text of, less its usual inner margins, in
// twips; 0 when it is not known.
int text_box_width(pugi::xml_node content);

}  // namespace thethuc::rules
