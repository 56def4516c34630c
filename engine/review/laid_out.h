#pragma once

// A document laid out for comparison.

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "convert/converter.h"
#include "review/layout.h"

namespace thethuc::review {

struct LaidOut {
  base::Diagnostics diagnostics;  // errors: all else is empty
  Layout layout;
  std::vector<convert::PageImage> images;  // pixels, a page each
};

// Lays out a .docx, or reads the pages of a PDF. `file_name` is what diagnostics call it. Throws as
// Converter does. Any number of threads may call it.
LaidOut lay_out(convert::Converter& converter,
                std::string_view bytes,
                std::string const& file_name,
                double dpi);

}  // namespace thethuc::review
