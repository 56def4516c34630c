// Values that are more than text: rich text, pictures, QR codes, links.

#include <regex>

#include <catch2/catch.hpp>

#include "opc/part_types.h"
#include "support/docx_fixture.h"
#include "support/fill.h"
#include "support/notation.h"

using namespace thethuc;
using test::Filled;
using test::Setup;

namespace {

// One white pixel.
constexpr char kPixel[] =
    "data:image/"
    "png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNoAAAAggCBd81ytgAA"
    "AABJRU5ErkJggg==";
constexpr char kSvg[] =
    "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg' width='20' height='10'><rect "
    "width='20' "
    "height='10'/></svg>";

std::string main_part(Filled const& filled) {
  INFO(filled.diagnostics.to_text(base::Language::en));
  REQUIRE_FALSE(filled.diagnostics.has_errors());
  return test::part_of(filled.docx, "/word/document.xml");
}

std::size_t count(std::string const& text, std::string const& part) {
  std::size_t found = 0;
  for (std::size_t at = 0; (at = text.find(part, at)) != std::string::npos; at += part.size()) {
    ++found;
  }
  return found;
}

std::size_t count_media(Filled const& filled) {
  std::size_t media = 0;
  for (std::string const& name : test::entry_names(filled.docx)) {
    media += name.starts_with("word/media/") ? 1U : 0U;
  }
  return media;
}

// "ds" is a list to repeat something by.
std::string json_of(std::string const& value) {
  return "{\"a\":\"" + value + "\",\"ds\":[1,2,3]}";
}

}  // namespace

TEST_CASE("rich text beside other text is inline", "[inserts]") {
  struct Case {
    char const* body;
    char const* value;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"Tên: {{{a}}}.", "x **đậm** y", "Tên: ¦x ¦**đậm**¦ y¦."},
      {"{{& a}} sau", "x", "x¦ sau"},
      {"**Tên {{{a}}}**", "x", "**Tên ****x**"},
      {"{{{a}}} {{{a}}}", "- 1. x_y_z", "- 1. x_y_z¦ ¦- 1. x_y_z"},
      {"a {{{a | mac_dinh:\"*thay*\"}}}", "", "a "},
      {"| {{{a}}} x |", "**y**", "| **y**¦ x |"},
  }));
  DYNAMIC_SECTION(c.body) {
    Filled const filled = test::fill(c.body, json_of(c.value));
    main_part(filled);
    std::string got = filled.notation();
    got = std::regex_replace(got, std::regex{"¦"}, "");
    CHECK(got == std::regex_replace(std::string{c.expect}, std::regex{"¦"}, ""));
  }
}

TEST_CASE("rich text alone in its paragraph becomes blocks", "[inserts]") {
  Filled const filled = test::fill(
      "trước\n{{{a}}}\nsau",
      json_of("Một\\n\\n# Đề mục\\n\\n* x\\n* y\\n\\n|a|b|\\n|-|-|\\n|1|2|\\n\\nHai^[chú thích]"));
  std::string const xml = main_part(filled);
  CHECK(test::text_of(filled.docx) == "trước\nMột\nĐề mục\nx\ny\na\tb\n1\t2\nHai\nsau");
  CHECK(test::part_of(filled.docx, "/word/footnotes.xml").find("chú thích") != std::string::npos);
  std::string const numbering = test::part_of(filled.docx, "/word/numbering.xml");
  CHECK(numbering.find("w:abstractNum ") != std::string::npos);
  CHECK(count(xml, "<w:numId ") == 2);
}

TEST_CASE("what rich text needs is put into the parts that the template has", "[inserts]") {
  std::string const root = "<w:numbering" + test::namespaces() + ">";
  std::string const own =
      "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"/></w:abstractNum>"
      "<w:num w:numId=\"5\"><w:abstractNumId w:val=\"7\"/></w:num>";
  std::string const last = "<w:numIdMacAtCleanup w:val=\"9\"/></w:numbering>";
  Setup setup;
  setup.files = {{"word/numbering.xml", root + own + last}};
  Filled const filled = test::fill("{{{a}}}", json_of("* x"), setup);
  CHECK(main_part(filled).find("<w:numId w:val=\"6\"/>") != std::string::npos);
  std::string const numbering = test::part_of(filled.docx, "/word/numbering.xml");
  CHECK(numbering.find("w:abstractNumId=\"8\"") < numbering.find("w:numId=\"5\""));
  std::string const added = "<w:num w:numId=\"6\"><w:abstractNumId w:val=\"8\"/></w:num>";
  CHECK(numbering.ends_with(added + last));
  // Word looks for the separators of a new part of notes in the settings.
  CHECK(test::part_of(filled.docx, "/word/settings.xml")
            .find("<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/>"
                  "</w:footnotePr>") != std::string::npos);
}

