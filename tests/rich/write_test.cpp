// Rich content as WordprocessingML.

#include "rich/write.h"

#include <cstdlib>
#include <fstream>
#include <string>

#include <catch2/catch.hpp>

#include "data/value.h"
#include "opc/xml.h"
#include "rich/blocks.h"
#include "rich/numbering.h"
#include "rich/rich_document.h"
#include "support/diagnostic_ids.h"
#include "support/docx_fixture.h"
#include "support/soundness.h"

using namespace thethuc;
using test::ids_of;
using test::RichDocument;

namespace {

struct Case {
  char const* name;
  char const* json;
  char const* expect;
};

rich::Content content_of(std::string_view json) {
  base::Diagnostics diagnostics;
  data::Document document;
  REQUIRE(document.parse(json, "data.json", {}, diagnostics));
  rich::Content content = rich::read_value(document.root(), {}, diagnostics);
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE(diagnostics.empty());
  return content;
}

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at)) {
    text.replace(at, what.size(), with);
    at += with.size();
  }
}

// XML as it is easily read: what each run, cell and paragraph of the fixture has in common as one
// letter. F: the font in four slots; N: the style and alignment of the tag's paragraph.
std::string brief(std::string xml) {
  for (
      auto const& [what, with] :
      std::initializer_list<std::pair<std::string_view, std::string_view>>{
          {R"(<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman" w:eastAsia="Times New Roman"/>)",
           "F"},
          {R"(<w:pStyle w:val="NoiDung"/>)", "N"},
          {R"(<w:b/><w:bCs/>)", "B"},
          {R"(<w:i/><w:iCs/>)", "I"},
          {R"(<w:sz w:val="28"/>)", "S"},
          {R"(<w:jc w:val="both"/>)", "J"},
          {R"( xml:space="preserve")", ""},
          {R"( xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships")", ""},
          {"w:", ""}}) {
    replace_all(xml, what, with);
  }
  return xml;
}

std::string blocks(std::string_view json,
                   rich::BlockContext const& context,
                   RichDocument& document) {
  base::Diagnostics diagnostics;
  std::string xml;
  rich::append_blocks(xml, content_of(json), context, document, {}, diagnostics);
  return diagnostics.empty() ? brief(xml) : ids_of(diagnostics);
}

std::string blocks(std::string_view json) {
  RichDocument document;
  return blocks(json, document.context(), document);
}

pugi::xml_node child_of_parsed(std::unique_ptr<pugi::xml_document>& holder,
                               std::string const& xml) {
  base::Diagnostics diagnostics;
  holder = opc::parse_xml(
      "<w:p xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
      "xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\">" +
          xml + "</w:p>",
      "",
      "",
      {},
      diagnostics);
  REQUIRE(holder);
  return holder->document_element().first_child();
}

}  // namespace

