#pragma once

// Lengths and places of shapes, of DrawingML and VML, in twips. Internal to the module.

#include <string_view>

#include <pugixml.hpp>

namespace thethuc::rules {

// "12.5pt", "1in", "3mm"; plain numbers are pixels. 0 for what is no number that a page can hold.
double vml_length(std::string_view text);
// The value of `name` in "position:absolute;margin-left:3pt"; "" for none.
std::string_view style_value(std::string_view style, std::string_view name);
// Of an attribute that counts EMU.
int emu_twips(pugi::xml_attribute emu);

}  // namespace thethuc::rules
