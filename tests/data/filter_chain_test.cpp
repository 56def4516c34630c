#include <string>

#include <catch2/catch.hpp>

#include "data/filters.h"

using namespace thethuc;
using namespace thethuc::data;

namespace {

// "ngay; mac_dinh 'a' 3 x" with quoted texts in '', or the problems.
std::string shown(std::string_view text) {
  std::vector<ChainProblem> problems;
  auto const calls = parse_filters(text, problems);
  CHECK(calls.has_value() == problems.empty());
  std::string out;
  if (!calls) {
    for (ChainProblem const& p : problems) {
      CHECK(text.substr(p.offset).starts_with(p.text));
      out += out.empty() ? "" : "; ";
      base::Diagnostic d = base::diagnose(p.id);
      d.args = p.args;
      out += std::string(base::id_name(p.id)) + " @" + std::to_string(p.offset) + " " +
             base::message(d, base::Language::en);
      out += d.arg("nearest").empty() ? "" : " (" + std::string(d.arg("nearest")) + ")";
    }
    return out;
  }
  for (FilterCall const& call : *calls) {
    CHECK(call.apply == find_filter(call.name)->apply);
    CHECK(call.takes_missing == find_filter(call.name)->takes_missing);
    CHECK(call.terminal == find_filter(call.name)->terminal);
    out += out.empty() ? "" : "; ";
    out += call.name;
    for (Parameter const& p : call.parameters) {
      bool const is_quoted = p.kind == Parameter::Kind::quoted;
      out += is_quoted ? " '" + p.text + "'"
                       : (p.kind == Parameter::Kind::number ? " #" : " ") + p.text;
    }
    for (std::string const& name : call.member) {
      out += " ." + name;
    }
    if (call.width || call.height) {
      auto const mm = [](std::optional<base::Emu> side) {
        return side ? std::to_string(side->count / 36'000) : "";
      };
      out += " =" + mm(call.width) + "x" + mm(call.height);
    }
  }
  return out;
}

}  // namespace

TEST_CASE("the filters of a tag", "[data]") {
  struct Case {
    char const* text;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"ngay", "ngay"},
      {"  ngay |hoa", "ngay; hoa"},
      {"so:2", "so #2"},
      {" so : 2 ", "so #2"},
      {"so : 2|hoa", "so #2; hoa"},
      {"mac_dinh:\"a | b: c, d\"", "mac_dinh 'a | b: c, d'"},
      {"mac_dinh:'ngày … | x' | hoa", "mac_dinh 'ngày … | x'; hoa"},
      {"mac_dinh:\"nói \"\"có\"\"\"", "mac_dinh 'nói \"có\"'"},
      {"mac_dinh:'it''s'", "mac_dinh 'it's'"},
      {"mac_dinh:\"\"", "mac_dinh ''"},
      {"mac_dinh:chưa có", "mac_dinh chưa có"},
      {"mac_dinh:a:b", "mac_dinh a:b"},
      {"mac_dinh:-1.5", "mac_dinh #-1.5"},
      {"mac_dinh:05", "mac_dinh 05"},
      {"\xC2\xA0mac_dinh\xC2\xA0:\xC2\xA0x\xC2\xA0", "mac_dinh x"},
      {"mac_dinh:\"e\xCC\x82\"", "mac_dinh 'ê'"},

      {"mac_dinh:e\xCC\x82", "mac_dinh ê"},
      {"ds | loc_trong | noi:\"; \"", "unknown_filter @0 there is no filter ds"},
      {"loc_trong | noi:\"; \"", "loc_trong; noi '; '"},
      {"tong", "tong"},
      {"tong:so_lieu | so:2", "tong so_lieu .so_lieu; so #2"},
      {"tb:ke_hoach.nam nay", "tb ke_hoach.nam nay .ke_hoach .nam nay"},
      {"dem:\"a.b\"", "dem 'a.b' .a.b"},
      {"tong:2021", "tong #2021 .2021"},
      {"anh", "anh"},
      {"anh:40x30mm", "anh 40x30mm =40x30"},
      {"image:x3cm", "image x3cm =x30"},
      {"anh:40", "anh #40 =40x"},
      {"qr", "qr =25x25"},
      {"hoa | qr:3cm", "hoa; qr 3cm =30x30"},
      {"lien_ket", "lien_ket"},
      {"link:\"Xem | tại đây\"", "link 'Xem | tại đây'"},
      {"so | gop", "so; gop"},

      {"anh:40px", "filter_parameters @0 filter anh: expected the unit mm or cm, found \"px\""},
      {"anh:2,5cm", "filter_parameters @0 filter anh: expected 0 to 1 parameter, found 2"},
      {"qr:25x25mm", "filter_parameters @0 filter qr: expected one side such as 25mm, found \"25x25mm\""},
      {"lien_ket:\" \"", "filter_parameters @0 filter lien_ket: expected a text to show, found \" \""},
      {"gop:1", "filter_parameters @0 filter gop: expected no parameters, found 1"},
      {"tong:a..b", "filter_parameters @0 filter tong: expected the name of a field such as so_lieu or ke_hoach.so_lieu, found \"a..b\""},
      {"tb:\"\"", "filter_parameters @0 filter tb: expected the name of a field such as so_lieu or ke_hoach.so_lieu, found \"\""},
      {"phan_tram:x", "filter_parameters @0 filter phan_tram: expected a number of decimals from 0 to 100, found \"x\""},
      {"anh | hoa", "filter_not_last @6 filter anh: expected the end of the tag behind it, found hoa"},
      {"anh | hoa | so", "filter_not_last @6 filter anh: expected the end of the tag behind it, found hoa"},
      {"gop | gop", "filter_not_last @6 filter gop: expected the end of the tag behind it, found gop"},
      {"image:40px | hoaa", "filter_parameters @0 filter image: expected the unit mm or cm, found \"px\"; unknown_filter @13 there is no filter hoaa (hoa); filter_not_last @13 filter image: expected the end of the tag behind it, found hoaa"},

      {"so | mac_dinh:0 | bang_chu", "filter_wrong_type @18 filter bang_chu: expected a number, found the text that so writes; leave one of the two out"},
      {"so | hoa | so:2", "filter_wrong_type @11 filter so: expected a number, found the text that so writes; leave one of the two out"},
      {"so | gon | so", "filter_not_last @5 filter so: expected the end of the tag behind it, found gon, which takes a number and no text"},
      {"tong:a | so | bang_chu:đồng | hoa_dau", "filter_wrong_type @14 filter bang_chu: expected a number, found the text that so writes; leave one of the two out"},
      {"so:x | la_ma", "filter_parameters @0 filter so: expected a number of decimals from 0 to 100, found \"x\"; filter_wrong_type @7 filter la_ma: expected a number, found the text that so writes; leave one of the two out"},
      {"so | anh | bang_chu", "filter_not_last @11 filter anh: expected the end of the tag behind it, found bang_chu"},
      {"mac_dinh:0 | so", "mac_dinh #0; so"},
      {"thang | hai_chu_so", "thang; hai_chu_so"},
      {"nam | bang_chu | hoa_dau", "nam; bang_chu; hoa_dau"},

      {"", "filter_syntax @0 filters: expected the name of a filter, found the end of the tag"},
      {"ngay |", "filter_syntax @6 filters: expected the name of a filter, found the end of the tag"},
      {"| ngay", "filter_syntax @0 filters: expected the name of a filter, found \"| ngay\""},
      {":2", "filter_syntax @0 filters: expected the name of a filter, found \":2\""},
      {"so 2", "filter_syntax @0 filters: expected ':' after the name of the filter, found \"so 2\""},
      {"mac_dinh\"x\"", "filter_syntax @0 filters: expected ':' after the name of the filter, found \"mac_dinh\"x\"\""},
      {"so:", "filter_syntax @3 filters: expected a parameter, found the end of the tag"},
      {"so:|hoa", "filter_syntax @3 filters: expected a parameter, found \"|hoa\""},
      {"mac_dinh:a,", "filter_syntax @11 filters: expected a parameter, found the end of the tag"},
      {"mac_dinh:\"a", "filter_syntax @9 filters: expected a closing quote, found \"\"a\""},
      {"mac_dinh:\"a\" b", "filter_syntax @13 filters: expected ',' or '|', found \"b\""},
      {"ngya", "unknown_filter @0 there is no filter ngya (ngay)"},
      {"hoa | numbr:2 | xyzt", "unknown_filter @6 there is no filter numbr (number); unknown_filter @16 there is no filter xyzt"},
      {"ngay:1", "filter_parameters @0 filter ngay: expected no parameters, found 1"},
      {"mac_dinh", "filter_parameters @0 filter mac_dinh: expected 1 parameter, found 0"},
      {"so:1,2", "filter_parameters @0 filter so: expected 0 to 1 parameter, found 2"},
      {"so:x", "filter_parameters @0 filter so: expected a number of decimals from 0 to 100, found \"x\""},
      {"so:-1", "filter_parameters @0 filter so: expected a number of decimals from 0 to 100, found \"-1\""},
      {"so:101", "filter_parameters @0 filter so: expected a number of decimals from 0 to 100, found \"101\""},
      {"so:\"2\"", "filter_parameters @0 filter so: expected a number of decimals from 0 to 100, found \"2\""},
  }));
  // clang-format on
  DYNAMIC_SECTION("<" << c.text << ">") {
    CHECK(shown(c.text) == c.expect);
  }
}