// clang-format off
TEST_CASE("paragraphs take the properties of the tag's paragraph", "[rich][write]") {
  auto const c = GENERATE(values<Case>({
      {"a paragraph", R"("Sơn & <Phú>")", "<p><pPr>NJ</pPr><r><rPr>FS</rPr><t>Sơn &amp; &lt;Phú&gt;</t></r></p>"},
      {"formats", R"({"blocks":[{"paragraph":[{"text":"a","bold":true,"italic":true,"underline":true,"position":"superscript"},{"text":"b","position":"subscript"}]}]})",
       "<p><pPr>NJ</pPr><r><rPr>FBISu val=\"single\"/><vertAlign val=\"superscript\"/></rPr><t>a</t></r><r><rPr>FS<vertAlign val=\"subscript\"/></rPr><t>b</t></r></p>"},
      {"a line break", R"("a\nb")", "<p><pPr>NJ</pPr><r><rPr>FS</rPr><t>a</t><br/><t>b</t></r></p>"},
      {"an empty one", R"({"blocks":[{"paragraph":""}]})", "<p><pPr>NJ</pPr></p>"},
      {"alignment", R"({"blocks":[{"paragraph":"a","align":"right"}]})", "<p><pPr>N<jc val=\"right\"/></pPr><r><rPr>FS</rPr><t>a</t></r></p>"},
      {"a style", R"({"blocks":[{"paragraph":"a","style":"Nội dung","align":"center"}]})", "<p><pPr>N<ind left=\"0\" right=\"0\" firstLine=\"0\"/><jc val=\"center\"/></pPr><r><rPr>F</rPr><t>a</t></r></p>"},
      {"headings with and without style", R"("# a\n#### b *c*\n###### d")",
       "<p><pPr><pStyle val=\"H1\"/></pPr><r><rPr>F</rPr><t>a</t></r></p>"
       "<p><pPr>N<keepNext/>J<outlineLvl val=\"3\"/></pPr><r><rPr>FBS</rPr><t>b </t></r><r><rPr>FBIS</rPr><t>c</t></r></p>"
       "<p><pPr>N<keepNext/>J<outlineLvl val=\"5\"/></pPr><r><rPr>FBS</rPr><t>d</t></r></p>"},
      {"a list", R"("* a\n  * b\n\n    c")",
       "<p><pPr>N<numPr><ilvl val=\"0\"/><numId val=\"1\"/></numPr>J</pPr><r><rPr>FS</rPr><t>a</t></r></p>"
       "<p><pPr>N<numPr><ilvl val=\"1\"/><numId val=\"1\"/></numPr>J</pPr><r><rPr>FS</rPr><t>b</t></r></p>"
       "<p><pPr>N<ind left=\"1361\" firstLine=\"0\"/>J</pPr><r><rPr>FS</rPr><t>c</t></r></p>"},
      {"a link", R"x("x [a **b**](http://a.vn?b&c) y")x",
       "<p><pPr>NJ</pPr><r><rPr>FS</rPr><t>x </t></r><hyperlink r:id=\"link1\" history=\"1\"><r><rPr><rStyle val=\"Hyperlink\"/>FS</rPr><t>a </t></r><r><rPr><rStyle val=\"Hyperlink\"/>FBS</rPr><t>b</t></r></hyperlink><r><rPr>FS</rPr><t> y</t></r></p>"},
      {"links beside each other", R"x("[a](http://a.vn)[b](http://b.vn)")x",
       "<p><pPr>NJ</pPr><hyperlink r:id=\"link1\" history=\"1\"><r><rPr><rStyle val=\"Hyperlink\"/>FS</rPr><t>a</t></r></hyperlink><hyperlink r:id=\"link2\" history=\"1\"><r><rPr><rStyle val=\"Hyperlink\"/>FS</rPr><t>b</t></r></hyperlink></p>"},
      {"a note", R"("a^[b]")", "<p><pPr>NJ</pPr><r><rPr>FS</rPr><t>a</t></r><r><rPr><rStyle val=\"FootnoteReference\"/>FS</rPr><footnoteReference id=\"1\"/></r></p>"},
      {"a page break before a paragraph", R"({"blocks":[{"page_break":true},{"paragraph":"a"}]})", "<p><pPr>N<pageBreakBefore/>J</pPr><r><rPr>FS</rPr><t>a</t></r></p>"},
      {"a page break at the end", R"({"blocks":[{"page_break":true}]})", "<p><pPr><spacing before=\"0\" after=\"0\" line=\"20\" lineRule=\"exact\"/><rPr><sz val=\"2\"/><szCs val=\"2\"/></rPr></pPr><r><br type=\"page\"/></r></p>"},
  }));
  INFO(c.name);
  std::string expect = c.expect;
  replace_all(expect, "BISu ", "BIS<u ");
  CHECK(blocks(c.json) == expect);
}

TEST_CASE("tables as XML", "[rich][write]") {
  auto const c = GENERATE(values<Case>({
      {"Markdown", R"("|a|b|\n|-|-:|\n|1|2|")",
       "<tbl><tblPr><tblW w=\"9071\" type=\"dxa\"/>BORDERS<tblLayout type=\"fixed\"/></tblPr><tblGrid><gridCol w=\"4536\"/><gridCol w=\"4535\"/></tblGrid>"
       "<tr><trPr><cantSplit/><tblHeader/></trPr><tc><tcPr><tcW w=\"4536\" type=\"dxa\"/><vAlign val=\"center\"/></tcPr><p><pPr>NC<jc val=\"center\"/></pPr><r><rPr>FBS</rPr><t>a</t></r></p></tc>"
       "<tc><tcPr><tcW w=\"4535\" type=\"dxa\"/><vAlign val=\"center\"/></tcPr><p><pPr>NC<jc val=\"center\"/></pPr><r><rPr>FBS</rPr><t>b</t></r></p></tc></tr>"
       "<tr><trPr><cantSplit/></trPr><tc><tcPr><tcW w=\"4536\" type=\"dxa\"/></tcPr><p><pPr>NC<jc val=\"left\"/></pPr><r><rPr>FS</rPr><t>1</t></r></p></tc>"
       "<tc><tcPr><tcW w=\"4535\" type=\"dxa\"/></tcPr><p><pPr>NC<jc val=\"right\"/></pPr><r><rPr>FS</rPr><t>2</t></r></p></tc></tr></tbl>"},
      {"spans", R"({"blocks":[{"table":[[{"content":"a","colspan":2,"rowspan":2},"b"],["c"],["d",null,"e"]],"columns":[{"width":1},{"width":1},{"width":2}],"borders":"none"}]})",
       "<tbl><tblPr><tblW w=\"9071\" type=\"dxa\"/>NOBORDERS<tblLayout type=\"fixed\"/></tblPr><tblGrid><gridCol w=\"2268\"/><gridCol w=\"2268\"/><gridCol w=\"4535\"/></tblGrid>"
       "<tr><trPr><cantSplit/></trPr><tc><tcPr><tcW w=\"4536\" type=\"dxa\"/><gridSpan val=\"2\"/><vMerge val=\"restart\"/><vAlign val=\"center\"/></tcPr><p><pPr>NC<jc val=\"left\"/></pPr><r><rPr>FS</rPr><t>a</t></r></p></tc><tc><tcPr><tcW w=\"4535\" type=\"dxa\"/></tcPr><p><pPr>NC<jc val=\"left\"/></pPr><r><rPr>FS</rPr><t>b</t></r></p></tc></tr>"
       "<tr><trPr><cantSplit/></trPr><tc><tcPr><tcW w=\"4536\" type=\"dxa\"/><gridSpan val=\"2\"/><vMerge/><vAlign val=\"center\"/></tcPr><p><pPr>NC<jc val=\"left\"/></pPr></p></tc><tc><tcPr><tcW w=\"4535\" type=\"dxa\"/></tcPr><p><pPr>NC<jc val=\"left\"/></pPr><r><rPr>FS</rPr><t>c</t></r></p></tc></tr>"
       "<tr><trPr><cantSplit/></trPr><tc><tcPr><tcW w=\"2268\" type=\"dxa\"/></tcPr><p><pPr>NC<jc val=\"left\"/></pPr><r><rPr>FS</rPr><t>d</t></r></p></tc><tc><tcPr><tcW w=\"2268\" type=\"dxa\"/></tcPr><p><pPr>NC<jc val=\"left\"/></pPr></p></tc><tc><tcPr><tcW w=\"4535\" type=\"dxa\"/></tcPr><p><pPr>NC<jc val=\"left\"/></pPr><r><rPr>FS</rPr><t>e</t></r></p></tc></tr></tbl>"},
  }));
  INFO(c.name);
  std::string const side = " sz=\"4\" space=\"0\" color=\"auto\"/>";
  std::string borders = "<tblBorders>";
  for (char const* name : {"top", "left", "bottom", "right", "insideH", "insideV"}) {
    borders += "<" + std::string{name} + " val=\"single\"" + side;
  }
  borders += "</tblBorders>";
  std::string none = borders;
  replace_all(none, "single\" sz=\"4\"", "none\" sz=\"0\"");
  std::string expect = c.expect;
  replace_all(expect, "NOBORDERS", none);
  replace_all(expect, "BORDERS", borders);
  replace_all(expect, "NC", "N<spacing before=\"20\" after=\"20\"/><ind left=\"0\" right=\"0\" firstLine=\"0\"/>");
  CHECK(blocks(c.json) == expect);
}

TEST_CASE("a tag that is kept with what follows keeps the last paragraph", "[rich][write]") {
  struct Case {
    char const* json;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {R"("a\n\nb")", "<p><pPr>NJ</pPr><r><rPr>FS</rPr><t>a</t></r></p><p><pPr>N<keepNext/>J</pPr><r><rPr>FS</rPr><t>b</t></r></p>"},
      {R"({"blocks":[{"paragraph":"a"},{"paragraph":"b","style":"Nội dung"}]})",
       "<p><pPr>NJ</pPr><r><rPr>FS</rPr><t>a</t></r></p><p><pPr>N<keepNext/></pPr><r><rPr>F</rPr><t>b</t></r></p>"},
  }));
  DYNAMIC_SECTION(c.json) {
    RichDocument document;
    rich::BlockContext context = document.context();
    context.paragraph.set("w:keepNext", "<w:keepNext/>");
    CHECK(blocks(c.json, context, document) == c.expect);
  }
}

