#pragma once

#include <string_view>

namespace thethuc::review {

// report.css and report.js.
std::string_view report_style();
std::string_view report_script();

}  // namespace thethuc::review
