#pragma once

// Lists that a document brought along as a partial begin anew wherever it is put in: also in each
// copy that sections make of the place. How far the partial reaches is marked by a bookmark, so
// that an exported template is filled as the template itself is.

#include <vector>

#include <pugixml.hpp>

#include "compile/source.h"

namespace thethuc::compile {

// Marks the blocks of a fragment when some of them, or the notes that came with it, name a list. To
// be called before its ids are made to differ from others.
void mark_lists(pugi::xml_node fragment, std::vector<pugi::xml_node> const& notes);

// Takes the marks out of all parts and fills source.partial_lists. To be called when sections and
// ranges have their places.
void take_list_marks(Source& source);

}  // namespace thethuc::compile
