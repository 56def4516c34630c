// Text beside the tags of sections over several paragraphs: it stands outside, and that is told.

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"

using namespace thethuc;
using test::compile_body;
using test::ids;

TEST_CASE("text on the section's side of a tag is told to stand outside", "[beside]") {
  struct Case {
    char const* body;
    char const* expect;  // what is told of, in order, "|" between
  };
  auto const c = GENERATE(values<Case>({
      {"{{#co}}Đoạn một.\nĐoạn hai.\nĐoạn ba.{{/co}}", "Đoạn một.|Đoạn ba."},
      {"{{#ds}}{{ten}}:\n{{/ds}}", "{{ten}}:"},
      {"{{#ds}}\n{{ten}}\n{{{chu}}}{{/ds}}", "{{{chu}}}"},
      {"{{^co}}Không có.\n{{/co}}", "Không có."},
      {"{{#co}}{{#ten}}x{{/ten}}\n{{/co}}", "x"},
      {"| {{#co}}a⏎b⏎{{/co}} |", "a"},
      {"{{#co}}Một câu dài hơn bốn mươi chữ cái thì chỉ được nêu phần đầu.\n{{/co}}",
       "Một câu dài hơn bốn mươi chữ cái thì chỉ…"},
      // On the other side, alone, or in one paragraph, row or cell: as it looks.
      {"Căn cứ:{{#ds}}\n{{.}}\n{{/ds}}./.", ""},
      {"{{#ds}}\n{{.}}\n{{/ds}}", ""},
      {"{{#co}} {{! ghi chú }}\nx\n {{/co}}", ""},
      {"{{#co}}{{#ds}}\nx\n{{/ds}}{{/co}}", ""},
      {"a {{#co}}b{{/co}} c", ""},
      {"{{#co @block}}b{{/co}}", ""},
      {"| {{#ds}}a | b{{/ds}} |", ""},
      {"| {{#ds}}a | b |\n| c | d{{/ds}} |", ""},
  }));
  DYNAMIC_SECTION(c.body) {
    compile::Result const result = compile_body(c.body);
    std::string told;
    for (base::Diagnostic const& d : result.diagnostics.entries()) {
      REQUIRE(base::id_name(d.id) == "text_beside_section");
      told += (told.empty() ? "" : "|") + std::string{d.arg("found")};
    }
    CHECK(told == c.expect);
    CHECK(result.compiled);
  }
}

TEST_CASE("a picture beside a tag is told of, and nothing while sections do not pair", "[beside]") {
  std::string const picture = "<w:r><w:drawing/></w:r>";
  auto const p = [](std::string const& text, std::string const& more = "") {
    return "<w:p><w:r><w:t>" + text + "</w:t></w:r>" + more + "</w:p>";
  };
  compile::Result const result = compile_body(p("{{#co}}", picture) + p("{{/co}}"));
  REQUIRE(ids(result.diagnostics) == "text_beside_section");
  CHECK(result.diagnostics.entries()[0].arg("found.vi") == "hình");
  CHECK(ids(compile_body("{{#co}}a\n{{/co}}\n{{#b}}").diagnostics) == "section_not_closed");
}
