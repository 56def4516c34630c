#pragma once

// The first document of each worker: it loads what LibreOffice loads lazily, and shows whether
// pages will look as they should. Without the right fonts LibreOffice takes others and says
// nothing. Not for other modules.

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "convert/job.h"

namespace thethuc::convert {

Job const& warm_up_job();

// What is wrong with the answer, in both languages; "" when the page is as it should be.
base::Words warm_up_fault(Answer const& answer);

// The fonts that a PDF of LibreOffice names, without the marks of subsets, sorted, each once.
std::vector<std::string> fonts_of(std::string_view pdf);

}  // namespace thethuc::convert
