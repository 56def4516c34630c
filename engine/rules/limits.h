#pragma once

// Bounds on what a stranger's document may cost to check, beside those of its package.

#include <cstddef>

#include "opc/limits.h"

namespace thethuc::rules {

struct Limits {
  opc::Limits package;
  std::size_t max_paragraphs = 200'000;     // of all stories
  std::size_t max_findings_per_rule = 100;  // further ones are only counted
};

}  // namespace thethuc::rules