TEST_CASE("parts of a document for building blocks are not the document's", "[inserts]") {
  base::Diagnostics diagnostics;
  std::optional<opc::Package> package = opc::Package::read(
      test::make_docx("<w:p><w:r><w:t>{{{a}}}</w:t></w:r></w:p>"), "mau.docx", {}, diagnostics);
  REQUIRE(package);
  std::string const types{opc::kWordprocessingTypes};
  std::string const office{opc::kOfficeRelationships};
  std::string const notes = "<w:footnotes" + test::namespaces() + "/>";
  package->add({"/word/glossary/document.xml",
                types + "document.glossary+xml",
                "<w:glossaryDocument" + test::namespaces() + "/>"});
  package->add({"/word/glossary/footnotes.xml", types + "footnotes+xml", notes});
  package->relationships(package->main_part())
      .add({"g", office + "glossaryDocument", "glossary/document.xml", false});
  package->relationships("/word/glossary/document.xml")
      .add({"n", office + "footnotes", "footnotes.xml", false});
  Filled const filled = test::fill(std::move(*package), json_of("x^[chú thích]"));
  main_part(filled);
  CHECK(test::part_of(filled.docx, "/word/footnotes.xml").find("chú thích") != std::string::npos);
  CHECK(test::part_of(filled.docx, "/word/glossary/footnotes.xml") == notes);
}

TEST_CASE("rich text in a cell leaves the cell sound", "[inserts]") {
  auto const value = GENERATE(as<std::string>{}, "x", "|a|\\n|-|\\n|1|", "* x");
  Filled const filled = test::fill("| {{{a}}} | y |", json_of(value));
  main_part(filled);
}

TEST_CASE("structured blocks, with a landscape section", "[inserts]") {
  Filled const filled =
      test::fill("trước\n{{{a}}}\nsau",
                 R"({"a":{"blocks":[{"section":"landscape"},{"paragraph":["ngang"]}]}})");
  std::string const xml = main_part(filled);
  CHECK(count(xml, "w:orient=\"landscape\"") == 1);
  CHECK(count(xml, "<w:sectPr") == 3);
  CHECK(test::text_of(filled.docx).find("ngang") != std::string::npos);
}

TEST_CASE("mistakes of rich values are told at the tag", "[inserts]") {
  struct Case {
    char const* body;
    char const* json;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"x {{{a}}}", R"({"a":"# đề mục"})", "rich_text_not_inline"},
      {"{{{a}}}", R"({"a":{"blocks":[{"paragraf":["x"]}]}})", "block_unknown"},
      {"{{{a}}}", R"({"b":1})", "value_missing data_key_unused"},
      {"{{{a | khong_co}}}", R"({"a":"x"})", "unknown_filter"},
  }));
  DYNAMIC_SECTION(c.json) {
    Filled const filled = test::fill(c.body, c.json);
    std::string const found = test::ids(filled.diagnostics);
    CHECK(found.substr(0, std::string_view{c.expect}.find(' ')) ==
          std::string{c.expect}.substr(0, std::string_view{c.expect}.find(' ')));
    CHECK(filled.docx.empty());
  }
}

TEST_CASE("a picture is placed in its size and stored once", "[inserts]") {
  struct Case {
    char const* tag;
    char const* size;
  };
  auto const c = GENERATE(values<Case>({
      {"{{a | anh:40x30mm}}", "cx=\"1440000\" cy=\"1080000\""},
      {"{{{a | anh:40x30mm}}}", "cx=\"1440000\" cy=\"1080000\""},
      {"{{& a | anh:40x30mm}}", "cx=\"1440000\" cy=\"1080000\""},
      {"{{a | anh:40mm}}", "cx=\"1440000\" cy=\"1440000\""},
      {"{{a | anh:x30mm}}", "cx=\"1080000\" cy=\"1080000\""},
      {"{{a | image:2cm}}", "cx=\"720000\" cy=\"720000\""},
      {"{{a | anh}}", "cx=\"9525\" cy=\"9525\""},
  }));
  DYNAMIC_SECTION(c.tag) {
    Filled const filled =
        test::fill("{{#ds}}\nẢnh " + std::string{c.tag} + " đây\n{{/ds}}", json_of(kPixel));
    std::string const xml = main_part(filled);
    CHECK(count(xml, std::string{"<wp:extent "} + c.size) == 3);
    CHECK(count_media(filled) == 1);
    CHECK(count(test::part_of(filled.docx, "word/_rels/document.xml.rels"), "media/") == 1);
    CHECK(test::part_of(filled.docx, "[Content_Types].xml").find("image/png") != std::string::npos);
  }
}

