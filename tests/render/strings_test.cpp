// Tags in texts that are no paragraphs: alternative texts, targets of links, properties, charts.

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"
#include "support/notation.h"

using namespace thethuc;
using test::Filled;
using test::Setup;

namespace {

#define OFFICE "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"

std::string picture(std::string const& attributes) {
  return "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"1000\" cy=\"1000\"/><wp:docPr id=\"1\" "
         "name=\"Hình\" " +
         attributes +
         "/><a:graphic><a:graphicData "
         "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"/></a:graphic></"
         "wp:inline>"
         "</w:drawing></w:r></w:p>";
}

std::string link(std::string const& inner = "<w:r><w:t>{{ten}}</w:t></w:r>") {
  return "<w:hyperlink r:id=\"lienket\">" + inner + "</w:hyperlink>";
}

// The relationships of the main part, with one link.
Setup with_link(std::string const& target) {
  Setup setup;
  setup.files = {{"word/_rels/document.xml.rels",
                  "<Relationships "
                  "xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
                  "<Relationship Id=\"styles\" Type=\"" OFFICE
                  "styles\" Target=\"styles.xml\"/><Relationship Id=\"settings\" Type=\"" OFFICE
                  "settings\" Target=\"settings.xml\"/><Relationship Id=\"lienket\" Type=\"" OFFICE
                  "hyperlink\" Target=\"" +
                      target + "\" TargetMode=\"External\"/></Relationships>"}};
  return setup;
}

std::string with_properties(std::string const& title) {
  return "<cp:coreProperties "
         "xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" "
         "xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>" +
         title + "</dc:title><dc:creator>UBND</dc:creator></cp:coreProperties>";
}

// A package that has document properties, which the fixture's lacks.
Setup properties(std::string const& title) {
  Setup setup;
  setup.files = {
      {"docProps/core.xml", with_properties(title)},
      {"[Content_Types].xml",
       "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default "
       "Extension=\"rels\" "
       "ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default "
       "Extension=\"xml\" ContentType=\"application/xml\"/><Override "
       "PartName=\"/word/document.xml\" "
       "ContentType=\"application/"
       "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"/><Override "
       "PartName=\"/word/styles.xml\" "
       "ContentType=\"application/"
       "vnd.openxmlformats-officedocument.wordprocessingml.styles+xml\"/><Override "
       "PartName=\"/word/settings.xml\" "
       "ContentType=\"application/"
       "vnd.openxmlformats-officedocument.wordprocessingml.settings+xml\"/><Override "
       "PartName=\"/docProps/core.xml\" "
       "ContentType=\"application/vnd.openxmlformats-package.core-properties+xml\"/></Types>"},
      {"_rels/.rels",
       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
       "<Relationship Id=\"rId1\" Type=\"" OFFICE
       "officeDocument\" Target=\"word/document.xml\"/><Relationship Id=\"rId2\" "
       "Type=\"http://schemas.openxmlformats.org/package/2006/relationships/metadata/"
       "core-properties\" Target=\"docProps/core.xml\"/></Relationships>"}};
  return setup;
}

std::string main_part(Filled const& filled) {
  REQUIRE(test::ids(filled.diagnostics).empty());
  return test::part_of(filled.docx, "/word/document.xml");
}

bool contains(std::string const& text, std::string const& part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("alternative texts are filled", "[strings]") {
  struct Case {
    char const* name;
    char const* attributes;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"a value", "descr=\"Dấu của {{ten}}\"", "descr=\"Dấu của A &amp; &lt;B&gt; &quot;C&quot;\""},
      {"two attributes", "descr=\"{{so}}\" title=\"x{{so}}\"", "descr=\"52\" title=\"x52\""},
      {"a section and a loop variable",
       "descr=\"{{#ds}}{{.}}{{^@last}}, {{/@last}}{{/ds}}\"",
       "descr=\"một, hai\""},
      {"a line break is a blank", "descr=\"{{hai_dong}}\"", "descr=\"trên dưới\""},
      {"a filter", "descr=\"{{so | hai_chu_so}}\"", "descr=\"52\""},
      {"a comment", "descr=\"a{{! ghi chú }}b\"", "descr=\"ab\""},
      {"no tag", "descr=\"a &amp; b\"", "descr=\"a &amp; b\""},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled =
        test::fill(picture(c.attributes),
                   R"({"ten":"A & <B> \"C\"","so":52,"ds":["một","hai"],"hai_dong":"trên\ndưới"})");
    for (base::Diagnostic const& d : filled.diagnostics.entries()) {
      CHECK(d.severity != base::Severity::error);
    }
    CHECK(contains(test::part_of(filled.docx, "/word/document.xml"), c.expect));
  }
}

