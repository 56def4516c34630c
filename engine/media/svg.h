#pragma once

// What parts of the reader of SVG share. Not for other modules.

#include <optional>
#include <string_view>

#include <pugixml.hpp>

#include "media/faults.h"

namespace thethuc::media {

std::string_view local_name(std::string_view name);  // "href" of "xlink:href"

// picture_svg_unsupported
Fault svg_unsupported(Words expected, Words found);

// What we do not let in: references to outside the file, and pictures within it that are no sound
// PNG or JPEG within limits.
std::optional<Fault> check_svg_references(pugi::xml_node root, Limits const& limits);

}  // namespace thethuc::media
