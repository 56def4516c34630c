// T3: empty paragraphs after a false condition or an empty loop.

#include <catch2/catch.hpp>

#include "conformance/building.h"
#include "conformance/reading.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using namespace thethuc::test;

TEST_CASE("T3: what a false condition held leaves no empty paragraph", "[T3]") {
  struct Case {
    char const* name;
    char const* body;
    char const* expect;  // nothing of `x`, `y`, `ds` is there
  };
  auto const c = GENERATE(values<Case>({
      {"tags and text in three paragraphs", "trước\n{{#x}}\nMật\n{{/x}}\nsau", "trước\nsau"},
      {"an empty list in three paragraphs",
       "trước\n{{#ds}}\n- {{ten}}\n{{/ds}}\nsau",
       "trước\nsau"},
      {"all in one paragraph", "trước\n{{#x}}Mật{{/x}}\nsau", "trước\nsau"},
      {"a list in one paragraph", "trước\n{{#ds}}{{ten}}, {{/ds}}\nsau", "trước\nsau"},
      {"two nested conditions on one line",
       "trước\n{{#x}}{{#y}}Mật{{/y}}{{/x}}\nsau",
       "trước\nsau"},
      {"two beside each other", "trước\n{{#x}}Mật{{/x}}{{#y}}Khẩn{{/y}}\nsau", "trước\nsau"},
      {"nested over paragraphs", "trước\n{{#x}}\n{{#y}}\nMật\n{{/y}}\n{{/x}}\nsau", "trước\nsau"},
      {"blanks beside", "trước\n  {{#x}}Mật{{/x}}\t\nsau", "trước\nsau"},
      {"in a paragraph with other text", "trước\nĐộ {{#x}}mật{{/x}}\nsau", "trước\nĐộ \nsau"},
      {"with a value beside it", "trước\n{{so}}{{#x}}mật{{/x}}\nsau", "trước\n\nsau"},
      {"the only content of a cell", "| {{#x}}Mật{{/x}} | b |", "|  | b |"},
      {"three paragraphs that are all of a cell", "| {{#x}}⏎Mật⏎{{/x}} | b |", "|  | b |"},
      {"beside another paragraph of the cell", "| a⏎{{#x}}Mật{{/x}} | b |", "| a | b |"},
      {"the last row of a table", "| a | b |\n| {{#x}}c | d{{/x}} |", "| a | b |"},
      {"the last of the document", "trước\n{{#x}}Mật{{/x}}", "trước"},
      {"the whole document", "{{#x}}Mật{{/x}}", ""},
      {"author's empty paragraphs around", "trước\n\n{{#x}}Mật{{/x}}\n\nsau", "trước\n\n\nsau"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(test::fill(c.body, R"({"x":false,"y":false,"ds":[],"so":""})").notation() == c.expect);
  }
}

TEST_CASE("T3: a true condition leaves its text and no tag's paragraph", "[T3]") {
  auto const body = GENERATE(as<std::string>{},
                             "trước\n{{#x}}\nMật\n{{/x}}\nsau",
                             "trước\n{{#x}}Mật{{/x}}\nsau",
                             "trước\n{{#x}}{{#y}}Mật{{/y}}{{/x}}\nsau",
                             "trước\n{{#x}}\n{{#y}}\nMật\n{{/y}}\n{{/x}}\nsau");
  CHECK(test::fill(body, R"({"x":true,"y":1})").notation() == "trước\nMật\nsau");
}

TEST_CASE("T3: a numbered paragraph that vanishes takes its number along", "[T3][documents]") {
  struct Case {
    char const* name;
    std::string middle;
  };
  auto const c = GENERATE(values<Case>({
      {"one paragraph", numbered("{{#x}}hai{{/x}}")},
      {"nested", numbered("{{#y}}{{#x}}hai{{/x}}{{/y}}")},
      {"an empty list", numbered("{{#ds}}{{.}}{{/ds}}")},
      {"three paragraphs, the tags numbered too",
       numbered("{{#x}}") + numbered("hai") + numbered("{{/x}}")},
  }));
  DYNAMIC_SECTION(c.name) {
    Setup setup;
    setup.files = {{"word/numbering.xml", numbering_part()}};
    Filled const filled = keep(
        "t03-" + std::string{c.name},
        test::fill(
            numbered("một") + c.middle + numbered("ba"), R"({"x":false,"y":true,"ds":[]})", setup));
    main_part(filled);
    CHECK(numbered_text(filled.docx) == "1. một / 2. ba");
  }
}

TEST_CASE("T3: at the end of a table, a story or a section the document stays valid",
          "[T3][documents]") {
  std::string const landscape =
      "<w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"/></w:sectPr>";
  struct Case {
    char const* name;
    std::string body;
    char const* expect;
    std::size_t sections;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"behind a table in a cell",
       table(
           {5000},
           {row({cell(table({2000}, {row({cell("trong")})}) + paragraphs({"{{#x}}Mật{{/x}}"}))})}) +
           paragraphs({"sau"}),
       "trong\nsau",
       1},
      {"tags around the paragraph behind a table in a cell",
       table({5000},
             {row({cell(table({2000}, {row({cell("trong")})}) +
                        paragraphs({"{{#x}}", "Mật", "{{/x}}"}))})}) +
           paragraphs({"sau"}),
       "trong\nsau",
       1},
      {"all of a table's cells",
       table({2000, 2000}, {row({cell("{{#x}}a{{/x}}"), cell("{{#x}}b{{/x}}")})}) +
           paragraphs({"sau"}),
       "\t\nsau",
       1},
      {"the paragraph that ends a section",
       paragraphs({"trước"}) + paragraph(run("{{#x}}Mật{{/x}}"), landscape) + paragraphs({"sau"}),
       "trước\n\nsau",
       2},
      {"the paragraph of a closing tag that ends a section",
       paragraphs({"trước", "{{#x}}", "Mật"}) + paragraph(run("{{/x}}"), landscape) +
           paragraphs({"sau"}),
       "trước\n\nsau",
       2},
      {"the last paragraph before a section's end",
       paragraphs({"trước", "{{#x}}Mật{{/x}}"}) + paragraph("", landscape) + paragraphs({"sau"}),
       "trước\n\nsau",
       2},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled = keep("t03-" + std::string{c.name}, test::fill(c.body, "{}"));
    CHECK(count(main_part(filled), "<w:sectPr") == c.sections);
    CHECK(text_of(filled.docx) == c.expect);
  }
}
