#include "review/sequence.h"

#include <algorithm>
#include <unordered_map>

namespace thethuc::review {

namespace {

// Cells of the table of a stretch that is compared exactly: 16 MB, some 10 ms.
constexpr std::size_t kMostCells = 4'000'000;

// A stretch of each sequence, behind-the-end indexes.
struct Stretch {
  std::size_t from_begin, from_end, to_begin, to_end;
};

class Matcher {
 public:
  Matcher(std::span<Symbol const> from, std::span<Symbol const> to) : from_(from), to_(to) {}

  std::vector<Match> run() {
    // A stack of its own: anchors may nest as deep as the sequences are long.
    std::vector<Stretch> open{{0, from_.size(), 0, to_.size()}};
    while (!open.empty()) {
      Stretch s = open.back();
      open.pop_back();
      take_equal_ends(s);
      if (s.from_begin == s.from_end || s.to_begin == s.to_end) {
        continue;
      }
      std::vector<Match> const found = anchors(s);
      if (found.empty()) {
        compare_exactly(s);
        continue;
      }
      std::size_t from = s.from_begin;
      std::size_t to = s.to_begin;
      for (Match const& anchor : found) {
        open.push_back({from, anchor.first, to, anchor.second});
        from = anchor.first + 1;
        to = anchor.second + 1;
      }
      open.push_back({from, s.from_end, to, s.to_end});
      found_.insert(found_.end(), found.begin(), found.end());
    }
    std::sort(found_.begin(), found_.end());
    return std::move(found_);
  }

 private:
  void take_equal_ends(Stretch& s) {
    while (s.from_begin < s.from_end && s.to_begin < s.to_end &&
           from_[s.from_begin] == to_[s.to_begin]) {
      found_.emplace_back(s.from_begin++, s.to_begin++);
    }
    while (s.from_begin < s.from_end && s.to_begin < s.to_end &&
           from_[s.from_end - 1] == to_[s.to_end - 1]) {
      found_.emplace_back(--s.from_end, --s.to_end);
    }
  }

  // The symbols that are once in both stretches, as many of them as rise in both.
  std::vector<Match> anchors(Stretch const& s) const {
    struct Seen {
      std::size_t count_from = 0, count_to = 0, to = 0;
    };
    std::unordered_map<Symbol, Seen> seen;
    for (std::size_t i = s.from_begin; i < s.from_end; ++i) {
      ++seen[from_[i]].count_from;
    }
    for (std::size_t i = s.to_begin; i < s.to_end; ++i) {
      Seen& one = seen[to_[i]];
      ++one.count_to;
      one.to = i;
    }
    std::vector<Match> unique;
    for (std::size_t i = s.from_begin; i < s.from_end; ++i) {
      Seen const& one = seen[from_[i]];
      if (one.count_from == 1 && one.count_to == 1) {
        unique.emplace_back(i, one.to);
      }
    }
    return longest_rising(unique);
  }

  static std::vector<Match> longest_rising(std::vector<Match> const& pairs) {
    constexpr std::size_t kNone = static_cast<std::size_t>(-1);
    std::vector<std::size_t> ends;  // of the best chain of each length
    std::vector<std::size_t> before(pairs.size(), kNone);
    for (std::size_t i = 0; i < pairs.size(); ++i) {
      auto const at = std::lower_bound(
          ends.begin(), ends.end(), pairs[i].second, [&](std::size_t end, std::size_t second) {
            return pairs[end].second < second;
          });
      before[i] = at == ends.begin() ? kNone : *(at - 1);
      if (at == ends.end()) {
        ends.push_back(i);
      } else {
        *at = i;
      }
    }
    std::vector<Match> chain;
    for (std::size_t i = ends.empty() ? kNone : ends.back(); i != kNone; i = before[i]) {
      chain.push_back(pairs[i]);
    }
    std::reverse(chain.begin(), chain.end());
    return chain;
  }

  void compare_exactly(Stretch const& s) {
    std::size_t const rows = s.from_end - s.from_begin;
    std::size_t const columns = s.to_end - s.to_begin;
    if (rows > kMostCells / columns) {
      return;
    }
    // best[i][j]: how many match from i and j on.
    std::vector<std::uint32_t> best((rows + 1) * (columns + 1), 0);
    auto const at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
      return best[i * (columns + 1) + j];
    };
    for (std::size_t i = rows; i-- > 0;) {
      for (std::size_t j = columns; j-- > 0;) {
        at(i, j) = from_[s.from_begin + i] == to_[s.to_begin + j]
                       ? at(i + 1, j + 1) + 1
                       : std::max(at(i + 1, j), at(i, j + 1));
      }
    }
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
      if (from_[s.from_begin + i] == to_[s.to_begin + j]) {
        found_.emplace_back(s.from_begin + i++, s.to_begin + j++);
      } else if (at(i + 1, j) >= at(i, j + 1)) {
        ++i;
      } else {
        ++j;
      }
    }
  }

  std::span<Symbol const> from_;
  std::span<Symbol const> to_;
  std::vector<Match> found_;
};

}  // namespace

std::vector<Match> matches(std::span<Symbol const> from, std::span<Symbol const> to) {
  return Matcher{from, to}.run();
}

}  // namespace thethuc::review
