#pragma once

// Text of a document that is set in fonts from before Unicode: .VnTime and the like, VNI-Times.

#include <functional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "opc/limits.h"
#include "opc/package.h"

namespace thethuc::wml {

// Tells each such font once, with the first text that it sets and what that reads as. Costs next to
// nothing where no part names one.
void tell_legacy_fonts(opc::Package const& package,
                       std::string_view file_name,
                       opc::Limits const& limits,
                       base::Diagnostics& out);

// Brings the text to Unicode and sets it in Times New Roman, in all parts with stories, styles and
// lists. What a font shows in capitals (.VnTimeH) becomes capitals; tags in it stay as they are,
// and their runs get w:caps.
void convert_legacy_fonts(opc::Package& package, opc::Limits const& limits);

}  // namespace thethuc::wml
