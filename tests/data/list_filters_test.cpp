#include <string>

#include <catch2/catch.hpp>

#include "data/filtered.h"

using namespace thethuc;
using namespace thethuc::data;

TEST_CASE("filters of lists", "[data]") {
  struct Case {
    char const* json;
    char const* filters;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"[\"a\",\"b\",3]", "noi:\", \"", "a, b, 3"},
      {"[\"a\",\"b\"]", "join", "a, b"},
      {"[\"a\",\"b\"]", "noi:\"; \"", "a; b"},
      {"[\"a\"]", "noi:\";\"", "a"},
      {"[]", "noi", ""},
      {"[\"a\",\"b\"]", "noi:\"\"", "ab"},
      {"[1.50,2e3]", "noi:\" - \"", "1.50 - 2e3"},
      {"[\"a\",\"\"]", "noi", "a, "},
      {"[\"a\",null]", "noi", "!filter_wrong_type noi: text or a number, found null in item 2"},
      {"[\"a\",[\"b\"]]", "noi", "!filter_wrong_type noi: text or a number, found a list in item 2"},
      {"\"a\"", "noi", "!filter_wrong_type noi: a list, found text"},
      {"{}", "noi", "!filter_wrong_type noi: a list, found an object"},

      {"[\"a\",null,\"\",\"  \",\" \",\"\\n\",[],\"b\"]", "loc_trong | noi:\"; \"", "a; b"},
      {"[0,\"x\"]", "without_empty | join:\"+\"", "0+x"},
      {"[null]", "loc_trong | noi", ""},
      {"[null]", "loc_trong", "(a list)"},
      {"[]", "loc_trong | dem", "0"},
      {"[0,false,{},[],\"\"]", "loc_trong | dem", "3"},
      {"[\"a\",null,\"b\"]", "loc_trong | loc_trong | dem", "2"},
      {"[null,\"a\",{},\"b\"]", "loc_trong | noi", "!filter_wrong_type noi: text or a number, found an object in item 3"},
      {"\"a\"", "loc_trong", "!filter_wrong_type loc_trong: a list, found text"},
      {"null", "loc_trong | noi | mac_dinh:\"không\"", "không"},

      {"[1,2,3]", "tong", "6"},
      {"[1.50,2.5]", "sum", "4.00"},
      {"[0.1,0.2]", "tong", "0.3"},
      {"[\"1\",\"02\",3]", "tong", "6"},
      {"[1,\"150.000\"]", "tong", "!filter_bad_value tong: a number that reads in one way only, 150000 or 150, found \"150.000\" in item 2"},
      {"[\"0.125\",150.000]", "tong", "150.125"},
      {"[\"1.234.567\"]", "tb", "!filter_bad_value tb: a number without points between thousands, 1234567, found \"1.234.567\" in item 1"},
      {"[1,-2.5]", "tong", "-1.5"},
      {"[-1,1]", "tong", "0"},
      {"[1,-3,5]", "tong", "3"},
      {"[9.99,0.01]", "tong", "10.00"},
      {"[1e20,1]", "tong", "100000000000000000001"},
      {"[1e-20,1]", "tong", "1.00000000000000000001"},
      {"[]", "tong", "0"},
      {"[]", "tong:x", "0"},
      {"[{}]", "tong:x", "(missing)"},
      {"[null,\"\"]", "tong", "(missing)"},
      {"[null]", "tong | mac_dinh:0", "0"},
      {"[1,null,\"\",\" \",[],2]", "tong", "3"},
      {"[999999.5,1500000.25]", "tong | so:2", "2.499.999,75"},
      {"[999999.5]", "tong | bang_chu:đồng", "chín trăm chín mươi chín nghìn chín trăm chín mươi chín phẩy năm đồng"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "tong:so_lieu", "3.75"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "tong:so_lieu | so:1", "3,8"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "tong:kh.nam", "12.5"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "tong:\"so_lieu\"", "3.75"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "tong:so_liue", "(missing)"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "tong:kh.nam.x", "!filter_wrong_type tong: an object with fields, found a number in item 1"},
      {"[{\"a.b\":4}]", "tong:\"a.b\"", "4"},
      {"[{\"số liệu\":4}]", "tong:số liệu", "4"},
      {"[{\"2021\":4}]", "tong:2021", "4"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "tong", "!filter_wrong_type tong: a number such as 1234.5, found an object in item 1"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "tong:ten", "!filter_bad_value tong: a number such as 1234.5, found \"A\" in item 1"},
      {"[{\"a\":1},5]", "tong:a", "!filter_wrong_type tong: an object with fields, found a number in item 2"},
      {"[{\"a\":1},null,\"\"]", "tong:a", "1"},
      {"[1,\"mười\"]", "tong", "!filter_bad_value tong: a number such as 1234.5, found \"mười\" in item 2"},
      {"[1,true]", "tong", "!filter_wrong_type tong: a number such as 1234.5, found true or false in item 2"},
      {"[1e99]", "tong", "1000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000000"},
      {"[1,1e100]", "tong", "!filter_bad_value tong: a number of at most 100 digits, found 1e100 in item 2"},
      {"[1e20000]", "tong", "!filter_bad_value tong: a number such as 1234.5, found 1e20000 in item 1"},
      {"[{\"d\":[{\"s\":1.5},{\"s\":2}]},{\"d\":[{\"s\":0.25}]}]", "tong:d.s", "3.75"},
      {"[{\"d\":[{\"e\":[{\"s\":{\"n\":1}},{\"s\":{\"n\":2}}]},{\"e\":[]}]},{\"d\":{\"e\":{\"s\":{\"n\":4}}}}]", "tong:d.e.s.n", "7"},
      {"[{\"d\":[{\"s\":1},{\"s\":null},{}]},{\"d\":[]},{\"d\":null},{}]", "tong:d.s", "1"},
      {"[[{\"s\":1}],[{\"s\":2},{\"s\":3}]]", "tong:s", "6"},
      {"[{\"d\":[]}]", "tong:d.s", "(missing)"},
      {"[{\"d\":[1,2]}]", "tong:d", "!filter_wrong_type tong: a number such as 1234.5, found a list in item 1"},
      {"[{\"d\":[]},{\"d\":[{\"s\":1},5]}]", "tong:d.s", "!filter_wrong_type tong: an object with fields, found a number in item 2"},
      {"5", "tong", "!filter_wrong_type tong: a list, found a number"},
      {"null", "tong", "(missing)"},

      {"[1,null,\"\"]", "dem", "3"},
      {"[]", "dem", "0"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "dem", "4"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "dem:so_lieu", "2"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "count:ten", "2"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "dem:kh.nam", "2"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "loc_trong | dem", "4"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "dem:khong_co", "0"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "dem | hai_chu_so", "04"},
      {"[{\"d\":[{\"s\":1},{\"s\":\"\"}]},{\"d\":[{\"s\":[1,2]}]}]", "dem:d.s", "2"},
      {"{}", "dem", "!filter_wrong_type dem: a list, found an object"},
      {"[1]", "dem:a", "!filter_wrong_type dem: an object with fields, found a number in item 1"},

      {"[1,2]", "tb", "1.5"},
      {"[1,2,3]", "average", "2"},
      {"[1,1,2]", "tb", "1.333333"},
      {"[1,2,2]", "tb", "1.666667"},
      {"[-1,-2,-2]", "tb", "-1.666667"},
      {"[1.50]", "tb", "1.5"},
      {"[0,0]", "tb", "0"},
      {"[0.12345678]", "tb", "0.12345678"},
      {"[1,null,2]", "tb", "1.5"},
      {"[{\"ten\":\"A\",\"so_lieu\":1.25,\"kh\":{\"nam\":10}},{\"ten\":\"B\",\"so_lieu\":null,\"kh\":{\"nam\":\"2.5\"}},{\"ten\":\"\",\"so_lieu\":\"2.5\"},{\"so_lieu\":\" \",\"kh\":null}]", "tb:so_lieu | so:2", "1,88"},
      {"[{\"d\":[{\"s\":1},{\"s\":2}]},{\"d\":[{\"s\":6}]}]", "tb:d.s", "3"},
      {"[]", "tb", "(missing)"},
      {"[null]", "tb", "(missing)"},
      {"[]", "tb | mac_dinh:\"–\"", "–"},
      {"[0.004999,0.005]", "tb", "0.0049995"},
      {"[0.004999,0.005]", "tb | so:2", "0,00"},
      {"[1,\"x\"]", "tb", "!filter_bad_value tb: a number such as 1234.5, found \"x\" in item 2"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.json << " | " << c.filters) {
    CHECK(filtered(c.json, c.filters) == c.expect);
  }
}