TEST_CASE("tables take the template's styles", "[rich][write]") {
  RichDocument document;
  rich::BlockContext context = document.context();
  context.table_style = "TableGrid";
  context.table_text = {"O", ""};
  context.table_header = {"DauCot", "Arial"};
  std::string const xml = blocks(R"("|a|b|\n|-|:-:|\n|1|2|")", context, document);
  CHECK_THAT(xml, Catch::StartsWith("<tbl><tblPr><tblStyle val=\"TableGrid\"/><tblW w=\"9071\" type=\"dxa\"/><tblLayout"));
  CHECK_THAT(xml, Catch::Contains("<p><pPr><pStyle val=\"DauCot\"/></pPr><r><rPr><rFonts ascii=\"Arial\" hAnsi=\"Arial\" cs=\"Arial\" eastAsia=\"Arial\"/></rPr><t>a</t></r></p>"));
  CHECK_THAT(xml, Catch::Contains("<p><pPr><pStyle val=\"DauCot\"/></pPr><r><rPr><rFonts ascii=\"Arial\" hAnsi=\"Arial\" cs=\"Arial\" eastAsia=\"Arial\"/></rPr><t>b</t></r></p>"));
  CHECK_THAT(xml, Catch::Contains("<p><pPr><pStyle val=\"O\"/><jc val=\"center\"/></pPr>"));
  CHECK_THAT(xml, Catch::Contains("<p><pPr><pStyle val=\"O\"/></pPr><r><rPr>F</rPr><t>1</t></r></p>"));
}

