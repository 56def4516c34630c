// Tags outside of the body: headers, footers, notes, text boxes, links, content controls, tracked
// changes, fields.

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"
#include "support/notation.h"

using namespace thethuc;
using test::fill;
using test::Filled;
using test::Setup;

namespace {

constexpr char kW[] = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"";

std::string story(std::string const& root, std::string const& inner) {
  return "<w:" + root + " " + kW + ">" + inner + "</w:" + root + ">";
}

std::string note(int id, std::string const& notation) {
  return "<w:footnote w:id=\"" + std::to_string(id) + "\">" + test::blocks_from(notation) +
         "</w:footnote>";
}

constexpr char kSeparators[] =
    "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
    "<w:footnote w:type=\"continuationSeparator\" "
    "w:id=\"0\"><w:p><w:r><w:continuationSeparator/></w:r></w:p></w:footnote>";

std::string paragraph_with_note(std::string const& before, int id, std::string const& after = "") {
  return "<w:p><w:r><w:t xml:space=\"preserve\">" + before +
         "</w:t></w:r><w:r><w:footnoteReference w:id=\"" + std::to_string(id) +
         "\"/></w:r><w:r><w:t xml:space=\"preserve\">" + after + "</w:t></w:r></w:p>";
}

}  // namespace

TEST_CASE("headers and footers are filled", "[parts]") {
  Setup setup;
  setup.files = {
      {"word/header1.xml", story("hdr", test::blocks_from("Số {{so}}{{#mat}} - {{mat}}{{/mat}}"))},
      {"word/footer2.xml", story("ftr", test::blocks_from("{{#ds}}\n{{.}}\n{{/ds}}"))}};
  Filled filled = fill("{{so}}", R"({"so":"52","ds":["a","b"]})", setup);
  CHECK(test::notation_of(test::part_of(filled.docx, "/word/header1.xml")) == "Số 52");
  CHECK(test::notation_of(test::part_of(filled.docx, "/word/footer2.xml")) == "a\nb");
  filled = fill("{{so}}", R"({"so":"52","ds":[]})", setup);
  // A footer has to hold a paragraph, so that which all others vanished from keeps one.
  CHECK(test::notation_of(test::part_of(filled.docx, "/word/footer2.xml")).empty());
}

TEST_CASE("a tag's place names the part that it stands in", "[parts]") {
  Setup setup;
  setup.files = {{"word/header2.xml", story("hdr", test::blocks_from("a\n{{b c}}"))},
                 {"word/footnotes.xml", story("footnotes", kSeparators + note(2, "{{#x}}"))}};
  compile::Result const result = test::compile_body(paragraph_with_note("x", 2), setup);
  REQUIRE(test::ids(result.diagnostics) == "bad_name section_not_closed");
  CHECK(result.diagnostics.entries()[0].place.part == "/word/header2.xml");
  CHECK(result.diagnostics.entries()[0].place.paragraph == 2);
  CHECK(result.diagnostics.entries()[1].place.part == "/word/footnotes.xml");
}

TEST_CASE("a note is filled in the scope of its reference and given an id of its own", "[parts]") {
  Setup setup;
  setup.files = {
      {"word/footnotes.xml",
       story("footnotes", kSeparators + note(2, "Theo {{can_cu}}.") + note(5, "{{chung}}"))}};
  std::string const body = test::blocks_from("{{#ds}}") + paragraph_with_note("{{ten}}", 2) +
                           test::blocks_from("{{/ds}}") + paragraph_with_note("cuối", 5, ".");
  Filled const filled = fill(
      body,
      R"({"chung":"hết","ds":[{"ten":"A","can_cu":"Luật & lệ"},{"ten":"B","can_cu":"Nghị định"}]})",
      setup);
  CHECK(filled.notation() == "A[1]\nB[2]\ncuối[3].");
  std::string const notes = test::part_of(filled.docx, "/word/footnotes.xml");
  CHECK(test::notation_of(notes) == "\n\nTheo Luật & lệ.\nTheo Nghị định.\nhết");
  CHECK(notes.find("w:id=\"-1\"") != std::string::npos);
  // No item: no reference and no note.
  Filled const none = fill(body, R"({"chung":"hết","ds":[]})", setup);
  CHECK(none.notation() == "cuối[1].");
  CHECK(test::notation_of(test::part_of(none.docx, "/word/footnotes.xml")) == "\n\nhết");
}

