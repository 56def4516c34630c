#pragma once

// What tests of the converter need: what is left of it, and documents.

#include <sys/types.h>

#include <string>
#include <string_view>
#include <vector>

#include "opc/package.h"
#include "support/folder_of_test.h"

namespace thethuc::test {

// The processes that this one has started and that are there, dead or alive.
std::vector<pid_t> child_processes();
// Waits until a process is gone; false when it is still there after some seconds.
bool is_gone_soon(pid_t process);
// A .docx of one paragraph.
std::string docx_of(std::string_view text);
// A zip of these files, whether they are a sound package or not.
std::string zip_of(std::vector<opc::Package::File> const& files);

}  // namespace thethuc::test
