// Sentences about the template language that no trap and no heading of Mustache holds us to.

#include <algorithm>

#include <catch2/catch.hpp>

#include "conformance/building.h"
#include "support/docx_fixture.h"
#include "support/notation.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define PACKAGE "http://schemas.openxmlformats.org/package/2006/"

opc::Package package_of(std::string const& body, std::vector<opc::Package::File> files = {}) {
  base::Diagnostics diagnostics;
  auto package = opc::Package::read(make_docx(body, std::move(files)), "mau.docx", {}, diagnostics);
  REQUIRE(package);
  return std::move(*package);
}

Filled fill_package(opc::Package const& package, std::string_view json) {
  return fill_docx(opc::write_package(package, 1), json);
}

std::string endnotes_part() {
  std::string xml = footnotes_part(footnote(2, "Theo {{nguon}}."));
  for (std::size_t at = 0; (at = xml.find("footnote", at)) != std::string::npos;) {
    xml.replace(at, 8, "endnote");
  }
  return xml;
}

}  // namespace

TEST_CASE("Language: endnotes are filled in the scope of their reference", "[places][documents]") {
  Setup setup;
  setup.files = {{"word/endnotes.xml", endnotes_part()}};
  std::string const body =
      paragraphs({"{{#ds}}"}) +
      paragraph(run("{{ten}}") + "<w:r><w:endnoteReference w:id=\"2\"/></w:r>") +
      paragraphs({"{{/ds}}"});
  Filled const filled =
      keep("language-endnotes",
           test::fill(body, R"({"ds":[{"ten":"a","nguon":"A"},{"ten":"b","nguon":"B"}]})", setup));
  CHECK(all(main_part(filled), "endnoteReference w:id=\"(\\d+)\"") == "1 2");
  CHECK(all(part_of(filled.docx, "word/endnotes.xml"), "Theo (\\w)\\.") == "A B");
}

TEST_CASE("Language: comments are left alone", "[places]") {
  Setup setup;
  std::string const comments = part("comments",
                                    "<w:comment w:id=\"0\" w:author=\"An\">" +
                                        paragraphs({"xem {{so}} {{#x}}"}) + "</w:comment>");
  setup.files = {{"word/comments.xml", comments}};
  Filled const filled =
      test::fill(paragraph("<w:commentRangeStart w:id=\"0\"/>" + run("{{so}}") +
                           "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/>"
                           "</w:r>"),
                 R"({"so":52})",
                 setup);
  CHECK(part_of(filled.docx, "word/comments.xml") == comments);
  CHECK(text_of(filled.docx) == "52");
}

TEST_CASE("Language: properties of the document, dates and custom ones too",
          "[places][documents]") {
  opc::Package package = package_of(paragraphs({"x"}));
  package.add({"/docProps/core.xml",
               "application/vnd.openxmlformats-package.core-properties+xml",
               "<cp:coreProperties xmlns:cp=\"" PACKAGE
               "metadata/core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\" "
               "xmlns:dcterms=\"http://purl.org/dc/terms/\" "
               "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"><dc:title>Báo cáo {{so}}"
               "</dc:title><dc:subject>{{trich_yeu}}</dc:subject><cp:keywords>{{#tu_khoa}}{{.}}"
               "{{^@last}}, {{/@last}}{{/tu_khoa}}</cp:keywords><dcterms:created "
               "xsi:type=\"dcterms:W3CDTF\">{{ngay}}T00:00:00Z</dcterms:created><dcterms:modified "
               "xsi:type=\"dcterms:W3CDTF\">2020-03-05T00:00:00Z</dcterms:modified>"
               "</cp:coreProperties>"});
  package.add({"/docProps/custom.xml",
               "application/vnd.openxmlformats-officedocument.custom-properties+xml",
               "<Properties "
               "xmlns=\"http://schemas.openxmlformats.org/officeDocument/2006/custom-properties\" "
               "xmlns:vt=\"http://schemas.openxmlformats.org/officeDocument/2006/docPropsVTypes\">"
               "<property fmtid=\"{D5CDD505-2E9C-101B-9397-08002B2CF9AE}\" pid=\"2\" name=\"So\">"
               "<vt:lpwstr>{{so}}/BC</vt:lpwstr></property></Properties>"});
  package.relationships("").add(
      {"rId2", PACKAGE "relationships/metadata/core-properties", "docProps/core.xml", false});
  package.relationships("").add({"rId3", OFFICE "custom-properties", "docProps/custom.xml", false});
  Filled const filled = keep(
      "language-properties",
      fill_package(package,
                   R"({"so":52,"trich_yeu":"A & B","tu_khoa":["lúa","ngô"],"ngay":"2021-09-14"})"));
  main_part(filled);
  std::string const core = part_of(filled.docx, "docProps/core.xml");
  for (char const* text : {"<dc:title>Báo cáo 52</dc:title>",
                           "<dc:subject>A &amp; B</dc:subject>",
                           "<cp:keywords>lúa, ngô</cp:keywords>",
                           ">2021-09-14T00:00:00Z</dcterms:created>",
                           ">2020-03-05T00:00:00Z</dcterms:modified>"}) {
    CHECK(contains(core, text));
  }
  CHECK(contains(part_of(filled.docx, "docProps/custom.xml"), "<vt:lpwstr>52/BC</vt:lpwstr>"));
}

