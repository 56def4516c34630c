#pragma once

// How lines are drawn, by what Word writes of them. Internal to the module.

#include <optional>
#include <string_view>

#include <pugixml.hpp>

#include "base/diagnostic.h"
#include "rules/document.h"

namespace thethuc::rules {

// Of a border of a paragraph, cell or table (17.18.2, ST_Border); nullopt for none that shows.
std::optional<LineKind> border_stroke(pugi::xml_node border);
// Of the wps:spPr of a line shape; nullopt where its line is switched off.
std::optional<LineKind> drawing_stroke(pugi::xml_node properties);
// Of a VML shape.
std::optional<LineKind> vml_stroke(pugi::xml_node shape);

// "nét đứt", "a dashed line".
base::Words stroke_words(LineKind stroke);

}  // namespace thethuc::rules
