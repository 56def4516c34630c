#pragma once

#include <string>

#include "base/geometry.h"

namespace thethuc::convert {

// As JSON for programs, indented by page: {"pages":2,"sheets":[{"page":1,"width_mm":210.0,
// "height_mm":297.0,"runs":[…],"rules":[…],"pictures":[…],"lines":[…]}]}. Names are those of
// base::Geometry; lengths have two decimals.
std::string to_json(base::Geometry const& geometry);

}  // namespace thethuc::convert