TEST_CASE("Language: texts of a chart, however they were cut", "[places]") {
  std::string const chart =
      "<w:r><w:drawing><wp:inline><wp:extent cx=\"360000\" cy=\"360000\"/><wp:docPr id=\"1\" "
      "name=\"Biểu đồ\" descr=\"Biểu đồ {{so}}\"/><a:graphic><a:graphicData "
      "uri=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"><c:chart "
      "xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"bd\"/>"
      "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r>";
  opc::Package package = package_of(paragraph(chart));
  package.add(
      {"/word/charts/chart1.xml",
       "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
       "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" "
       "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><c:chart><c:title>"
       "<c:tx><c:rich><a:bodyPr/><a:p><a:r><a:rPr lang=\"vi-VN\"/><a:t>Năm {{n</a:t></a:r>"
       "<a:r><a:t>am}}</a:t></a:r></a:p></c:rich></c:tx></c:title></c:chart>"
       "</c:chartSpace>"});
  package.relationships(package.main_part())
      .add({"bd", OFFICE "chart", "charts/chart1.xml", false});
  Filled const filled = fill_package(package, R"({"so":1,"nam":2021})");
  CHECK(contains(main_part(filled), "descr=\"Biểu đồ 1\""));
  CHECK(contains(part_of(filled.docx, "word/charts/chart1.xml"), "<a:t>Năm 2021</a:t>"));
}

TEST_CASE("Language: a diagram's texts, in its data and as it was drawn, counted once",
          "[places]") {
  opc::Package package = package_of(paragraphs({"x"}));
  auto const texts = [](char const* root) {
    return std::string{"<"} + root +
           " xmlns:d=\"urn:d\" "
           "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\"><a:p>"
           "<a:r><a:t>Phòng {{phong}}</a:t></a:r></a:p></" +
           root + ">";
  };
  package.add({"/word/diagrams/data1.xml",
               "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
               texts("d:dataModel")});
  package.add({"/word/diagrams/drawing1.xml",
               "application/vnd.ms-office.drawingml.diagramDrawing+xml",
               texts("d:drawing")});
  package.relationships(package.main_part())
      .add({"du_lieu", OFFICE "diagramData", "diagrams/data1.xml", false});
  package.relationships(package.main_part())
      .add({"hinh",
            "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
            "diagrams/drawing1.xml",
            false});
  Filled const filled = fill_package(package, R"({"phong":"Nội vụ"})");
  REQUIRE(filled.diagnostics.to_text(base::Language::en) == "");
  for (char const* name : {"word/diagrams/data1.xml", "word/diagrams/drawing1.xml"}) {
    CHECK(contains(part_of(filled.docx, name), "<a:t>Phòng Nội vụ</a:t>"));
  }
  CHECK(ids(fill_package(package, "{}").diagnostics) == "value_missing value_missing");
}

TEST_CASE("Language: a watermark's words, and the alternative text of a table", "[places]") {
  std::string const watermark = paragraph(
      "<w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\" id=\"dau\"><v:textpath "
      "style=\"font-size:1pt\" string=\"{{#nhap}}DỰ THẢO "
      "{{lan}}{{/nhap}}\"/></v:shape></w:pict></w:r>");
  std::string table = test::blocks_from("| {{#ds}}{{.}}{{/ds}} |");
  std::size_t const end = table.find("</w:tblPr>");
  REQUIRE(end != std::string::npos);
  table.insert(
      end, "<w:tblCaption w:val=\"Bảng {{lan}}\"/><w:tblDescription w:val=\"{{ds | dem}} dòng\"/>");
  Filled const filled =
      fill_package(package_of(watermark + table), R"({"nhap":true,"lan":2,"ds":["a","b"]})");
  REQUIRE(filled.diagnostics.to_text(base::Language::en) == "");
  std::string const xml = main_part(filled);
  CHECK(contains(xml, "string=\"DỰ THẢO 2\""));
  CHECK(contains(xml, "<w:tblCaption w:val=\"Bảng 2\"/><w:tblDescription w:val=\"2 dòng\"/>"));
}

