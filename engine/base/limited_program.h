#pragma once

// Another program run on bytes, within limits of time and memory.

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace thethuc::base {

struct ProgramLimits {
  std::chrono::seconds cpu{10};
  std::chrono::seconds wall{30};  // a busy machine gives a program its time later
  std::size_t memory_bytes = std::size_t{1} << 30;
  std::size_t output_bytes = std::size_t{64} << 20;
};

struct ProgramResult {
  enum class End {
    done,     // with exit status 0
    failed,   // with another one
    stopped,  // by a limit, or a crash
    absent    // there is no such program
  };
  End end = End::absent;
  std::string output;
  std::string errors;  // the first 4 KiB of what it said on standard error
};

// Runs `arguments` (the first is looked for on the PATH) with `input` as standard input. The
// program gets no other open file, is killed beyond its limits, and is gone when this returns.
// Any number of threads may call it. Throws EnvironmentError when no program can be started.
ProgramResult run_limited(std::vector<std::string> const& arguments,
                          std::string_view input,
                          ProgramLimits const& limits);

}  // namespace thethuc::base
