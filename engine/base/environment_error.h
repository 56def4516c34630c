#pragma once

// Broken surroundings: a file that cannot be read or written, a full disk, a missing program.
// Thrown; the CLI ends with status 3, HTTP answers 5xx.

#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>

#include "base/diagnostic.h"

namespace thethuc::base {

// what() is the English text, for logs. One that is given in English alone reads the same in both
// languages: for what no user is told.
class EnvironmentError : public std::runtime_error {
 public:
  // What has one text has it in English.
  explicit EnvironmentError(std::string const& english)
      : std::runtime_error(english), vietnamese_(english) {}
  explicit EnvironmentError(Words words)
      : std::runtime_error(words.en), vietnamese_(std::move(words.vi)) {}
  std::string text(Language language) const {
    return language == Language::vi ? vietnamese_ : what();
  }

 private:
  std::string vietnamese_;
};

// What the system says of an error number (errno): "No space left on device". In Vietnamese, too,
// where it is one that people meet; the others are the same in both.
Words system_words(int error_number);

// "cannot write thu.pdf: Permission denied".
EnvironmentError cannot_write(std::string_view name, int error_number);
EnvironmentError cannot_read(std::string_view name, int error_number);
EnvironmentError cannot_make_folder(std::string_view name, int error_number);

}  // namespace thethuc::base
