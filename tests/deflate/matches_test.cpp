#include "deflate/matches.h"

#include <string>

#include <catch2/catch.hpp>

using namespace thethuc;

namespace {

struct Found {
  char const* name;
  std::string before;  // all of whose positions are seen
  std::string rest;    // what a match is looked for
  std::uint32_t beyond;
  std::uint32_t length;
  std::uint32_t distance;
};

deflate::Match found(deflate::Matches& matches, Found const& row) {
  std::string const text = row.before + row.rest;
  matches.begin(text);
  matches.see(0, row.before.size());
  return matches.longest(row.before.size(), row.beyond, 100, false);
}

// "0 1 2 … 99 ", 290 bytes.
std::string counted() {
  std::string out;
  for (int i = 0; i < 100; ++i) {
    out += std::to_string(i) + ' ';
  }
  return out;
}

Found const kRows[] = {
    {"nothing like it", "Kính gửi", "báo cáo", 2, 0, 0},
    {"the longest", "abcdef.abcdefgh.abcd.", "abcdefghi", 2, 8, 14},
    {"the nearest of equal ones", "abcdef.abcdef.", "abcdefg", 2, 6, 7},
    {"three bytes that are near", "abc.", "abcd", 2, 3, 4},
    {"three bytes that are far", "abc" + std::string(4'100, '-'), "abcd", 2, 0, 0},
    {"only longer ones", "abcdef.", "abcdefg", 6, 0, 0},
    {"just longer ones", "abcdef.", "abcdefg", 5, 6, 7},
    {"up to the end", "abcdef.", "abcdef", 2, 6, 7},
    {"too short for a match", "abc.", "abc", 2, 0, 0},
    {"one byte that goes on", "x", std::string(300, 'x'), 2, 258, 1},
    {"the longest that there may be", counted(), counted(), 2, 258, 290},
};

}  // namespace

TEST_CASE("the longest match is found", "[deflate]") {
  for (Found const& row : kRows) {
    INFO(row.name);
    deflate::Matches matches;
    deflate::Match const match = found(matches, row);
    CHECK(match.length == row.length);
    CHECK(match.distance == row.distance);
  }
}

// Positions are counted on from text to text, to 2^32, where they begin again.
TEST_CASE("a text is searched the same way when places begin anew", "[deflate]") {
  deflate::Matches matches;
  std::uint64_t passed = 0;
  while (passed < (std::uint64_t{1} << 32) + 1'000'000) {
    matches.begin("báo cáo");
    matches.see(0, 7);
    passed += deflate::kFarthest;
    if (passed % 67 == 0 || passed > (std::uint64_t{1} << 32) - 3'000'000) {
      deflate::Match const match = found(matches, {"", "báo cáo ", "báo cáo.", 2, 9, 10});
      CHECK(match.length == 9);
      CHECK(match.distance == 10);
    }
  }
}
