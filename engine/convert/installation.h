#pragma once

// What must be on the machine. Not for other modules.

#include <filesystem>

#include "convert/converter.h"

namespace thethuc::convert {

struct Installation {
  std::filesystem::path office;  // LibreOffice's folder of programs, links followed
  std::filesystem::path worker;
  std::filesystem::path pdfium;  // which may be absent
};

// As Settings says. Throws Unavailable.
Installation find_installation(Settings const& settings);

// The remedy for anything that LibreOffice lacks, to end a sentence of Unavailable.
base::Words what_to_install();

}  // namespace thethuc::convert
