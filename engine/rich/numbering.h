#pragma once

// The list that items of rich content are marked by; numbering parts of templates get one of it.

#include <string>

#include "base/units.h"

namespace thethuc::rich {

// Appends a w:abstractNum with nine levels: "-", "+" and "•" in turn, as offices write them, each
// 10 mm further in than the level above. Its paragraphs' other properties stay as they are.
void append_bullet_list(std::string& xml, int abstract_id);

// How far in the text of its level stands (0 to 8).
base::Twips bullet_list_indent(int level);

}  // namespace thethuc::rich
