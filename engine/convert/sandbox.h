#pragma once

// What a worker takes away from itself before it reads a stranger's document. Linux; needs no
// rights and no library. Not for other modules.

#include <sys/types.h>

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

namespace thethuc::convert {

struct Sandbox {
  pid_t parent = 0;                             // when it dies, so does this process
  std::vector<std::filesystem::path> readable;  // with all below; absent ones do not matter
  std::vector<std::filesystem::path> writable;
  std::size_t memory_bytes = 0;  // of addresses
  std::size_t file_bytes = 0;    // of one file
};

// For the rest of this process's life: it dies with its parent; has bounds on memory and files, and
// no core dump; gains no rights by running programs, and runs none; opens no socket; makes no
// process, and signals and traces no other; sees only these files. Returns what this kernel cannot
// do of it, a sentence each. Throws std::runtime_error when a part that every supported kernel has
// fails. Call it before there are threads.
std::vector<std::string> enter_sandbox(Sandbox const& sandbox);

}  // namespace thethuc::convert
