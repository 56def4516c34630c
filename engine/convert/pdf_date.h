#pragma once

#include <chrono>
#include <string>

namespace thethuc::convert {

// Sets the dates in the properties of a PDF that LibreOffice has made (document information and
// XMP), and makes its /ID and checksum follow from its other bytes: equal pages and properties give
// equal bytes then. No byte moves, so that the table of objects stays right. Not for other modules.
void set_date(std::string& pdf, std::chrono::sys_seconds date);

}  // namespace thethuc::convert
