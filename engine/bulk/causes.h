#pragma once

// Failures by what caused them: the kind of mistake, and the tag or value concerned.

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "bulk/run.h"

namespace thethuc::bulk {

// Bounded in memory: of very many causes, those that come late are one for each kind. One thread.
class Causes {
 public:
  // A record of that index that failed: the first error counts.
  void add(std::uint64_t index, std::vector<base::Diagnostic> const& diagnostics);
  // The most frequent first.
  std::vector<Cause> take();

 private:
  std::map<std::string, Cause> causes_;
};

}  // namespace thethuc::bulk
