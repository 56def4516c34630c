#pragma once

// What a document has once and cannot have per section or style: the differences between two
// documents that joining has to bridge, or to tell. Not for other modules.

#include <string>
#include <vector>

#include <pugixml.hpp>

namespace thethuc::bulk {

// Brings the document defaults of `guest` (a w:styles, changed in place) into its own styles of
// paragraphs, so that they look the same under the defaults of `host`, another w:styles. Nothing
// happens when both say the same. Returns the properties that only the host's defaults set and that
// no neutral value is known for: "w:kinsoku".
std::vector<std::string> fold_defaults(pugi::xml_node guest, pugi::xml_node host);

// The settings by which the pages of `guest` would differ from those under `host`, both w:settings
// or null: "w:defaultTabStop", "w:compat" … What only tells Word how to show or edit is passed
// over, and so is what joining takes care of itself.
std::vector<std::string> differing_settings(pugi::xml_node guest, pugi::xml_node host);

// Whether a w:settings switches that on (ECMA-376 Part 1, 17.17.4).
bool is_on(pugi::xml_node settings, char const* name);

}  // namespace thethuc::bulk
