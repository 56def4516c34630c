#pragma once

// Bounds on a stranger's package, checked before memory is spent.

#include <cstddef>

namespace thethuc::opc {

// Below this size, unpacked, a part is harmless at any ratio.
inline constexpr std::size_t kRatioMatters = 1u << 20;

struct Limits {
  std::size_t max_archive_bytes = 256u << 20;
  std::size_t max_entries = 5'000;
  std::size_t max_part_bytes = 256u << 20;   // one part, unpacked
  std::size_t max_total_bytes = 512u << 20;  // all parts, unpacked
  std::size_t max_ratio = 200;               // unpacked to packed, for parts above kRatioMatters
  std::size_t max_xml_depth = 256;
  std::size_t max_xml_nodes = 2'000'000;
  std::size_t max_relationships = 20'000;  // of one part
  // Whether relationships to outside other than hyperlinks are let through as they are: whoever
  // opens the document fetches what they name. We never do.
  bool allow_external = false;
};

}  // namespace thethuc::opc
