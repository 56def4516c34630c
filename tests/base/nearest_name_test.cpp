#include <algorithm>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include <catch2/catch.hpp>

#include "base/diagnostic.h"

using thethuc::base::nearest_name;

TEST_CASE("the nearest name", "[base][nearest_name]") {
  struct Case {
    const char* title;
    const char* name;
    std::vector<std::string> candidates;
    const char* nearest;  // "" for none
  };
  auto const c = GENERATE(values<Case>({
      {"swapped letters", "noi_nhna", {"ngay", "noi_nhan", "so"}, "noi_nhan"},
      {"letter missing", "co_qan", {"co_quan", "so"}, "co_quan"},
      {"letter too many", "trichh_yeu", {"trich_yeu"}, "trich_yeu"},
      {"diacritics", "nơi_nhận", {"noi_nhan"}, "noi_nhan"},
      {"decomposed", "tre\u0302\u0323n", {"trên", "trện"}, "trên"},
      {"case", "Ngay", {"ngay"}, "ngay"},
      {"đ", "địa_danh", {"dia_danh"}, "dia_danh"},
      {"dash and underscore", "quoc-hieu", {"quoc_hieux", "quoc_hieu"}, "quoc_hieu"},
      {"exact after folding wins over near", "ten-loai", {"ten_loa", "TEN_LOAI"}, "TEN_LOAI"},
      {"never the same string", "so", {"so"}, ""},
      {"the same string does not hide another", "ten", {"ten", "tên"}, "tên"},
      {"too far", "ho_ten", {"chuc_vu", "so_ky_hieu"}, ""},
      {"short: one slip", "ngya", {"ngay"}, "ngay"},
      {"short: two slips are too many", "ngay", {"nghe"}, ""},
      {"middle: two slips", "phu_lucx", {"phu_lucyz"}, "phu_lucyz"},
      {"middle: three slips are too many", "phu_luc", {"phu_lucxyz"}, ""},
      {"long: three slips", "quyen_han_nguoi_ky", {"quyen_hn_ngui_k"}, "quyen_hn_ngui_k"},
      {"one letter has no near name", "a", {"b"}, ""},
      {"one letter of other case has", "a", {"A"}, "A"},
      {"nearer wins", "chuc_vu", {"chuc_vux1", "chuc_vux"}, "chuc_vux"},
      {"ties by byte order", "ten1", {"ten3", "ten2"}, "ten2"},
      {"nothing to choose from", "ten", {}, ""},
      {"empty name", "", {"so", "a"}, ""},
      {"empty candidate", "a", {""}, ""},
  }));
  DYNAMIC_SECTION(c.title) {
    CHECK(nearest_name(c.name, c.candidates).value_or("") == c.nearest);
    auto reversed = c.candidates;
    std::reverse(reversed.begin(), reversed.end());
    CHECK(nearest_name(c.name, reversed).value_or("") == c.nearest);
  }
}

namespace {

// The textbook table, whole (optimal string alignment).
std::size_t plain_distance(std::string const& a, std::string const& b) {
  std::vector<std::vector<std::size_t>> d(a.size() + 1, std::vector<std::size_t>(b.size() + 1));
  for (std::size_t i = 0; i <= a.size(); ++i) {
    for (std::size_t j = 0; j <= b.size(); ++j) {
      if (i == 0 || j == 0) {
        d[i][j] = i + j;
        continue;
      }
      d[i][j] = std::min(
          {d[i - 1][j] + 1, d[i][j - 1] + 1, d[i - 1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1)});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        d[i][j] = std::min(d[i][j], d[i - 2][j - 2] + 1);
      }
    }
  }
  return d[a.size()][b.size()];
}

std::string random_name(std::mt19937& random, std::size_t shortest, std::size_t longest) {
  std::string name(shortest + random() % (longest - shortest + 1), 'a');
  for (char& c : name) {
    c = "abc"[random() % 3];
  }
  return name;
}

}  // namespace

TEST_CASE("nearness is the full table's distance", "[base][nearest_name]") {
  std::mt19937 random{30};
  int near = 0;
  for (int i = 0; i < 20000; ++i) {
    std::string const name = random_name(random, 10, 14);
    std::string candidate = name;
    for (auto edits = random() % 6; edits > 0 && !candidate.empty(); --edits) {
      std::size_t const at = random() % candidate.size();
      switch (random() % 4) {
        case 0:
          candidate.erase(at, 1);
          break;
        case 1:
          candidate.insert(at, 1, 'c');
          break;
        case 2:
          candidate[at] = 'b';
          break;
        default:
          std::swap(candidate[at], candidate[candidate.size() - 1 - at / 2]);
      }
    }
    bool const expected = name != candidate && plain_distance(name, candidate) <= 3;
    near += expected;
    REQUIRE(nearest_name(name, {candidate}).has_value() == expected);
  }
  CHECK(near > 5000);  // both answers are tested
  CHECK(near < 15000);
}

TEST_CASE("names of a megabyte are compared within a band", "[base][nearest_name]") {
  // The whole table of the last pair has 2^40 cells.
  std::string const huge(1 << 20, 'x');
  std::string other = huge;
  other[1000] = 'y';
  std::vector<std::string> const names(1000, "noi_nhan");
  CHECK_FALSE(nearest_name(huge, names).has_value());
  CHECK_FALSE(nearest_name("noi_nhan", {huge}).has_value());
  CHECK(nearest_name(huge, {other}).has_value());
}