// A filter that gives text, such as 1.234,5 or IV, before one that takes a number: none of the
// pairs may print a figure.
TEST_CASE("a filter that takes a number stands behind no text", "[data]") {
  struct Giver {
    char const* call;
    bool gives_text;
  };
  auto const before = GENERATE(values<Giver>({
      {"so", true},          {"so:0", true},
      {"number:2", true},    {"phan_tram", true},
      {"bang_chu", true},    {"la_ma", true},
      {"chu_cai", true},     {"ngay", true},
      {"ngay_ngan", true},   {"ngay_trong", true},
      {"quy", true},         {"noi", true},
      {"ten_tep", true},     {"con_thieu:\".\"", true},
      {"gon", false},        {"hai_chu_so", false},
      {"thang", false},      {"nam", false},
      {"tong", false},       {"tb:a", false},
      {"dem", false},        {"hoa", false},
      {"thuong", false},     {"hoa_dau", false},
      {"mac_dinh:0", false},
  }));
  std::string const behind = GENERATE(values<std::string>(
      {"so", "so:2", "gon", "phan_tram", "hai_chu_so", "bang_chu", "la_ma", "chu_cai"}));
  std::string const chain = std::string(before.call) + " | " + behind;
  DYNAMIC_SECTION(chain) {
    std::string const name = behind.substr(0, behind.find(':'));
    bool const can_go_before = name == "gon" || name == "hai_chu_so";
    std::string const expect =
        can_go_before
            ? "found " + name + ", which takes a number and no text"
            : "filter " + name + ": expected a number, found the text that " +
                  std::string(before.call).substr(0, std::string_view(before.call).find(':')) +
                  " writes; leave one of the two out";
    std::string const told = shown(chain);
    CAPTURE(told);
    CHECK(told.ends_with(expect) == before.gives_text);
    CHECK(told.starts_with(can_go_before ? "filter_not_last" : "filter_wrong_type") ==
          before.gives_text);
  }
}
