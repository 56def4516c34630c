#pragma once

// Broken surroundings: a file that cannot be read or written, a full disk, a missing program.
// Thrown; the CLI ends with status 3, HTTP answers 5xx.

#include <stdexcept>
#include <string>
#include <utility>

#include "base/diagnostic.h"

namespace thethuc::base {

// what() is the English text, for logs. One that is given in English alone reads the same in both
// languages: for what no user is told.
class EnvironmentError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  explicit EnvironmentError(Words words)
      : std::runtime_error(words.en), vietnamese_(std::move(words.vi)) {}

  std::string text(Language language) const {
    return language == Language::vi && !vietnamese_.empty() ? vietnamese_ : what();
  }

 private:
  std::string vietnamese_;
};

}  // namespace thethuc::base
