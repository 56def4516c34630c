#pragma once

// What -v tells, on stderr; never data, never diagnostics. Any number of threads.

#include <string_view>

namespace thethuc::cli {

// verbosity 0: nothing, 1: what is done, 2: details. With `json` each line is an object: time,
// level, message.
void start_log(int verbosity, bool json);

void log_step(std::string_view message);    // from verbosity 1
void log_detail(std::string_view message);  // from verbosity 2

}  // namespace thethuc::cli
