// What was found by trying five other engines: where they went wrong in silence, and what we do.

#include <catch2/catch.hpp>

#include "conformance/building.h"
#include "conformance/reading.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using namespace thethuc::test;

TEST_CASE("Engines: a tag in decomposed Unicode meets a composed key", "[engines]") {
  char const* const decomposed = "{{ho\u0323_te\u0302n}}";
  CHECK(test::fill(decomposed, "{\"họ_tên\":\"Tỏa\"}").notation() == "Tỏa");
  compile::Result const result = compile_body(decomposed);
  REQUIRE(result.compiled);
  CHECK(result.compiled->tags()[0].is_decomposed);
}

TEST_CASE("Engines: a false condition alone in its paragraph takes paragraph and number along",
          "[engines]") {
  CHECK(test::fill("trước\n{{#x}}Mật{{/x}}\nsau", "{}").notation() == "trước\nsau");
  Setup setup;
  setup.files = {{"word/numbering.xml", numbering_part()}};
  Filled const filled =
      test::fill(numbered("một") + numbered("{{#x}}hai{{/x}}") + numbered("ba"), "{}", setup);
  CHECK(numbered_text(filled.docx) == "1. một / 2. ba");
}

TEST_CASE("Engines: no items for the only row of a table: the table goes", "[engines]") {
  struct Case {
    char const* name;
    char const* body;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"between paragraphs", "trước\n| {{#ds}}{{.}} | x{{/ds}} |\nsau", "trước\nsau"},
      {"rows of tags around it",
       "trước\n| {{#ds}} | |\n| {{.}} | x |\n| {{/ds}} | |\nsau",
       "trước\nsau"},
      {"two lists, both empty",
       "trước\n| {{#ds}}{{.}} | x{{/ds}} |\n| {{#dt}}{{.}} | x{{/dt}} |",
       "trước"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled = test::fill(c.body, R"({"ds":[],"dt":[]})");
    CHECK_FALSE(contains(main_part(filled), "<w:tbl>"));
    CHECK(filled.notation() == c.expect);
  }
  std::string const nested =
      table({4000},
            {row({cell(table({2000}, {row({cell("{{#ds @row}}{{.}}{{/ds}}")})}) +
                       paragraphs({""}))})}) +
      paragraphs({"sau"});
  std::string const xml = main_part(test::fill(nested, R"({"ds":[]})"));
  CHECK(count(xml, "<w:tbl>") == 1);
}

TEST_CASE("Engines: U+0007 in a value is an error with its JSON pointer", "[engines]") {
  Filled const filled = test::fill("{{ky.ten}}", R"({"ky":{"ten":"chuông\u0007"}})");
  REQUIRE(ids(filled.diagnostics) == "data_control_character");
  CHECK(filled.diagnostics.entries()[0].data_pointer == "/ky/ten");
  CHECK(filled.docx.empty());
}

TEST_CASE("Engines: ampersands and tags in values are text", "[engines]") {
  CHECK(test::fill("[{{a}}]", R"({"a":"A & <B>"})").notation() == "[A & <B>]");
  CHECK(test::fill("[{{a}}]", R"({"a":"{{other}}","other":"x"})").notation() == "[{{other}}]");
  CHECK(test::fill("[{{{a}}}]", R"({"a":"{{other}} & <B>"})").notation() == "[{{other}} & <B>]");
  CHECK(test::fill("{{#a}}{{.}}{{/a}}{{b}}", R"({"a":["{{/a}}","{{b}}"],"b":"x"})").notation() ==
        "{{/a}}{{b}}x");
}

TEST_CASE("Engines: bookmarks and text boxes of two items have ids of their own", "[engines]") {
  std::string const shape =
      "<w:r><w:pict><v:shape id=\"Khung_1\" style=\"width:28pt;height:28pt\"><v:textbox>"
      "<w:txbxContent>" +
      paragraphs({"{{.}}"}) + "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>";
  Setup setup;
  setup.files = {{"word/media/logo.png", tiny_png()}};
  std::string const body = paragraphs({"{{#ds}}"}) +
                           paragraph("<w:bookmarkStart w:id=\"0\" w:name=\"muc\"/>" +
                                     drawing(1, "logo") + shape + "<w:bookmarkEnd w:id=\"0\"/>") +
                           paragraphs({"{{/ds}}"});
  std::string const xml = main_part(test::fill(body, R"({"ds":["a","b"]})", setup));
  CHECK(all(xml, "bookmark(?:Start|End) w:id=\"(\\d+)\"") == "0 0 1 1");
  CHECK(all(xml, "w:name=\"(\\w+)\"") == "muc muc_1");
  CHECK(all(xml, "wp:docPr id=\"(\\d+)\"") == "1 2");
  CHECK(all(xml, "v:shape id=\"(\\w+)\"") == "Khung_1 Khung_1_2");
}

TEST_CASE("Engines: a tag in a tracked deletion is left alone", "[engines]") {
  std::string const deletion =
      "<w:del w:id=\"1\" w:author=\"An\" w:date=\"2021-09-14T00:00:00Z\"><w:r><w:delText>{{ten}}"
      "</w:delText></w:r></w:del>";
  Filled const filled = test::fill(paragraph(run("Ông {{ten}}") + deletion), R"({"ten":"Tỏa"})");
  CHECK(contains(main_part(filled), deletion));
  CHECK(text_of(filled.docx) == "Ông Tỏa");
}

TEST_CASE("Engines: a missing key follows the policy", "[engines]") {
  CHECK(ids(test::fill("{{a}}", "{}").diagnostics) == "value_missing");
  render::Options options;
  options.missing = render::Missing::dots;
  CHECK(test::fill("[{{a}}]", "{}", options).notation() == "[……]");
}

TEST_CASE("Engines: an unclosed tag ends with its paragraph", "[engines]") {
  compile::Result const result = compile_body("Ông {{ho_ten\nBà {{ho_ten}} ký");
  REQUIRE(ids(result.diagnostics) == "tag_not_closed");
  CHECK(result.diagnostics.entries()[0].place.text == "Ông {{ho_ten");
  CHECK(result.diagnostics.entries()[0].tag == "{{ho_ten");
}
