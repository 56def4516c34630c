#pragma once

#include <pugixml.hpp>

#include "wml/numbering.h"
#include "wml/styles.h"

namespace thethuc::wml {

// The paragraph's own w:numPr; when the numbering is its style's (`use`, of `styles`), one is made
// that says the same, with the style's indents, which a numbering of the paragraph's own would set
// aside.
pugi::xml_node own_numbering(pugi::xml_node paragraph,
                             NumberingUse const& use,
                             Styles const& styles);

}  // namespace thethuc::wml
