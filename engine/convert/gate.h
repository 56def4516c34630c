#pragma once

// What stands before LibreOffice: it opens whatever it is given, whatever its name, and takes
// minutes for small documents of certain shapes. Not for other modules.

#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "convert/converter.h"

namespace thethuc::convert {

// The document as LibreOffice may have it: what opc::Package reads of it, packed anew, so that both
// see the same, with `title` in its properties unless that is "". Refused, with diagnostics: what
// is no .docx (another format under that name, a password), macros, ActiveX and OLE objects, links
// to anything but addresses to click on, and what is beyond the limits. Only errors are told: what
// the package reader leaves out does not show on paper.
std::optional<std::string> admit(std::string_view docx,
                                 std::string_view file_name,
                                 Limits const& limits,
                                 std::string_view title,
                                 base::Diagnostics& out);

}  // namespace thethuc::convert
