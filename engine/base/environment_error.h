#pragma once

// Broken surroundings: a file that cannot be read or written, a full disk, a missing program.
// Thrown; the CLI ends with status 3, HTTP answers 5xx.

#include <stdexcept>
#include <string>

namespace thethuc::base {

class EnvironmentError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace thethuc::base