TEST_CASE("what is at fault in a list has its JSON pointer", "[data]") {
  struct Case {
    char const* json;
    char const* filters;
    char const* at;
  };
  auto const c = GENERATE(values<Case>({
      {R"([{"a":{"b":1}},{"a":{"b":"x"}}])", "tong:a.b", "/1/a/b"},
      {R"([{"a":1},{"a":2},{"a":{}}])", "tb:a", "/2/a"},
      {R"([{"a":1},{"a":2}])", "dem:a.b", "/0/a"},
      {R"([{"a":[{"b":1}]},{"a":[{"b":2},{"b":"x"}]}])", "tong:a.b", "/1/a/1/b"},
      {R"([{"a":[{"b":1},true]}])", "tb:a.b", "/0/a/1"},
      {R"(["a",null])", "noi", "/1"},
      {R"([null,"","a",true])", "loc_trong | noi", "/3"},
      {R"("a")", "noi", ""},
  }));
  DYNAMIC_SECTION(c.json << " | " << c.filters) {
    std::string at;
    CHECK(filtered(c.json, c.filters, &at).starts_with("!"));
    CHECK(at == c.at);
  }
}

TEST_CASE("the items that filters visit are counted, and long texts", "[data]") {
  Document document;
  base::Diagnostics out;
  REQUIRE(document.parse(R"(["1", null, "2"])", "d.json", {}, out));
  std::vector<ChainProblem> problems;
  auto const calls = parse_filters("loc_trong | tong", problems);
  REQUIRE(calls);
  Arena arena;
  Item item = Item::of(document.root());
  CHECK_FALSE(apply_filters(item, *calls, arena));
  CHECK(item.text == "3");
  CHECK(arena.take_work() == 9);
  REQUIRE(document.parse(R"([{"a":[{},{"b":1},[]]},{"a":[]}])", "d.json", {}, out));
  auto const nested = parse_filters("dem:a.b", problems);
  REQUIRE(nested);
  item = Item::of(document.root());
  CHECK_FALSE(apply_filters(item, *nested, arena));
  CHECK(item.text == "1");
  CHECK(arena.take_work() == 4);
  std::string const long_text(2560, 'x');
  item = Item::of_text(long_text);
  auto const twice = parse_filters("hoa | thuong", problems);
  REQUIRE(twice);
  CHECK_FALSE(apply_filters(item, *twice, arena));
  CHECK(arena.take_work() == 640);
}