TEST_CASE("mistakes in strings are told with their place", "[strings]") {
  struct Case {
    char const* name;
    char const* text;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"not closed", "{{#ds}}", "section_not_closed"},
      {"not opened", "{{/ds}}", "section_not_opened"},
      {"tag not closed", "a {{ten", "tag_not_closed"},
      {"a partial", "{{> quoc_hieu}}", "partial_not_alone"},
      {"an unknown filter", "{{ten | khong_co}}", "unknown_filter"},
      {"a missing value", "{{khong_co}}", "value_missing"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled =
        test::fill(picture("descr=\"" + std::string{c.text} + "\""), R"({"ten":"x","ds":[1]})");
    REQUIRE(test::ids(filled.diagnostics).starts_with(c.expect));
    CHECK(filled.diagnostics.entries()[0].place.text == c.text);
    CHECK(filled.diagnostics.entries()[0].place.part == "/word/document.xml");
  }
}

TEST_CASE("a section in the text does not meet one in an attribute", "[strings]") {
  Filled const filled =
      test::fill("<w:p><w:r><w:t>{{#ds}}</w:t></w:r></w:p>" + picture("descr=\"{{/ds}}\"") +
                     "<w:p><w:r><w:t>{{/ds}}</w:t></w:r></w:p>",
                 R"({"ds":[1]})");
  CHECK(test::ids(filled.diagnostics) == "section_not_opened");
}

TEST_CASE("targets of links are filled", "[strings]") {
  struct Case {
    char const* name;
    char const* target;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"a value in a path", "https://a.vn/vb/{{ma}}", "https://a.vn/vb/12%20%22b%22?x=1&amp;y=2"},
      {"as Word encodes it",
       "https://a.vn/%7B%7Bma%7D%7D/%20",
       "https://a.vn/12%20%22b%22?x=1&amp;y=2/%20"},
      {"the whole target", "{{dia_chi}}", "https://b.vn/ủy-ban"},
      {"a number that people write", "tel:{{may}}", "tel:0215%203825"},
      {"a place of the same folder", "{{tep}}.docx", "phụ%20lục.docx"},
      {"with a filter", "https://a.vn/%7B%7Bten%20%7C%20hoa%7D%7D", "https://a.vn/X"},
      {"encoded in small letters", "https://a.vn/%7b%7bten%20%7c%20hoa%7d%7d", "https://a.vn/X"},
      {"half encoded", "https://a.vn/{{ten%7D%7D/%7bx%7d", "https://a.vn/x/%7bx%7d"},
      {"a Vietnamese name",
       "https://a.vn/%7B%7Bh%E1%BB%8D%7D%7D/%E1%BB%8D",
       "https://a.vn/Tỏa/%E1%BB%8D"},
      {"a parameter",
       "https://a.vn/%7b%7bb%7Cmac_dinh:%225%25%20%C4%91%22%7d%7d",
       "https://a.vn/5%25%20đ"},
      {"what is no UTF-8 is no tag",
       "https://a.vn/{{ten}}/%7B%7B%BB%7D%7D",
       "https://a.vn/x/%7B%7B%BB%7D%7D"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled = test::fill(
        "<w:p>" + link() + "</w:p>",
        R"({"ten":"x","họ":"Tỏa","ma":"12 \"b\"?x=1&y=2","dia_chi":"https://b.vn/ủy-ban","may":"0215 3825","tep":"phụ lục"})",
        with_link(c.target));
    std::string const rels = test::part_of(filled.docx, "word/_rels/document.xml.rels");
    CHECK(contains(rels, "Target=\"" + std::string{c.expect} + "\" TargetMode=\"External\""));
    CHECK_FALSE(contains(rels, "lienket"));
    CHECK(contains(rels, "styles.xml"));
    CHECK(contains(test::part_of(filled.docx, "/word/document.xml"), "r:id=\"rIdT1\""));
  }
}

