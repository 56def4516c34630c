#include "review/sequence.h"

#include <algorithm>
#include <random>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

using namespace thethuc::review;

namespace {

std::vector<Symbol> symbols(std::string_view text) {
  return {text.begin(), text.end()};
}

std::string common(std::string_view from, std::string_view to) {
  std::string out;
  for (Match const& match : matches(symbols(from), symbols(to))) {
    REQUIRE(from[match.first] == to[match.second]);
    out += from[match.first];
  }
  return out;
}

std::size_t longest(std::string_view a, std::string_view b) {
  std::vector<std::vector<std::size_t>> best(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i < a.size(); ++i) {
    for (std::size_t j = 0; j < b.size(); ++j) {
      best[i + 1][j + 1] = a[i] == b[j] ? best[i][j] + 1 : std::max(best[i][j + 1], best[i + 1][j]);
    }
  }
  return best[a.size()][b.size()];
}

}  // namespace

TEST_CASE("what two sequences have in common", "[sequence]") {
  struct Case {
    char const* from;
    char const* to;
    char const* common;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"",      "",      ""},
      {"abc",   "",      ""},
      {"abc",   "abc",   "abc"},
      {"abc",   "xyz",   ""},
      {"abcd",  "abxcd", "abcd"},
      {"abcde", "ace",   "ace"},
      {"xay",   "yax",   "y"},
      {"aabb",  "abab",  "abb"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.from << " and " << c.to) {
    CHECK(common(c.from, c.to) == c.common);
  }
}

TEST_CASE("matches rise, and without anchors none is missed", "[sequence]") {
  std::mt19937 random{7};  // NOLINT(bugprone-random-generator-seed,cert-msc51-cpp): same each time
  for (int i = 0; i < 300; ++i) {
    std::string a;
    std::string b;
    for (std::string* text : {&a, &b}) {
      for (std::size_t size = random() % 14; size > 0; --size) {
        *text += static_cast<char>('a' + random() % 3);
      }
    }
    std::vector<Match> const found = matches(symbols(a), symbols(b));
    CHECK(std::is_sorted(found.begin(), found.end(), [](Match const& x, Match const& y) {
      return x.first < y.first && x.second < y.second;
    }));
    INFO(a << " " << b);
    // Anchors may cost a little, never what is equal at both ends.
    CHECK(found.size() <= longest(a, b));
    CHECK(found.size() + 2 >= longest(a, b));
  }
}

TEST_CASE("large sequences without anything in common are no work", "[sequence]") {
  std::vector<Symbol> a(200'000, 1);
  std::vector<Symbol> b(200'000, 2);
  CHECK(matches(a, b).empty());
  b.push_back(1);
  CHECK(matches(a, b).size() == 1);
}
