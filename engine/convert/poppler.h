#pragma once

// Pictures of pages by the program pdftoppm, where there is no PDFium. It runs in a process of its
// own within limits, but in no sandbox: only for PDFs that LibreOffice has made here. Not for other
// modules.

#include <optional>
#include <string_view>
#include <vector>

#include "convert/page_image.h"

namespace thethuc::convert {

// The pages `indexes` (from 1, within this PDF). Throws Unavailable when the program is not there
// or fails.
std::vector<PageImage> draw_by_poppler(std::string_view pdf,
                                       std::vector<int> const& indexes,
                                       double dpi,
                                       ImageForm form);

}  // namespace thethuc::convert