TEST_CASE("three braces are a tag in a target, and no link", "[strings]") {
  Filled const filled = test::fill("<w:p>" + link() + "</w:p>",
                                   R"({"ten":"x"})",
                                   with_link("https://a.vn/%7b%7b%7bten%7d%7d%7d"));
  REQUIRE(test::ids(filled.diagnostics) == "insert_not_here");
  CHECK(filled.diagnostics.entries()[0].tag == "{{{ten}}}");
}

TEST_CASE("a mistake in a target tells where the link stands", "[strings]") {
  struct Case {
    char const* target;
    char const* ids;
  };
  auto const c = GENERATE(values<Case>({{"https://a.vn/{{a b}}", "bad_name"},
                                        {"https://a.vn/{{a}}", "value_missing"},
                                        {"https://a.vn/{{#a}}", "section_not_closed"},
                                        {"javascript:{{ten}}", "link_not_allowed"}}));
  std::string const twice = "<w:p>" + link() + "</w:p>";
  auto const in_cell = GENERATE(false, true);
  Filled const filled =
      test::fill("<w:p/>" + (in_cell ? "<w:tbl><w:tblPr/><w:tblGrid/><w:tr><w:tc>" + twice +
                                           "</w:tc></w:tr></w:tbl><w:p/>"
                                     : twice + twice),
                 R"({"ten":"x"})",
                 with_link(c.target));
  REQUIRE(test::ids(filled.diagnostics) == c.ids);
  base::Place const& place = filled.diagnostics.entries()[0].place;
  CHECK(place.table == (in_cell ? 1 : 0));
  CHECK(place.paragraph == (in_cell ? 1 : 2));
  CHECK(place.text == c.target);
}

TEST_CASE("each copy of a link has its target, equal targets share one", "[strings]") {
  Filled const filled = test::fill(
      "<w:p><w:r><w:t>{{#ds}}</w:t></w:r>" + link() + "<w:r><w:t>{{/ds}}</w:t></w:r></w:p>",
      R"({"ds":[{"ten":"a"},{"ten":"b"},{"ten":"a"}]})",
      with_link("https://a.vn/{{ten}}"));
  std::string const xml = main_part(filled);
  CHECK(contains(xml, "rIdT2"));
  CHECK_FALSE(contains(xml, "rIdT3"));
  std::string const rels = test::part_of(filled.docx, "word/_rels/document.xml.rels");
  CHECK(contains(rels, "\"https://a.vn/a\""));
  CHECK(contains(rels, "\"https://a.vn/b\""));
}

TEST_CASE("a link that could run something is refused", "[strings]") {
  auto const address = GENERATE(as<std::string>{},
                                "javascript:alert(1)",
                                "JavaScript:x",
                                "file:///c:/x",
                                "\\tjavascript:x",
                                "ms-word:x",
                                "www.a.vn",
                                "https://bank.vn@a.vn");
  Filled const filled = test::fill("<w:p>" + link("<w:r><w:t>x</w:t></w:r>") + "</w:p>",
                                   R"({"dia_chi":")" + address + "\"}",
                                   with_link("{{dia_chi}}"));
  CHECK(test::ids(filled.diagnostics) == "link_not_allowed");
  CHECK(filled.docx.empty());
}

