#pragma once

// The fields of a template, for people.

#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "compile/template.h"

namespace thethuc::cli {

// The tree of fields, a line each, indented by `depth` levels: "  ten: text".
std::string fields_text(std::vector<compile::Field> const& fields,
                        base::Language language,
                        int depth);

}  // namespace thethuc::cli