TEST_CASE("a picture wider than the text is made to fit", "[inserts]") {
  Filled const filled = test::fill("{{a | anh:500x100mm}}", json_of(kPixel));
  std::string const xml = main_part(filled);
  CHECK(count(xml, "cx=\"18000000\"") == 0);
}

TEST_CASE("three braces make no rich text of a QR code or a link", "[inserts]") {
  for (std::string const tag : {"{{a | qr}}", "{{a | lien_ket:\"xem\"}}"}) {
    for (std::string const beside : {"", "x "}) {
      INFO(beside << tag);
      std::string const json = json_of("https://a.vn");
      Filled const expect = test::fill(beside + tag, json);
      Filled const filled = test::fill(beside + "{" + tag + "}", json);
      CHECK(main_part(filled) == main_part(expect));
      CHECK(count(main_part(filled), "<w:drawing>") + count(main_part(filled), "<w:hyperlink ") ==
            1);
    }
  }
}

TEST_CASE("an SVG comes with a drawing of itself", "[inserts]") {
  Filled const filled = test::fill("{{a | anh:20mm}}", json_of(kSvg));
  CHECK(count(main_part(filled), "asvg:svgBlip") == 1);
  CHECK(count_media(filled) == 2);
}

// A drawing whose alternative text is `on_drawing`, on its picture `on_picture`.
std::string picture_paragraph(std::string const& on_drawing, std::string const& on_picture) {
  return "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"720000\" cy=\"360000\"/><wp:docPr "
         "id=\"4\" name=\"Hình\" descr=\"" +
         on_drawing +
         "\"/><a:graphic><a:graphicData "
         "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>"
         "<pic:cNvPr id=\"0\" name=\"x\" descr=\"" +
         on_picture +
         "\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
         "r:embed=\"logo\"/><a:stretch><a:fillRect/></a:stretch></"
         "pic:blipFill><pic:spPr><a:xfrm><a:off "
         "x=\"0\" y=\"0\"/><a:ext cx=\"720000\" cy=\"360000\"/></a:xfrm><a:prstGeom "
         "prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic></a:graphicData></a:graphic>"
         "</wp:inline></w:drawing></w:r></w:p>";
}

TEST_CASE("a picture of the template gives its place to one of the data", "[inserts]") {
  Setup setup;
  setup.files = {{"word/media/logo.png", "\x89PNG\r\n\x1a\n"}};
  // Word and LibreOffice write the alternative text twice.
  auto const on_picture = GENERATE(as<std::string>{}, "", "{{a | anh}}");
  std::string const body = picture_paragraph("{{a | anh}}", on_picture);
  Filled const filled = test::fill(body, "{\"a\":\"" + std::string{kPixel} + "\"}", setup);
  std::string const xml = main_part(filled);
  CHECK(count(xml, "r:embed=\"rIdT1\"") == 1);
  CHECK(count(xml, "<wp:extent cx=\"720000\" cy=\"360000\"/>") == 1);
  CHECK(count(xml, "descr=\"\"") == 2);
  CHECK(count_media(filled) == 2);
  CHECK(test::ids(test::fill(body, "{}", setup).diagnostics) == "value_missing");
  setup.render.missing = render::Missing::blank;
  CHECK(count(main_part(test::fill(body, "{}", setup)), "r:embed=\"logo\"") == 1);
  setup.render.missing = render::Missing::keep;
  CHECK(count(main_part(test::fill(body, "{}", setup)), "descr=\"{{a | anh}}\"") ==
        (on_picture.empty() ? 1 : 2));
}

TEST_CASE("a picture in the place of one that is cropped is whole", "[inserts]") {
  Setup setup;
  setup.files = {{"word/media/logo.png", "\x89PNG\r\n\x1a\n"}};
  std::string body = picture_paragraph("{{a | anh}}", "");
  std::string const crop = "<a:srcRect l=\"10000\"/>";
  body.insert(body.find("<a:stretch>"), crop);
  std::string const json = "{\"a\":\"" + std::string{kPixel} + "\"}";
  CHECK(count(main_part(test::fill(body, json, setup)), "<a:srcRect") == 0);
  setup.render.missing = render::Missing::blank;
  CHECK(count(main_part(test::fill(body, "{}", setup)), crop) == 1);
}