TEST_CASE("properties of the document are filled", "[strings]") {
  Filled const filled = test::fill(
      "x", R"({"so":52,"co_quan":"A & B"})", properties("Báo cáo {{so}} của {{co_quan}}"));
  REQUIRE(test::ids(filled.diagnostics).empty());
  CHECK(contains(test::part_of(filled.docx, "docProps/core.xml"),
                 "<dc:title>Báo cáo 52 của A &amp; B</dc:title><dc:creator>UBND</dc:creator>"));
}

TEST_CASE("dates of the properties are written as Word reads them", "[strings]") {
  struct Case {
    char const* value;  // JSON
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"\"2021-09-14\"", "2021-09-14T00:00:00Z"},
      {"\"2021-09-14T08:30:00+07:00\"", "2021-09-14T08:30:00+07:00"},
  }));
  for (std::string const name : {"dcterms:created", "dcterms:modified"}) {
    std::string const attributes =
        " xmlns:dcterms=\"http://purl.org/dc/terms/\" "
        "xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:type=\"dcterms:W3CDTF\"";
    Setup setup = properties("x</dc:title><" + name + attributes + ">{{van_ban.ngay}}</" + name +
                             "><dc:title>y");
    auto const core = [](Filled const& filled) {
      return test::part_of(filled.docx, "docProps/core.xml");
    };
    std::string const json = "{\"van_ban\":{\"ngay\":" + std::string{c.value} + "}}";
    Filled const filled = test::fill("x", json, setup);
    REQUIRE(test::ids(filled.diagnostics).empty());
    CHECK(contains(core(filled), ">" + std::string{c.expect} + "</" + name + ">"));

    Filled const wrong = test::fill("x", R"({"van_ban":{"ngay":"không"}})", setup);
    REQUIRE(test::ids(wrong.diagnostics) == "property_not_date");
    base::Diagnostic const& d = wrong.diagnostics.entries()[0];
    CHECK(d.place.part == "/docProps/core.xml");
    CHECK(d.data_pointer == "/van_ban/ngay");
    CHECK(d.arg("found") == "\"không\"");
    CHECK(wrong.docx.empty());

    CHECK(test::ids(test::fill("x", "{}", setup).diagnostics) == "value_missing");
    setup.render.missing =
        GENERATE(render::Missing::blank, render::Missing::dots, render::Missing::keep);
    Filled const draft = test::fill("x", "{}", setup);
    REQUIRE(test::ids(draft.diagnostics).empty());
    CHECK(contains(core(draft), "x</dc:title><dc:title>y"));
  }
}

TEST_CASE("a text box counts once, and both its copies are filled", "[strings]") {
  std::string const box =
      "<w:txbxContent><w:p><w:r><w:t>Số {{so}}</w:t></w:r></w:p></w:txbxContent>";
  std::string const body =
      "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wp:extent "
      "cx=\"1\" cy=\"1\"/><wp:docPr id=\"1\" name=\"a\"/><a:graphic><a:graphicData "
      "uri=\"http://schemas.microsoft.com/office/word/2010/"
      "wordprocessingShape\"><wps:wsp><wps:txbx>" +
      box +
      "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
      "</mc:Choice><mc:Fallback><w:pict><v:shape id=\"s\"><v:textbox>" +
      box + "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>";
  std::string const xml = main_part(test::fill(body, R"({"so":52})"));
  std::size_t const first = xml.find("Số 52");
  REQUIRE(first != std::string::npos);
  CHECK(xml.find("Số 52", first + 1) != std::string::npos);
  compile::Result const result = test::compile_body(body);
  REQUIRE(result.compiled);
  REQUIRE(result.compiled->tags().size() == 2);
  CHECK_FALSE(result.compiled->tags()[0].is_copy);
  CHECK(result.compiled->tags()[1].is_copy);
  // A mistake in both is told once.
  std::string wrong = body;
  for (std::size_t at = 0; (at = wrong.find("{{so}}", at)) != std::string::npos; at += 7) {
    wrong.replace(at, 6, "{{#so}}");
  }
  CHECK(test::ids(test::fill(wrong, "{}").diagnostics) == "section_not_closed");
  CHECK(test::ids(test::fill(body, R"({"so":[1]})").diagnostics) == "value_not_text");
}
