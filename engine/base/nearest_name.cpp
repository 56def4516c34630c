#include <algorithm>
#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "base/text.h"

namespace thethuc::base {

namespace {

std::u32string comparison_key(std::string_view name) {
  std::string const folded = fold_for_comparison(name);
  std::u32string key;
  key.reserve(folded.size());
  for (std::size_t pos = 0; pos < folded.size();) {
    char32_t const c = next_code_point(folded, pos);
    key.push_back(c == U'-' ? U'_' : c);
  }
  return key;
}

// How many slips are likely in a name of that length. A single letter has none: any other is as
// near.
std::size_t most_slips(std::size_t length) {
  if (length <= 1) {
    return 0;
  }
  return length <= 4 ? 1 : length <= 9 ? 2 : 3;
}

// Damerau-Levenshtein distance (insert, delete, replace, swap neighbours) when it is at most
// `limit`, else limit + 1. Only the diagonals that can stay within the limit are computed, and a
// row that is beyond it ends the walk, so that a name of a megabyte costs next to nothing.
std::size_t bounded_distance(std::u32string_view a, std::u32string_view b, std::size_t limit) {
  std::size_t const beyond = limit + 1;
  if (std::max(a.size(), b.size()) - std::min(a.size(), b.size()) > limit) {
    return beyond;
  }
  std::vector<std::size_t> before(b.size() + 1, beyond);  // row i - 2
  std::vector<std::size_t> last(b.size() + 1, beyond);    // row i - 1
  std::vector<std::size_t> row(b.size() + 1, beyond);     // row i
  for (std::size_t j = 0; j <= std::min(b.size(), limit); ++j) {
    last[j] = j;
  }
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t const first = i > limit ? i - limit : 0;
    std::size_t const final = std::min(b.size(), i + limit);
    std::size_t least = beyond;
    for (std::size_t j = first; j <= final; ++j) {
      if (j == 0) {
        row[j] = i;
      } else {
        // Cells just outside the band hold `beyond` or an older value; the latter must not be read.
        std::size_t best = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
        if (j > first) {
          best = std::min(best, row[j - 1] + 1);
        }
        if (j < i + limit) {
          best = std::min(best, last[j] + 1);
        }
        if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
          best = std::min(best, before[j - 2] + 1);
        }
        row[j] = std::min(best, beyond);
      }
      least = std::min(least, row[j]);
    }
    if (least == beyond) {
      return beyond;
    }
    std::swap(before, last);
    std::swap(last, row);
  }
  return last[b.size()];
}

}  // namespace

std::optional<std::string> nearest_name(std::string_view name,
                                        std::vector<std::string> const& candidates) {
  std::u32string const key = comparison_key(name);
  std::string const* nearest = nullptr;
  std::size_t best = most_slips(key.size()) + 1;
  for (std::string const& candidate : candidates) {
    if (candidate == name || candidate.empty()) {
      continue;
    }
    std::size_t const distance =
        bounded_distance(key, comparison_key(candidate), std::min(best, most_slips(key.size())));
    // Of equally near names the first in byte order, whatever the order of the candidates.
    if (distance < best || (distance == best && nearest != nullptr && candidate < *nearest)) {
      best = distance;
      nearest = &candidate;
    }
  }
  return nearest == nullptr ? std::nullopt : std::optional{*nearest};
}

}  // namespace thethuc::base
