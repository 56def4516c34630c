#pragma once

// What two sequences have in common.

#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace thethuc::review {

using Symbol = std::uint32_t;
// Indexes into the first and the second sequence.
using Match = std::pair<std::size_t, std::size_t>;

// Pairs of equal symbols, rising in both indexes: what stayed when `from` became `to`. Symbols that
// occur once on both sides are anchors (patience diff), and small stretches between them are
// compared exactly (longest common subsequence); a large stretch without anchors counts as wholly
// replaced, so that the work stays near n log n whatever the input is.
std::vector<Match> matches(std::span<Symbol const> from, std::span<Symbol const> to);

}  // namespace thethuc::review
