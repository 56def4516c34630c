#pragma once

// Text of a document from before Unicode: set in .VnTime and the like or in VNI-Times, or brought
// into a font of Unicode as it was, which shows it as Latin-1: "Uû ban nh©n d©n".

#include <string_view>

#include "base/diagnostic.h"
#include "opc/limits.h"
#include "opc/package.h"

namespace thethuc::wml {

// Tells each such font once, with the first text that it sets and what that reads as; and each such
// text in another font, with its place. Costs one look at the bytes where there is none.
void tell_legacy_text(opc::Package const& package,
                      std::string_view file_name,
                      opc::Limits const& limits,
                      base::Diagnostics& out);

// Brings the text to Unicode, in all parts with stories, and names Times New Roman for the old
// fonts, in styles and lists, too. Text that is Unicode already stays, in whatever font. What a
// font shows in capitals (.VnTimeH) becomes capitals; tags in it stay as they are, and their runs
// get w:caps. Text in another font that has lost letters stays, and is told.
void convert_legacy_text(opc::Package& package,
                         std::string_view file_name,
                         opc::Limits const& limits,
                         base::Diagnostics& out);

}  // namespace thethuc::wml