TEST_CASE("Language: a picture that floats gives its place to one of the data",
          "[places][documents]") {
  Setup setup;
  setup.files = {{"word/media/logo.png", tiny_png()}};
  std::string inline_picture = drawing(4, "logo", "descr=\"{{logo | anh}}\"");
  std::string const place =
      "<wp:anchor distT=\"0\" distB=\"0\" distL=\"114300\" distR=\"114300\" simplePos=\"0\" "
      "relativeHeight=\"2\" behindDoc=\"0\" locked=\"0\" layoutInCell=\"1\" allowOverlap=\"1\">"
      "<wp:simplePos x=\"0\" y=\"0\"/><wp:positionH relativeFrom=\"page\"><wp:posOffset>720000"
      "</wp:posOffset></wp:positionH><wp:positionV relativeFrom=\"page\"><wp:posOffset>360000"
      "</wp:posOffset></wp:positionV><wp:extent cx=\"360000\" cy=\"360000\"/><wp:wrapSquare "
      "wrapText=\"bothSides\"/>";
  std::string const before = "<wp:inline><wp:extent cx=\"360000\" cy=\"360000\"/>";
  inline_picture.replace(inline_picture.find(before), before.size(), place);
  inline_picture.replace(inline_picture.find("</wp:inline>"), 12, "</wp:anchor>");
  Filled const filled = keep(
      "language-anchor",
      test::fill(paragraph(inline_picture),
                 "{\"logo\":\"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkk"
                 "AAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==\"}",
                 setup));
  CHECK(contains(main_part(filled), place));
  CHECK(contains(main_part(filled), "r:embed=\"rIdT1\""));
}

TEST_CASE("Language: other delimiters end with their part", "[places]") {
  Setup setup;
  setup.files = {{"word/header1.xml", part("hdr", paragraphs({"{{so}} <%so%>"}))},
                 {"word/footer1.xml", part("ftr", paragraphs({"{{=[ ]=}}", "[so] {{so}}"}))}};
  Filled const filled = test::fill("{{=<% %>=}}\n<%so%>", R"({"so":52})", setup);
  CHECK(filled.notation() == "52");
  CHECK(text_of_part(filled.docx, "word/header1.xml") == "52 <%so%>");
  CHECK(text_of_part(filled.docx, "word/footer1.xml") == "52 {{so}}");
}

TEST_CASE("Language: a hint overrides the place of the tags", "[hints]") {
  struct Case {
    char const* name;
    char const* body;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"@inline, which it is without", "Gồm {{#ds @inline}}{{.}};{{/ds}}", "Gồm a;b;"},
      {"@inline in a cell", "| {{#ds @inline}}{{.}};{{/ds}} | x |", "| a;b; | x |"},
      {"@block in one paragraph", "{{#ds @block}}- {{.}}{{/ds}}", "- a\n- b"},
      {"@block in a cell", "| {{#ds @block}}- {{.}}{{/ds}} | x |", "| - a⏎- b | x |"},
      {"@row in one cell", "| {{#ds @row}}{{.}}{{/ds}} | x |", "| a | x |\n| b | x |"},
      {"@row of paragraphs in one cell",
       "| {{#ds @row}}⏎{{.}}⏎{{/ds}} | x |",
       "| a | x |\n| b | x |"},
      {"@row on an inverted section",
       "| {{^khong @row}}Không có{{/khong}} | x |",
       "| Không có | x |"},
      {"blanks before the hint", "| {{#ds   @row}}{{.}}{{/ds}} | x |", "| a | x |\n| b | x |"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled = test::fill(c.body, R"({"ds":["a","b"]})");
    INFO(filled.diagnostics.to_text(base::Language::en));
    REQUIRE_FALSE(filled.diagnostics.has_errors());
    CHECK(filled.notation() == c.expect);
  }
  // The closing tag repeats the name only.
  CHECK_FALSE(ids(compile_body("{{#ds @block}}{{.}}{{/ds @block}}").diagnostics).empty());
}

TEST_CASE("Language: the smallest unit that holds both tags is repeated", "[hints][documents]") {
  // The tags stand in two paragraphs of one cell, in two cells, in two rows, in two blocks.
  std::string const body =
      table({2000, 2000},
            {row({cell(paragraphs({"{{#ds}}", "- {{.}}", "{{/ds}}"})), cell("một ô")}),
             row({cell("{{#ds}}{{.}}"), cell("một dòng{{/ds}}")}),
             row({cell("{{#ds}}{{.}}"), cell("dòng đầu")}),
             row({cell("dòng hai"), cell("{{/ds}}")})}) +
      paragraphs({"{{#ds}}", "đoạn {{.}}"}) + table({2000}, {row({cell("bảng {{.}}")})}) +
      paragraphs({"{{/ds}}", "hết"});
  Filled const filled = keep("language-units", test::fill(body, R"({"ds":["a","b"]})"));
  main_part(filled);
  CHECK(text_of(filled.docx) ==
        "- a / - b\tmột ô\n"
        "a\tmột dòng\nb\tmột dòng\n"
        "a\tdòng đầu\ndòng hai\t\nb\tdòng đầu\ndòng hai\t\n"
        "đoạn a\nbảng a\nđoạn b\nbảng b\nhết");
}

