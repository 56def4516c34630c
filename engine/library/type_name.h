#pragma once

// The name of the template's type in its texts.

#include <string>
#include <string_view>

#include "compile/template.h"

namespace thethuc::library {

// `xml`, the text of a part or of a partial, with the name of template.json in place of each
// {{@ten_loai}}, and in capitals in place of {{@ten_loai | hoa}}: so one partial prints the head of
// every type, and the line under an appendix's title. Done when a template is loaded, since the
// name is the template's and not the data's. Only these two spellings, on one line, are known.
std::string with_type_name(std::string xml, std::string_view name);

// The partials with the name in their texts. Those that are documents of their own are for any
// template and bring no such place.
compile::PartialResolver name_types(compile::PartialResolver resolver, std::string name);

}  // namespace thethuc::library