TEST_CASE("an alternative text that stands twice is told of once", "[inserts]") {
  Setup setup;
  setup.files = {{"word/media/logo.png", "\x89PNG\r\n\x1a\n"}};
  std::string const body = picture_paragraph("Ảnh {{a}}", "Ảnh {{a}}");
  CHECK(count(main_part(test::fill(body, R"({"a":"xã"})", setup)), "descr=\"Ảnh xã\"") == 2);
  CHECK(test::ids(test::fill(body, "{}", setup).diagnostics) == "value_missing");
  // A picture in whose text another tag stands than in its drawing's.
  CHECK(test::ids(
            test::fill(picture_paragraph("{{a | anh}}", "{{b | anh}}"), "{}", setup).diagnostics) ==
        "insert_not_here");
}

TEST_CASE("a section in an alternative text replaces no picture", "[inserts]") {
  Setup setup;
  setup.files = {{"word/media/logo.png", "\x89PNG\r\n\x1a\n"}};
  std::string const text = "{{#l}}{{. | anh}}{{/l}}";
  Filled const filled = test::fill(picture_paragraph(text, text), R"({"l":["x"]})", setup);
  REQUIRE(test::ids(filled.diagnostics) == "insert_not_here");
  base::Diagnostic const& d = filled.diagnostics.entries()[0];
  CHECK(d.tag == "{{. | anh}}");
  CHECK(base::hint(d, base::Language::en).find("around the picture") != std::string::npos);
  // Beside the tag it is as in any text.
  CHECK(
      test::ids(
          test::fill(picture_paragraph("{{#l}}{{.}}{{/l}}{{a | anh}}", ""), R"({"l":["x"]})", setup)
              .diagnostics) == "value_missing");
}

TEST_CASE("a QR code", "[inserts]") {
  Filled const filled = test::fill("{{a | qr}} {{a | qr:30mm}}", json_of("https://a.vn"));
  std::string const xml = main_part(filled);
  CHECK(count(xml, "<wp:extent cx=\"900000\" cy=\"900000\"/>") == 1);
  CHECK(count(xml, "<wp:extent cx=\"1080000\" cy=\"1080000\"/>") == 1);
}

TEST_CASE("a hyperlink", "[inserts]") {
  Filled const filled = test::fill("Xem {{#ds}}{{a | lien_ket:\"tại đây\"}} {{/ds}}",
                                   json_of("https://a.vn/x?y=1&z=2"));
  std::string const xml = main_part(filled);
  CHECK(count(xml, "<w:hyperlink") == 3);
  CHECK(count(xml, "tại đây") == 3);
  CHECK(count(test::part_of(filled.docx, "word/_rels/document.xml.rels"),
              "Target=\"https://a.vn/x?y=1&amp;z=2\"") == 1);
}

TEST_CASE("what cannot be inserted is told", "[inserts]") {
  struct Case {
    char const* body;
    char const* value;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"{{a | anh}}", "khong-co.png", "picture_not_readable"},
      {"{{a | anh}}", "data:image/png;base64,AAAA", "picture_format"},
      {"{{a | lien_ket}}", "javascript:x", "link_not_allowed"},
      {"{{ds | anh}}", "x", "value_not_text"},
      {"{{a | qr | hoa}}", "x", "filter_not_last"},
      {"<w:p><w:hyperlink w:anchor=\"x\"><w:r><w:t>{{a | "
       "lien_ket}}</w:t></w:r></w:hyperlink></w:p>",
       "https://a.vn",
       "insert_not_here"},
  }));
  DYNAMIC_SECTION(c.body) {
    Filled const filled = test::fill(c.body, json_of(c.value));
    CHECK(test::ids(filled.diagnostics).substr(0, std::string_view{c.expect}.size()) == c.expect);
    CHECK(filled.docx.empty());
  }
}

TEST_CASE("missing pictures and rich texts follow the policy", "[inserts]") {
  Setup setup;
  auto const body = GENERATE(as<std::string>{}, "x {{a | anh}}", "x {{{a}}}", "{{{a}}}");
  setup.render.missing = render::Missing::dots;
  CHECK(test::text_of(test::fill(body, "{}", setup).docx).find("……") != std::string::npos);
  setup.render.missing = render::Missing::keep;
  CHECK(test::text_of(test::fill(body, "{}", setup).docx).find("{{") != std::string::npos);
  setup.render.missing = render::Missing::blank;
  CHECK(test::ids(test::fill(body, "{}", setup).diagnostics).empty());
  setup.render.missing = render::Missing::error;
  CHECK(test::ids(test::fill(body, "{}", setup).diagnostics) == "value_missing");
}