TEST_CASE("notes that nothing changes keep their bytes", "[parts]") {
  Setup setup;
  std::string const notes = story("footnotes", kSeparators + note(7, "Chú thích"));
  setup.files = {{"word/footnotes.xml", notes}};
  Filled const filled = fill(paragraph_with_note("{{a}}", 7), R"({"a":"x"})", setup);
  CHECK(filled.notation() == "x[7]");
  CHECK(test::part_of(filled.docx, "/word/footnotes.xml") == notes);
}

TEST_CASE("places in the body where a tag may stand", "[parts]") {
  struct Case {
    char const* name;
    char const* xml;
    char const* expect;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"link", "<w:p><w:hyperlink w:anchor=\"x\"><w:r><w:t>{{a}}</w:t></w:r></w:hyperlink></w:p>", "1"},
      {"cut at the border of a link", "<w:p><w:r><w:t>{{</w:t></w:r><w:hyperlink w:anchor=\"x\"><w:r><w:t>a}}b</w:t></w:r></w:hyperlink></w:p>", "1b"},
      {"content control around blocks", "<w:sdt><w:sdtPr/><w:sdtContent><w:p><w:r><w:t>{{#ds}}</w:t></w:r></w:p><w:p><w:r><w:t>{{.}}</w:t></w:r></w:p><w:p><w:r><w:t>{{/ds}}</w:t></w:r></w:p></w:sdtContent></w:sdt>", "x\ny"},
      {"content control in a line", "<w:p><w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>{{a}}</w:t></w:r></w:sdtContent></w:sdt></w:p>", "1"},
      {"insertion", "<w:p><w:ins w:id=\"1\" w:author=\"a\"><w:r><w:t>{{a}}</w:t></w:r></w:ins></w:p>", "1"},
      {"deletion is left alone", "<w:p><w:r><w:t>b</w:t></w:r><w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>{{a}}</w:delText></w:r></w:del></w:p>", "b"},
      {"field code is left alone", "<w:p><w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>IF {{a}}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>{{a}}</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r></w:p>", "1"},
      {"text box", "<w:p><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent><w:p><w:r><w:t>{{a}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>", "1"},
      {"a list in a text box that comes out empty keeps its paragraph", "<w:p><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox><w:txbxContent><w:p><w:r><w:t>{{#co}}x{{/co}}</w:t></w:r></w:p></w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>", ""},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    Filled const filled = fill(c.xml, R"({"a":1,"ds":["x","y"]})");
    INFO(filled.diagnostics.to_text(base::Language::en));
    std::string const xml = test::part_of(filled.docx, "/word/document.xml");
    if (std::string{c.name}.find("text box") == std::string::npos) {
      CHECK(filled.notation() == c.expect);
    } else {
      std::size_t const begin = xml.find("<w:txbxContent>") + 15;
      CHECK(test::notation_of(story(
                "body", xml.substr(begin, xml.find("</w:txbxContent>") - begin))) == c.expect);
    }
    CHECK((std::string{c.name}.find("left alone") == std::string::npos) ==
          (xml.find("{{") == std::string::npos));
  }
}

TEST_CASE("a section break survives a condition beside it", "[parts]") {
  std::string const break_paragraph =
      "<w:p><w:pPr><w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\" "
      "w:orient=\"landscape\"/></w:sectPr></w:pPr><w:r><w:t>{{#x}}a{{/x}}</w:t></w:r></w:p>";
  std::string const xml = test::part_of(fill(break_paragraph, "{}").docx, "/word/document.xml");
  CHECK(xml.find("w:orient=\"landscape\"") != std::string::npos);
}

TEST_CASE("spaces at the border of a tag stay visible", "[parts]") {
  std::string const xml = test::part_of(
      fill("<w:p><w:r><w:t>Số: {{so}} /BC </w:t></w:r><w:r><w:t>{{so}}</w:t></w:r></w:p>",
           R"({"so":5})")
          .docx,
      "/word/document.xml");
  CHECK(xml.find("<w:t xml:space=\"preserve\">Số: 5 /BC </w:t>") != std::string::npos);
}
