#pragma once

// What the keys of a stream are called in Redis. All begin with the stream's own name.

#include <string>

namespace thethuc::broker {

inline constexpr char kGroup[] = "thethuc";

// Keys of runs and templates vanish by themselves after so many seconds without a sign of life.
inline constexpr char kKeptSeconds[] = "604800";

struct Names {
  std::string stream;  // of records

  std::string dead() const { return stream + ":dead"; }
  std::string run(std::string const& id) const { return stream + ":run:" + id; }
  std::string results(std::string const& id) const { return stream + ":results:" + id; }
  std::string bundle(std::string const& digest) const { return stream + ":template:" + digest; }
  // There while the worker lives.
  std::string worker(std::string const& name) const { return stream + ":worker:" + name; }
};

}  // namespace thethuc::broker