TEST_CASE("Language: values print as they were written", "[values]") {
  struct Case {
    char const* json;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"3.80177", "3.80177"},
      {"1e+06", "1e+06"},
      {"1000000", "1000000"},
      {"0.10", "0.10"},
      {"-0.0", "-0.0"},
      {"\"01\"", "01"},
      {"\"1e6\"", "1e6"},
      {"123456789012345678901234567890", "123456789012345678901234567890"},
  }));
  CHECK(test::fill("{{a}}", "{\"a\":" + std::string{c.json} + "}").notation() == c.expect);
}

TEST_CASE("Language: at most a hundred mistakes of one kind are told, the others counted",
          "[errors]") {
  std::string body;
  for (int i = 0; i < 250; ++i) {
    body += "Ông {{ho ten " + std::to_string(i) + "}}\n";
  }
  body += "{{a | khong_co}}";
  compile::Result const result = compile_body(body);
  CHECK(result.diagnostics.error_count() == 251);
  CHECK(result.diagnostics.entries().size() == 101);
  CHECK(result.diagnostics.omitted().at(base::Id::bad_name) == 150);
  CHECK(result.diagnostics.entries().back().id == base::Id::unknown_filter);
}

TEST_CASE("Language: what a template may not hold, and what it loses", "[stays]") {
  SECTION("macros are refused") {
    opc::Package package = package_of(paragraphs({"{{a}}"}));
    package.add({"/word/vbaProject.bin", "application/vnd.ms-office.vbaProject", "x"});
    package.relationships(package.main_part())
        .add({"vba",
              "http://schemas.microsoft.com/office/2006/relationships/vbaProject",
              "vbaProject.bin",
              false});
    CHECK(contains(ids(fill_package(package, R"({"a":1})").diagnostics), "package_macros"));
  }
  SECTION("a picture from elsewhere is refused, a link is not") {
    opc::Package with_link =
        package_of(paragraph("<w:hyperlink r:id=\"lk\">" + run("{{a}}") + "</w:hyperlink>"));
    with_link.relationships(with_link.main_part())
        .add({"lk", OFFICE "hyperlink", "https://a.vn", true});
    CHECK(text_of(fill_package(with_link, R"({"a":1})").docx) == "1");
    opc::Package with_picture = package_of(paragraph(drawing(1, "anh")));
    with_picture.relationships(with_picture.main_part())
        .add({"anh", OFFICE "image", "https://a.vn/x.png", true});
    CHECK(contains(ids(fill_package(with_picture, "{}").diagnostics),
                   "package_external_relationship"));
  }
  SECTION("a picture from elsewhere stays where the option allows it, an object does not") {
    opc::Package package = package_of(paragraph(run("{{a}}") + drawing(1, "anh")));
    package.relationships(package.main_part())
        .add({"anh", OFFICE "image", "https://a.vn/x.png", true});
    Setup setup;
    setup.compile.limits.package.allow_external = true;
    // What comes out is looked at in tests/cli.
    compile::Result const allowed = test::compile_docx(opc::write_package(package, 6), setup);
    CHECK(ids(allowed.diagnostics).empty());
    CHECK(allowed.compiled);
    package.relationships(package.main_part())
        .add({"doi_tuong", OFFICE "oleObject", "file:///C:/a.xlsx", true});
    compile::Result const refused = test::compile_docx(opc::write_package(package, 6), setup);
    CHECK(contains(ids(refused.diagnostics), "package_active_content"));
  }
  SECTION("the address of the template it was made from is dropped") {
    opc::Package package =
        package_of(paragraphs({"{{a}}"}),
                   {{"word/settings.xml", part("settings", "<w:attachedTemplate r:id=\"mau\"/>")}});
    package.relationships("/word/settings.xml")
        .add({"mau", OFFICE "attachedTemplate", "file:///C:/mau.dotx", true});
    Filled const filled = fill_package(package, R"({"a":1})");
    CHECK_FALSE(filled.diagnostics.has_errors());
    CHECK_FALSE(contains(part_of(filled.docx, "word/settings.xml"), "attachedTemplate"));
    std::vector<std::string> const names = entry_names(filled.docx);
    CHECK(std::find(names.begin(), names.end(), "word/_rels/settings.xml.rels") == names.end());
  }
}
