#pragma once

// The field that prints the number of a page (ECMA-376 Part 1, 17.16.5.43), as its code says it.
// Internal to the module.

#include <string>
#include <string_view>

namespace thethuc::rules {

// "PAGE", " page \* MERGEFORMAT ".
bool is_page_field(std::string_view code);

// How the field writes the number when it writes no Arabic digits: "ROMAN" of "PAGE \* ROMAN"; ""
// when the field leaves that to the section, or asks for Arabic digits.
std::string_view number_switch(std::string_view code);

// The code without that switch.
std::string without_number_switch(std::string_view code);

}  // namespace thethuc::rules