TEST_CASE("widths of columns add up to the text width", "[rich][write]") {
  auto const text_width = GENERATE(1, 63, 100, 9071, 13'000);
  auto const columns = GENERATE(1, 2, 3, 7, 63);
  auto const width = GENERATE(1.0, 0.37, 100'000.0);
  rich::Content content;
  rich::Table table;
  table.columns.resize(static_cast<std::size_t>(columns));
  table.columns[0].width = width;
  table.rows.resize(1);
  for (std::size_t i = 0; i < table.columns.size(); ++i) {
    rich::Cell cell;
    cell.column = i;
    table.rows[0].push_back(cell);
  }
  content.blocks.emplace_back(table);
  RichDocument document;
  rich::BlockContext context = document.context();
  context.text_width = {text_width};
  base::Diagnostics diagnostics;
  std::string xml;
  rich::append_blocks(xml, content, context, document, {}, diagnostics);
  std::unique_ptr<pugi::xml_document> holder;
  pugi::xml_node const written = child_of_parsed(holder, xml);
  int sum = 0;
  for (pugi::xml_node const column : written.child("w:tblGrid")) {
    CHECK(column.attribute("w:w").as_int() >= (text_width > 9000 ? 1 : 0));
    sum += column.attribute("w:w").as_int();
  }
  CHECK(sum == text_width);
}

TEST_CASE("paragraphs part tables, and end their container", "[rich][write]") {
  struct Parting {
    char const* name;
    bool after;
    bool before;
    bool ends;
    char const* json;
    char const* expect;  // T a table, p a paragraph, - a paragraph of 1 pt
  };
  char const* const table = R"({"blocks":[{"table":[["a"]]}]})";
  char const* const two = R"({"blocks":[{"table":[["a"]]},{"table":[["a"]]}]})";
  char const* const mixed = R"({"blocks":[{"paragraph":"a"},{"table":[["a"]]},{"paragraph":"a"}]})";
  char const* const broken = R"({"blocks":[{"table":[["a"]]},{"page_break":true},{"table":[["a"]]}]})";
  char const* const none = R"({"blocks":[]})";
  auto const c = GENERATE_COPY(values<Parting>({
      {"between paragraphs", false, false, false, table, "T"},
      {"below a table", true, false, false, table, "pT"},
      {"above a table", false, true, false, table, "Tp"},
      {"last in a cell", false, false, true, table, "T-"},
      {"two", false, false, false, two, "TpT"},
      {"with paragraphs around", true, true, true, mixed, "pTp"},
      {"a page break between", false, false, false, broken, "T-T"},
      {"nothing", true, true, true, none, ""},
  }));
  INFO(c.name);
  RichDocument document;
  rich::BlockContext context = document.context();
  context.after_table = c.after;
  context.before_table = c.before;
  context.ends_container = c.ends;
  base::Diagnostics diagnostics;
  std::string xml = "<w:x>";
  rich::Written const written = rich::append_blocks(xml, content_of(c.json), context, document, {}, diagnostics);
  std::unique_ptr<pugi::xml_document> holder;
  std::string found;
  for (pugi::xml_node const block : child_of_parsed(holder, xml + "</w:x>")) {
    bool const is_hairline = block.child("w:pPr").child("w:spacing").attribute("w:line").as_int() == 20;
    found += std::string{"w:tbl"} == block.name() ? "T" : is_hairline ? "-" : "p";
  }
  CHECK(found == c.expect);
  CHECK(written.empty == found.empty());
}

TEST_CASE("sections", "[rich][write]") {
  struct Turn {
    char const* name;
    bool begins;
    char const* json;
    char const* expect;  // P and L: a section's end, upright or on its side; lower case: continued; . a paragraph
    bool changes;
  };
  auto const c = GENERATE(values<Turn>({
      {"to its side and back", false, R"([{"paragraph":"a"},{"section":"landscape"},{"paragraph":"b"},{"section":"portrait"},{"paragraph":"c"}])", ".P.l.", true},
      {"to its side until the end", false, R"([{"paragraph":"a"},{"section":"landscape"},{"paragraph":"b"}])", ".P.l", true},
      {"no change", false, R"([{"section":"portrait"},{"paragraph":"a"}])", ".", false},
      {"there and back at once", false, R"([{"paragraph":"a"},{"section":"landscape"},{"section":"portrait"},{"paragraph":"b"}])", ".P.", true},
      {"from the beginning of a section", true, R"([{"section":"landscape"},{"paragraph":"a"},{"section":"portrait"},{"paragraph":"b"}])", ".L.", true},
      {"from the beginning of a section to its end", true, R"([{"section":"landscape"},{"paragraph":"a"}])", ".L", true},
      {"twice", false, R"([{"paragraph":"a"},{"section":"landscape"},{"paragraph":"b"},{"section":"portrait"},{"paragraph":"c"},{"section":"landscape"},{"paragraph":"d"}])", ".P.l.p.l", true},
      {"a page break before is one with it", false, R"([{"paragraph":"a"},{"page_break":true},{"section":"landscape"},{"paragraph":"b"}])", ".P.l", true},
  }));
  INFO(c.name);
  std::unique_ptr<pugi::xml_document> template_section;
  RichDocument document;
  rich::BlockContext context = document.context();
  context.begins_section = c.begins;
  context.section = rich::Section{child_of_parsed(
      template_section,
      R"(<w:sectPr><w:headerReference w:type="default" r:id="rId5"/><w:type w:val="continuous"/><w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1134" w:right="1134" w:bottom="1134" w:left="1701" w:header="567" w:footer="567" w:gutter="0"/><w:pgNumType w:start="1"/><w:titlePg/></w:sectPr>)")};
  base::Diagnostics diagnostics;
  std::string xml = "<w:x>";
  rich::Written const written = rich::append_blocks(xml, content_of(std::string{R"({"blocks":)"} + c.json + "}"), context, document, {}, diagnostics);
  std::unique_ptr<pugi::xml_document> holder;
  std::string found;
  for (pugi::xml_node const block : child_of_parsed(holder, xml + "</w:x>")) {
    pugi::xml_node const section = block.child("w:pPr").child("w:sectPr");
    if (!section) {
      found += '.';
      continue;
    }
    bool const on_its_side = section.child("w:pgSz").attribute("w:w").as_int() == 16838;
    bool const continued = !section.child("w:titlePg");
    CHECK(on_its_side == (std::string{"landscape"} == section.child("w:pgSz").attribute("w:orient").value()));
    CHECK(continued == !section.child("w:pgNumType").attribute("w:start"));
    CHECK(continued == !section.child("w:type"));
    CHECK(std::string{"rId5"} == section.child("w:headerReference").attribute("r:id").value());
    CHECK(section.child("w:pgMar").attribute("w:left").as_int() == 1701);
    found += continued ? (on_its_side ? 'l' : 'p') : (on_its_side ? 'L' : 'P');
  }
  CHECK(found == c.expect);
  CHECK(written.changes_section == c.changes);
}

TEST_CASE("a table on its side is as wide as the page allows", "[rich][write]") {
  std::string const xml = blocks(R"({"blocks":[{"paragraph":"a"},{"section":"landscape"},{"table":[["a"]]}]})");
  CHECK_THAT(xml, Catch::Contains("<gridCol w=\"14003\"/>"));  // 297 mm - 30 mm - 20 mm
}

TEST_CASE("sections of templates", "[rich][write]") {
  std::unique_ptr<pugi::xml_document> holder;
  auto const c = GENERATE(values<Case>({
      {"none", "", R"(<sectPr><pgSz w="16838" h="11906" orient="landscape"/><pgMar top="1134" right="1134" bottom="1134" left="1701" header="567" footer="567" gutter="0"/></sectPr>)"},
      {"on its side already", R"(<w:sectPr><w:pgSz w:w="16838" w:h="11906" w:orient="landscape"/><w:pgMar w:top="1" w:right="2" w:bottom="3" w:left="4" w:header="5" w:footer="6" w:gutter="0"/></w:sectPr>)",
       R"(<sectPr><pgSz w="16838" h="11906" orient="landscape"/><pgMar top="1" right="2" bottom="3" left="4" header="5" footer="6" gutter="0"/></sectPr>)"},
      {"without margins", R"(<w:sectPr><w:type w:val="oddPage"/><w:pgSz w:w="10" w:h="20" w:code="9"/><w:cols w:space="1"/></w:sectPr>)",
       R"(<sectPr><type val="oddPage"/><pgSz w="20" h="10" code="9" orient="landscape"/><pgMar top="1134" right="1134" bottom="1134" left="1701" header="567" footer="567" gutter="0"/><cols space="1"/></sectPr>)"},
      {"with units", R"(<w:sectPr><w:pgSz w:w="595.30pt" w:h="841.90pt"/><w:pgMar w:top="1cm"/></w:sectPr>)",
       R"(<sectPr><pgSz w="841.90pt" h="595.30pt" orient="landscape"/><pgMar top="1cm"/></sectPr>)"},
      {"without a size", R"(<w:sectPr><w:pgSz w:code="9"/><w:pgMar w:top="1"/></w:sectPr>)",
       R"(<sectPr><pgSz code="9" w="16838" h="11906" orient="landscape"/><pgMar top="1"/></sectPr>)"},
  }));
  INFO(c.name);
  rich::Section const section{*c.json ? child_of_parsed(holder, c.json) : pugi::xml_node{}};
  CHECK(brief(std::string{section.xml(rich::Orientation::landscape, false)}) == c.expect);
}

TEST_CASE("what a place does not allow is told", "[rich][write]") {
  auto const c = GENERATE(values<Case>({
      {"a table", R"({"blocks":[{"paragraph":"a"},{"table":[["a"]]}]})", "rich_not_allowed_here /blocks/1: a table cannot stand at the place of {{{a}}}"},
      {"a page break", R"({"blocks":[{"page_break":true}]})", "rich_not_allowed_here /blocks/0: a page break cannot stand at the place of {{{a}}}"},
      {"a section", R"({"blocks":[{"section":"landscape"}]})", "rich_not_allowed_here /blocks/0: a section change cannot stand at the place of {{{a}}}"},
      {"a note", R"({"blocks":[{"paragraph":["a",{"note":"b"}]}]})", "rich_not_allowed_here /blocks/0: a note cannot stand at the place of {{{a}}}"},
      {"a style", R"({"blocks":[{"paragraph":"a","style":"Noi dung"}]})", "block_style_unknown /blocks/0/style: the template has no paragraph style \"Noi dung\""},
      {"a picture", R"({"blocks":[{"picture":"b.png"}]})", "file_not_found /blocks/0/picture: expected a file, found nothing of this name"},
  }));
  INFO(c.name);
  RichDocument document;
  rich::BlockContext context = document.context();
  context.tables_allowed = false;
  context.page_breaks_allowed = false;
  context.sections_allowed = false;
  context.notes_allowed = false;
  base::Diagnostics diagnostics;
  std::string xml;
  rich::append_blocks(xml, content_of(c.json), context, document, {{}, "{{{a}}}", ""}, diagnostics);
  REQUIRE(diagnostics.entries().size() == 1);
  base::Diagnostic const& d = diagnostics.entries()[0];
  CHECK(std::string{base::id_name(d.id)} + " " + d.data_pointer + ": " + base::message(d, base::Language::en) == c.expect);
  CHECK((d.id == base::Id::block_style_unknown) == (d.arg("nearest") == "Nội dung"));
}

TEST_CASE("properties of the tag", "[rich][write]") {
  auto const c = GENERATE(values<Case>({
      {"none", "", R"(<rPr>FB</rPr>)"},
      {"order", R"(<w:rPr><w:lang w:val="vi-VN"/><w:sz w:val="26"/><w:i/><w:rStyle w:val="X"/></w:rPr>)", R"(<rPr><rStyle val="X"/>FB<i/><sz val="26"/><lang val="vi-VN"/></rPr>)"},
      {"a font of the run's own", R"(<w:rPr><w:rFonts w:ascii="Arial"/></w:rPr>)", R"(<rPr><rFonts ascii="Arial" hAnsi="Arial" cs="Arial" eastAsia="Arial"/>B</rPr>)"},
      {"fonts of its own", R"(<w:rPr><w:rFonts w:hAnsi="Arial" w:cs="Calibri"/></w:rPr>)", R"(<rPr><rFonts ascii="Arial" hAnsi="Arial" cs="Calibri" eastAsia="Arial"/>B</rPr>)"},
      {"theme fonts", R"(<w:rPr><w:rFonts w:asciiTheme="minorHAnsi" w:ascii="Arial" w:cstheme="minorBidi" w:cs="Arial" w:hint="default"/></w:rPr>)", R"(<rPr>FB</rPr>)"},
      {"switched off", R"(<w:rPr><w:b w:val="0"/><w:vertAlign w:val="baseline"/></w:rPr>)", R"(<rPr>FB<vertAlign val="baseline"/></rPr>)"},
      {"tracked changes", R"(<w:rPr><w:ins w:id="1" w:author="a"/><w:sz w:val="2"/><w:rPrChange w:id="2" w:author="a"><w:rPr/></w:rPrChange></w:rPr>)", R"(<rPr>FB<sz val="2"/></rPr>)"},
  }));
  INFO(c.name);
  std::unique_ptr<pugi::xml_document> holder;
  rich::RunProperties run{*c.json ? child_of_parsed(holder, c.json) : pugi::xml_node{}};
  run.set_font("Times New Roman");
  rich::Format bold;
  bold.bold = true;
  run.add(bold);
  std::string xml;
  run.append(xml);
  CHECK(brief(xml) == c.expect);
}

TEST_CASE("properties of the tag's paragraph", "[rich][write]") {
  std::unique_ptr<pugi::xml_document> holder;
  rich::ParagraphProperties properties{child_of_parsed(
      holder,
      R"(<w:pPr><w:jc w:val="both"/><w:pStyle w:val="A"/><w:ind w:left="5"/><w:numPr><w:numId w:val="7"/></w:numPr><w:rPr><w:ins w:id="1" w:author="a"/><w:sz w:val="28"/></w:rPr><w:sectPr/><w:pPrChange w:id="2" w:author="a"><w:pPr/></w:pPrChange></w:pPr>)")};
  std::string xml;
  properties.append(xml);
  CHECK(brief(xml) == R"(<pPr><pStyle val="A"/><numPr><numId val="7"/></numPr><ind left="5"/>J<rPr>S</rPr></pPr>)");
  std::string none;
  rich::ParagraphProperties{child_of_parsed(holder, "<w:pPr><w:rPr><w:del w:id=\"1\" w:author=\"a\"/></w:rPr></w:pPr>")}.append(none);
  CHECK(none == "");
}
// clang-format on

TEST_CASE("notes", "[rich][write]") {
  RichDocument document;
  rich::BlockContext context = document.context();
  blocks(R"x("a^[xem **b** [c](http://c.vn)]")x", context, document);
  REQUIRE(document.notes().size() == 1);
  CHECK(brief(document.notes()[0]) ==
        "<p><pPr><pStyle val=\"FootnoteText\"/></pPr>"
        "<r><rPr><rStyle val=\"FootnoteReference\"/>F</rPr><footnoteRef/></r><r><rPr>F</rPr><t> "
        "</t></r><r><rPr>F</rPr><t>xem </t></r><r><rPr>FB</rPr><t>b</t></r><r><rPr>F</rPr><t> "
        "</t></r><hyperlink r:id=\"link1\" history=\"1\"><r><rPr><rStyle "
        "val=\"Hyperlink\"/>F</rPr><t>c</t></r></hyperlink></p>");
  context.footnote_text.clear();
  context.footnote_reference.clear();
  CHECK_THAT(
      blocks(R"("a^[b]")", context, document),
      Catch::Contains("<vertAlign val=\"superscript\"/></rPr><footnoteReference id=\"2\"/>"));
  CHECK(brief(document.notes()[1]) ==
        "<p><r><rPr>F<sz val=\"20\"/><szCs val=\"20\"/><vertAlign "
        "val=\"superscript\"/></rPr><footnoteRef/></r><r><rPr>F<sz val=\"20\"/><szCs "
        "val=\"20\"/></rPr><t> </t></r><r><rPr>F<sz val=\"20\"/><szCs "
        "val=\"20\"/></rPr><t>b</t></r></p>");
}

TEST_CASE("values beside other text are runs", "[rich][write]") {
  RichDocument document;
  base::Diagnostics diagnostics;
  data::Document data;
  REQUIRE(data.parse(R"(" a **b**^[c]")", "data.json", {}, diagnostics));
  std::string xml;
  rich::append_inline(xml,
                      rich::read_inline_value(data.root(), {}, diagnostics),
                      document.context(),
                      document,
                      {},
                      diagnostics);
  CHECK(ids_of(diagnostics) == "");
  CHECK(brief(xml) ==
        "<r><rPr>FS</rPr><t> </t></r><r><rPr>FS</rPr><t>a </t></r><r><rPr>FBS</rPr><t>b</t></r>"
        "<r><rPr><rStyle val=\"FootnoteReference\"/>FS</rPr><footnoteReference id=\"1\"/></r>");
}

// With THETHUC_TEST_DOCUMENTS set, the document is left in that folder for the judges.
TEST_CASE("a document of everything is sound", "[rich][write][documents]") {
  RichDocument document;
  rich::BlockContext context = document.context();
  context.table_style = GENERATE("", "TableGrid");
  base::Diagnostics diagnostics;
  std::string body = R"(<w:p><w:r><w:t>Trước</w:t></w:r></w:p>)";
  std::string const json = R"({"blocks": [
    {"heading": "I. KẾT QUẢ THỰC HIỆN", "level": 1},
    {"markdown": "Quý III, Ủy ban nhân dân xã **Sơn Phú** đã *triển khai* kế hoạch^[Theo [Cổng thông tin](https://dienbien.gov.vn/ke-hoach?nam=2021&quy=3), cập nhật **30. 6.2021**.]; kết quả như sau:\n\n* Trồng trọt: 3,80177 ha\n  * Lúa nước; giữ nguyên nề nếp sản xuất của các bản, phân công cán bộ theo dõi từng khu vực đồng ruộng\n    * Vụ mùa\n\n      Ghi chú của mục\n* Chăn nuôi\n\n- Gạch đầu dòng là chữ\n1.1. Mục cũng là chữ\n\n| STT | Chỉ tiêu | Kết quả |\n|:-:|---|--:|\n| 1 | Diện tích lúa^[Tạm tính] | 75,66 |\n| 2 | Tổng thu (a \\| b) | 2.590.755.750 |"},
    {"heading": "1. Tiêu đề bậc bốn không có kiểu", "level": 4},
    {"paragraph": ["Diện tích 5 m", {"text": "2", "position": "superscript"}, ", H", {"text": "2", "position": "subscript"}, "O; ", {"text": "gạch chân", "underline": true}, {"break": true}, {"text": "thư", "link": "mailto:a@b.vn"}], "style": "Nội dung", "align": "left"},
    {"item": ["Mục có ảnh ", {"picture": "anh.png", "width_mm": 10}], "level": 2},
    {"picture": "anh.png", "width_mm": 40, "alt": "Ảnh \"hiện trường\" & bản đồ"},
    {"page_break": true},
    {"table": [["a"]], "borders": "none"},
    {"section": "landscape"},
    {"table": [
       [{"content": "STT", "rowspan": 2}, {"content": "Chỉ tiêu", "rowspan": 2}, {"content": "Kết quả thống kê", "colspan": 2}],
       ["Năm 2020", "Năm 2021"],
       [1, {"blocks": [{"paragraph": "Lúa"}, {"item": "vụ mùa"}, {"heading": "Ngô"}, {"markdown": "**đậm**"}]}, 75.66483, {"content": ["ảnh ", {"picture": "anh.png", "width_mm": 400}], "align": "center"}],
       [null, {"content": "Tổng", "colspan": 2}, "2"]],
     "columns": [{"width": 1, "align": "center"}, {"width": 4}, {"width": 2, "align": "right"}, {"width": 2, "align": "right"}], "header_rows": 2},
    {"section": "portrait"},
    {"paragraph": "Sau bảng ngang."},
    {"page_break": true}, {"page_break": true},
    {"table": [["cuối"]]}
  ]})";
  rich::Written const written =
      rich::append_blocks(body, content_of(json), context, document, {}, diagnostics);
  CHECK(ids_of(diagnostics) == "");
  CHECK(written.changes_section);
  body += context.section.xml(context.section.orientation(), true);
  std::string const docx = document.docx(body);
  CHECK(test::defects_of(docx) == std::vector<std::string>{});
  CHECK_THAT(test::text_of(docx),
             Catch::Contains("STT\tChỉ tiêu\tKết quả thống kê\n\t\tNăm 2020\tNăm 2021"));
  if (char const* const folder = std::getenv("THETHUC_TEST_DOCUMENTS")) {
    std::ofstream file(std::string{folder} + "/rich" + context.table_style + ".docx",
                       std::ios::binary);
    file << docx;
    REQUIRE(file.good());
  }
}
