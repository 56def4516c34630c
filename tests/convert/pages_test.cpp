#include "convert/pages.h"

#include <catch2/catch.hpp>

using namespace thethuc::convert;

TEST_CASE("a list of pages is read", "[pages]") {
  struct Case {
    char const* text;
    char const* read;  // "-" when it is none
  };
  auto const c = GENERATE(values<Case>({
      {"1", "1"},
      {"1,3-5", "1,3-5"},
      {"7-9,2", "2,7-9"},
      {"1-3,2-6", "1-6"},
      {"1,2,3", "1-3"},
      {"1000000", "1000000"},
      {"", "-"},
      {"0", "-"},
      {"5-3", "-"},
      {"1-", "-"},
      {"-2", "-"},
      {"1,,2", "-"},
      {"1,", "-"},
      {"hai", "-"},
      {"1 ", "-"},
      {"1000001", "-"},
      {"99999999999", "-"},
  }));
  DYNAMIC_SECTION(c.text) {
    auto const range = page_range(c.text);
    CHECK((range ? to_text(*range) : "-") == c.read);
  }
}

TEST_CASE("pages of a range that are there", "[pages]") {
  CHECK(pages_in({}, 3) == std::vector<int>{1, 2, 3});
  CHECK(pages_in({{2, 2}, {4, 9}}, 5) == std::vector<int>{2, 4, 5});
  CHECK(pages_in({{7, 8}}, 5).empty());
}
