// Headers, footers and charts are there once, whatever a section repeats.

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"

using namespace thethuc;
using test::Filled;
using test::ids;
using test::Setup;

namespace {

std::string paragraph(std::string const& text, std::string const& properties = "") {
  return "<w:p>" + properties + "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r></w:p>";
}

// A section of pages in a section of the template over `ds`.
std::string pages() {
  return paragraph("{{#ds}}") + paragraph("{{ten}}") +
         paragraph("hết",
                   "<w:pPr><w:sectPr><w:headerReference w:type=\"default\" r:id=\"header1\"/>"
                   "<w:pgSz w:w=\"11906\" w:h=\"16838\"/></w:sectPr></w:pPr>") +
         paragraph("{{/ds}}") + paragraph("z");
}

Setup with_header(std::string const& text) {
  Setup setup;
  setup.files = {
      {"word/header1.xml",
       "<w:hdr xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" +
           paragraph(text) + "</w:hdr>"}};
  return setup;
}

}  // namespace

TEST_CASE("a header that a section repeats does not show the item's own text", "[shared]") {
  struct Case {
    char const* header;
    char const* data;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"{{ten}}", R"({"ds":[{"ten":"a"},{"ten":"b"}]})", "part_not_repeated"},
      {"{{ten}}", R"({"ten":"R","ds":[{"ten":"a"},{"ten":"b"}]})", "part_not_repeated"},
      {"{{ten}}", R"({"ten":"R","ds":{"ten":"a"}})", "part_not_repeated"},
      {"{{#ten}}có{{/ten}}", R"({"ten":"R","ds":[{"ten":"a"}]})", "part_not_repeated"},
      {"{{ten.ho}}", R"({"ten":{"ho":"R"},"ds":[{"ten":"a"}]})", "part_not_repeated"},
      // What the items have not is the document's.
      {"{{so}}", R"({"so":1,"ds":[{"ten":"a"},{"ten":"b"}]})", ""},
      {"{{#so}}{{ten}}{{/so}}", R"({"so":{"ten":1},"ds":[{"ten":"a"}]})", ""},
      {"{{ten}}", R"({"ten":"R","ds":true})", ""},
      {"{{ten}}", R"({"ten":"R","ds":[]})", ""},
      {"chung", R"({"ds":[{"ten":"a"}]})", ""},
  }));
  DYNAMIC_SECTION(c.header << " " << c.data) {
    Filled const filled = test::fill(pages(), c.data, with_header(c.header));
    REQUIRE(ids(filled.diagnostics) == c.expect);
    if (*c.expect != '\0') {
      base::Diagnostic const& d = filled.diagnostics.entries()[0];
      CHECK(d.tag == "{{#ds}}");
      REQUIRE(d.related.size() == 1);
      CHECK(d.related[0].part == "/word/header1.xml");
    }
  }
}

TEST_CASE("a schema tells so when the template is compiled", "[shared]") {
  Setup setup = with_header("{{ten}}");
  setup.compile.schema_json = R"({"type":"object","properties":{"ten":{"type":"string"},
      "ds":{"type":"array","items":{"type":"object","properties":{"ten":{"type":"string"}}}}}})";
  compile::Result const result = test::compile_body(pages(), setup);
  REQUIRE(ids(result.diagnostics) == "part_not_repeated");
  CHECK(result.diagnostics.entries()[0].arg("other") == "{{ten}}");
}
