#pragma once

// Which names the entries of an archive may have, alone and beside each other.

#include <string>
#include <string_view>
#include <unordered_map>

#include "base/diagnostic.h"

namespace thethuc::opc {

// "%C3%A1" -> "á". A '%' without two hexadecimal digits stays.
std::string percent_decoded(std::string_view name);

// What two names of one part have in common: case and percent-encoding do not count (ECMA-376 Part
// 2, 6.2.2.3 has ASCII case only; file systems of Windows and macOS fold all letters).
std::string name_key(std::string_view name);

// Gathers the names of one archive and refuses those that are unsafe or collide.
class EntryNames {
 public:
  EntryNames(std::string_view file_name, base::Diagnostics& out)
      : file_name_(file_name), out_(out) {}

  // False, with a diagnostic, when the name leaves the folder (absolute, "..", drive, backslash),
  // cannot be a file's name, or is taken, be it as a folder of another entry.
  bool add(std::string_view name);
  // The same checks but for collisions: for the entry of a folder.
  bool is_safe(std::string_view name);

 private:
  bool refuse_taken(std::string_view name, std::string_view other);

  struct Taken {
    std::string name;
    bool is_folder;
  };
  std::string file_name_;
  base::Diagnostics& out_;
  std::unordered_map<std::string, Taken> taken_;  // by key
};

}  // namespace thethuc::opc
