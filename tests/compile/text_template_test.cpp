#include "compile/text_template.h"

#include <string>

#include <catch2/catch.hpp>

#include "data/value.h"
#include "support/fill.h"

using namespace thethuc;

namespace {

// The text, or "!" and the ids of what is wrong, of the template or of the data.
std::string filled(std::string_view text, std::string_view json, std::uint64_t number = 7) {
  base::Diagnostics found;
  auto const compiled = compile::TextTemplate::compile(text, "--name", found);
  if (found.has_errors()) {
    return "!" + test::ids(found);
  }
  data::Document data;
  REQUIRE(data.parse(json, "records", {}, found));
  data::Arena arena;
  std::string out;
  compiled.fill(data, number, arena, out, found);
  return found.has_errors() ? "!" + test::ids(found) : out;
}

}  // namespace

TEST_CASE("tags in a plain text", "[compile][text]") {
  struct Case {
    char const* text;
    char const* json;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"thu", "{}", "thu"},
      {"", "{}", ""},
      {"{{so}}-{{ten}}.docx", R"({"so":12,"ten":"An"})", "12-An.docx"},
      {"{{ten}}", R"({"ten":"a & b < c"})", "a & b < c"},
      {"{{kh.ten | hoa}}", R"({"kh":{"ten":"ủy ban"}})", "ỦY BAN"},
      {"{{ngay | ngay:\"dd-MM-yyyy\"}}", R"({"ngay":"2026-03-02"})", "!filter_parameters"},
      {"{{ten | mac_dinh:\"không tên\"}}", "{}", "không tên"},
      {"{{! lời nhắn}}a", "{}", "a"},
      {"{{=<% %>=}}<%so%>", R"({"so":"1"})", "1"},
      {"{{#so}}số {{so}}{{/so}}{{^so}}chưa có số{{/so}}", R"({"so":"1"})", "số 1"},
      {"{{#so}}số {{so}}{{/so}}{{^so}}chưa có số{{/so}}", R"({"so":""})", "chưa có số"},
      {"{{#ds}}{{ten}}{{^@last}}, {{/@last}}{{/ds}}", R"({"ds":[{"ten":"A"},{"ten":"B"}]})", "A, B"},
      {"{{#ds}}{{.}}{{@number}}{{/ds}}", R"({"ds":["a","b"]})", "a1b2"},
      {"{{#ds}}{{#ds2}}{{ten}}{{/ds2}}{{/ds}}", R"({"ten":"x","ds":[1,2],"ds2":[3,4]})", "xxxx"},
      {"{{@number}} {{@index}}", "{}", "7 6"},
      {"{{#@first}}đầu{{/@first}}{{^@first}}sau{{/@first}}", "{}", "sau"},

      {"{{so}}", "{}", "!value_missing"},
      {"{{so}}", R"({"so":null})", "!value_missing"},
      {"{{so}}{{ten}}", "{}", "!value_missing value_missing"},
      {"{{so}}", R"({"so":{"a":1}})", "!value_not_text"},
      {"{{so}}", R"({"so":true})", "!value_not_text"},
      {"{{so | so}}", R"({"so":"x"})", "!filter_bad_value"},
      {"{{so", "{}", "!tag_not_closed"},
      {"{{#so}}", "{}", "!section_not_closed"},
      {"{{/so}}", "{}", "!section_not_opened"},
      {"{{#a}}{{/b}}{{/a}}", "{}", "!section_not_opened"},
      {"{{{so}}}", "{}", "!tag_not_plain"},
      {"{{> manh}}", "{}", "!tag_not_plain"},
      {"{{logo | anh}}", "{}", "!tag_not_plain"},
      {"{{so | khong_co}}", "{}", "!unknown_filter"},
      {"{{so thu}}", "{}", "!bad_name"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.text << " of " << c.json) {
    CHECK(filled(c.text, c.json) == c.expect);
  }
}

TEST_CASE("mistakes in a plain text have their place", "[compile][text]") {
  base::Diagnostics found;
  auto const compiled = compile::TextTemplate::compile("thu-{{so}}", "--name", found);
  data::Document data;
  REQUIRE(data.parse(R"({"soo":1})", "records", {}, found));
  data::Arena arena;
  std::string out;
  compiled.fill(data, 1, arena, out, found);
  REQUIRE(found.entries().size() == 1);
  base::Diagnostic const& d = found.entries()[0];
  CHECK(d.place.file == "--name");
  CHECK(d.place.text.substr(d.place.mark_begin, d.place.mark_end - d.place.mark_begin) == "{{so}}");
  CHECK(d.data_pointer == "/so");
  CHECK(d.arg("nearest") == "soo");
}
