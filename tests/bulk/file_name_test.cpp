#include "bulk/file_name.h"

#include <string>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "data/value.h"
#include "support/fill.h"

using namespace thethuc;

namespace {

std::string stem(std::string_view rule, std::string_view json) {
  base::Diagnostics found;
  bulk::NameRule const name{rule, found};
  data::Document data;
  REQUIRE(data.parse(json, "records", {}, found));
  data::Arena arena;
  std::string const made = name.stem(data, 17, arena, found);
  return found.has_errors() ? "!" + test::ids(found) : made;
}

}  // namespace

TEST_CASE("names are safe whatever the data say", "[bulk]") {
  struct Case {
    char const* rule;
    char const* json;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"{{x}}", R"({"x":"giấy mời"})", "giấy mời"},
      {"{{x}}.docx", R"({"x":"a"})", "a"},
      {"{{x}}.DOCX", R"({"x":"a"})", "a"},
      {"{{x}}.pdf", R"({"x":"a"})", "a"},
      {"{{x}}.txt", R"({"x":"a"})", "a.txt"},
      {"{{x}}", R"({"x":"../../etc/passwd"})", "etc-passwd"},
      {"{{x}}/{{x}}", R"({"x":".."})", "!record_no_name"},
      {"{{x}}", R"({"x":"/tuyệt/đối"})", "tuyệt-đối"},
      {"{{x}}", R"({"x":"C:\\a\\b"})", "C--a-b"},
      {"{{x}}", R"({"x":"52/BC-UBND"})", "52-BC-UBND"},
      {"{{x}}", R"({"x":"CON"})", "_CON"},
      {"{{x}}", R"({"x":"com1.txt"})", "_com1.txt"},
      {"{{x}}", R"({"x":"a<b>:\"|?*c"})", "ab--c"},
      {"{{x}}", R"({"x":"a. . ."})", "a"},
      {"{{x}}", R"({"x":".an"})", "an"},
      {"{{x}}", R"({"x":"-rf"})", "rf"},
      {"{{x}}", R"({"x":"a\nb\tc"})", "a b c"},
      {"{{x}}", R"({"x":"exe\u202Exd.cod"})", "exexd.cod"},
      {"{{x}}", R"({"x":"Tie\u0302\u0301ng"})", "Tiếng"},
      {"{{x}}", R"({"x":"  "})", "!record_no_name"},
      {"{{x}}", R"({"x":"???"})", "!record_no_name"},
      {"{{x}}", R"({})", "!value_missing"},
      {"{{@number}}-{{x}}", R"({"x":"a"})", "17-a"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.rule << " of " << c.json) {
    CHECK(stem(c.rule, c.json) == c.expect);
  }
}

TEST_CASE("long names end at a whole letter", "[bulk]") {
  std::string letters;
  for (int i = 0; i < 100; ++i) {
    letters += "ế";  // three bytes
  }
  std::string const made = stem("{{x}}", "{\"x\":\"" + letters + "\"}");
  CHECK(made.size() == 198);
  CHECK(base::is_valid_utf8(made));
}

TEST_CASE("without a rule names are numbers", "[bulk]") {
  bulk::NameRule const rule;
  data::Document data;
  base::Diagnostics found;
  data::Arena arena;
  CHECK(rule.is_unique());
  CHECK(rule.stem(data, 17, arena, found) == "000017");
  CHECK(rule.stem(data, 12345678, arena, found) == "12345678");
}

TEST_CASE("names that are one file where case does not count", "[bulk]") {
  CHECK(bulk::folded_name("Thư Đ") == bulk::folded_name("THƯ đ"));
  CHECK(bulk::folded_name("thu") != bulk::folded_name("thư"));
  CHECK(bulk::numbered_name("thu", 2) == "thu-2");
}
