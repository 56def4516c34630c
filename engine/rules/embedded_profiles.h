#pragma once

// profiles/*.json as they are built in; embed.cmake writes the source of it.

#include <span>
#include <string_view>

namespace thethuc::rules {

struct EmbeddedProfile {
  std::string_view id;    // "nd30-2020"
  std::string_view json;  // the file
};
std::span<EmbeddedProfile const> embedded_profiles();

}  // namespace thethuc::rules
