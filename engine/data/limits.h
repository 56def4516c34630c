#pragma once

// Bounds on a stranger's JSON and schemas, checked before memory or time is spent.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

namespace thethuc::data {

// Bounds on a stranger's JSON.
struct Limits {
  std::size_t max_bytes = 256u << 20;
  std::size_t max_depth = 200;
  std::size_t max_nodes = 50'000'000;
  // What they are limits of: the names of the options are this, and "-bytes", "-depth", "-values";
  // "" when there are none.
  std::string_view subject = "data";

  std::string option(std::string_view what) const {
    return subject.empty() ? std::string{} : std::string{subject}.append("-").append(what);
  }
};

// Bounds on a stranger's schema.
struct SchemaLimits {
  std::size_t max_bytes = 4u << 20;
  std::size_t max_values = 200'000;
  // How often values may be compared with schemas: so often, and 64 times more for each value of
  // the document. Alternatives within alternatives may need a power of that.
  std::uint64_t max_steps = 1'000'000;
};

}  // namespace thethuc::data
