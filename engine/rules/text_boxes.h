#pragma once

// Text boxes: how wide their text may be, and in which order they are read. Internal to the module.

#include <cstddef>
#include <optional>
#include <vector>

#include <pugixml.hpp>

namespace thethuc::rules {

// The width of the text of a w:txbxContent: that of its shape less the inner margins, in twips; 0
// when it is not known, or its lines do not wrap.
int text_box_width(pugi::xml_node content);

// Indices of the w:txbxContent that hang on one paragraph as they stand on the page, from the top
// and from the left: in the file they stand as they were drawn. In the order of the file when not
// all places are told from the same.
std::vector<std::size_t> in_page_order(std::vector<pugi::xml_node> const& contents);

// How far from the left it stands, in twips, of what is told from the column or the edge of the
// page; nullopt where that is not known.
std::optional<double> text_box_left(pugi::xml_node content);

// Whether a text box surely stands above the first line of the text that it hangs on.
bool stands_above(pugi::xml_node content);

}  // namespace thethuc::rules
