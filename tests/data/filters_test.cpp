#include "data/filters.h"

#include <algorithm>
#include <string>
#include <vector>

#include <catch2/catch.hpp>

#include "data/filtered.h"

using namespace thethuc;
using namespace thethuc::data;

TEST_CASE("filters", "[data]") {
  struct Case {
    char const* json;
    char const* filters;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"\"Ủy ban nhân dân xã Sơn Phú\"", "hoa", "ỦY BAN NHÂN DÂN XÃ SƠN PHÚ"},
      {"\"ĐƯỜNG ẤP\"", "thuong", "đường ấp"},
      {"\"đồng chí\"", "hoa_dau", "Đồng chí"},
      {"\"kể từ ngày ký\"", "con_thieu:\"./.\"", "./."},
      {"\"kể từ ngày ký.\"", "con_thieu:\"./.\"", "/."},
      {"\"kể từ ngày ký./\"", "con_thieu:\"./.\"", "."},
      {"\"kể từ ngày ký./.\"", "lacking:\"./.\"", ""},
      {"\".\"", "con_thieu:\".\"", ""},
      {"\"“ủy ban”\"", "upper_first", "“Ủy ban”"},
      {"\"ho\xCC\xA3\"", "upper", "HỌ"},
      {"1e3", "hoa", "1e3"},
      {"true", "hoa", "!filter_wrong_type hoa: text or a number, found true or false"},
      {"[\"a\"]", "lower", "!filter_wrong_type lower: text or a number, found a list"},

      {"null", "mac_dinh:\"không có\"", "không có"},
      {"null", "default: x", "x"},
      {"\"\"", "mac_dinh:\"không\"", ""},
      {"0", "mac_dinh:\"không\"", "0"},
      {"false", "mac_dinh:\"không\"", "false"},
      {"null", "hoa", "(missing)"},
      {"null", "hoa | mac_dinh:'chưa có' | hoa_dau", "Chưa có"},
      {"null", "mac_dinh:5 | hai_chu_so", "05"},
      {"\"2021-09-14\"", "ngay | hoa", "NGÀY 14 THÁNG 9 NĂM 2021"},
      {"\"Sơn Phú\"", "anh:40mm", "Sơn Phú"},
      {"\"https://xa.vn/?a=1\"", "lien_ket:\"Xem\"", "https://xa.vn/?a=1"},
      {"\"a\"", "hoa | gop", "A"},
      {"\"a\"", "hoa | qr", "A"},
      {"null", "mac_dinh:'a' | qr", "a"},
      {"{}", "anh", "(an object)"},
      {"\"x\"", "so | hoa", "!filter_bad_value so: a number such as 1234.5, found \"x\""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.json << " | " << c.filters) {
    CHECK(filtered(c.json, c.filters) == c.expect);
  }
}

TEST_CASE("each filter has a Vietnamese and an English name", "[data]") {
  std::vector<std::string> names = filter_names();
  for (std::string const& name : names) {
    FilterInfo const* const info = find_filter(name);
    REQUIRE(info != nullptr);
    CHECK((info->name == name || info->english == name));
  }
  CHECK(find_filter("ngay") == find_filter("date"));
  CHECK(find_filter("khong_co") == nullptr);
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
}

TEST_CASE("a long value is quoted short", "[data]") {
  std::string const text = "\"" + std::string(20'000, 'x') + "\"";
  CHECK(filtered(text, "so").size() < 120);
  std::string const number(20'000, '1');
  CHECK(filtered(number, "so").size() < 120);
}

TEST_CASE("an arena's lists keep their place and are used again", "[data]") {
  Arena arena;
  std::vector<Value>& first = arena.fresh_list();
  first.resize(3);
  for (int i = 0; i < 1000; ++i) {
    arena.fresh_list().resize(1);
  }
  CHECK(first.size() == 3);
  arena.count_work(7);
  arena.recycle();
  CHECK(&arena.fresh_list() == &first);
  CHECK(first.empty());
  CHECK(arena.take_work() == 7);
  CHECK(arena.take_work() == 0);
  arena.count_work(7);
  arena.clear();
  CHECK(&arena.fresh_list() == &first);
  CHECK(arena.take_work() == 0);
}

TEST_CASE("an arena's strings keep their place and are used again", "[data]") {
  Arena arena;
  std::string& first = arena.fresh();
  first = "một";
  for (int i = 0; i < 1000; ++i) {
    arena.fresh() = "khác";
  }
  CHECK(first == "một");
  arena.clear();
  CHECK(&arena.fresh() == &first);
  CHECK(first.empty());
}
