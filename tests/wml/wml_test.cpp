#include <optional>

#include <catch2/catch.hpp>

#include "opc/xml.h"
#include "wml/measures.h"
#include "wml/names.h"
#include "wml/paragraph_text.h"
#include "wml/runs.h"
#include "wml/structure.h"
#include "wml/styles.h"
#include "wml/text_xml.h"

using namespace thethuc;

namespace {

std::unique_ptr<pugi::xml_document> parse(std::string const& inner) {
  base::Diagnostics diagnostics;
  auto document = opc::parse_xml(
      "<w:body xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
      "xmlns:m=\"http://schemas.openxmlformats.org/officeDocument/2006/math\">" +
          inner + "</w:body>",
      "",
      "/word/document.xml",
      {},
      diagnostics);
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE(document);
  return document;
}

}  // namespace

TEST_CASE("a paragraph's text is what a person reads", "[wml]") {
  struct Case {
    char const* name;
    char const* xml;
    char const* text;
    bool objects;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"runs", "<w:r><w:t>Sơn </w:t></w:r><w:r><w:t>Phú</w:t></w:r>", "Sơn Phú", false},
      {"tab, break and hyphen", "<w:r><w:t>a</w:t><w:tab/><w:t>b</w:t><w:br/><w:t>c</w:t><w:noBreakHyphen/><w:t>d</w:t></w:r>", "a\tb\nc-d", false},
      {"soft hyphen and rendered page break", "<w:r><w:t>a</w:t><w:softHyphen/><w:lastRenderedPageBreak/><w:t>b</w:t></w:r>", "ab", false},
      {"a page break is an object", "<w:r><w:br w:type=\"page\"/></w:r>", "\n", true},
      {"insertion and deletion", "<w:ins><w:r><w:t>có</w:t></w:r></w:ins><w:del><w:r><w:delText>không</w:delText></w:r></w:del>", "có", false},
      {"hyperlink, content control, simple field", "<w:hyperlink><w:r><w:t>a</w:t></w:r></w:hyperlink><w:sdt><w:sdtContent><w:r><w:t>b</w:t></w:r></w:sdtContent></w:sdt><w:fldSimple><w:r><w:t>c</w:t></w:r></w:fldSimple>", "abc", true},
      {"field code", "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE {{x}}</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>2</w:t></w:r><w:r><w:fldChar w:fldCharType=\"end\"/></w:r>", "2", true},
      {"a text box is a story of its own", "<w:r><w:t>a</w:t><w:pict><w:txbxContent><w:p><w:r><w:t>b</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>", "a", true},
      {"a formula", "<m:oMath><m:r><m:t>x</m:t></m:r></m:oMath>", "", true},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    auto const document = parse(std::string{"<w:p>"} + c.xml + "</w:p>");
    wml::ParagraphText const text = wml::paragraph_text(document->document_element().child("w:p"));
    CHECK(text.text == c.text);
    CHECK(text.has_objects == c.objects);
    std::size_t end = 0;
    for (wml::TextPiece const& piece : text.pieces) {
      CHECK(piece.begin == end);
      end = piece.end;
    }
    CHECK(end == text.text.size());
  }
}

TEST_CASE("measures in twips, or with a unit", "[wml]") {
  struct Case {
    char const* measure;
    std::optional<int> twips;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"1134", 1134}, {"-567", -567}, {"+20", 20}, {"12.7", 12}, {" 20 ", 20}, {"0", 0},
      {"595.30pt", 11906}, {"841.9pt", 16838}, {"-28.35pt", -567}, {"0pt", 0},
      {"2.54cm", 1440}, {"30mm", 1701}, {"1in", 1440}, {"2pc", 480}, {"2pi", 480},
      {"99999", wml::kMostTwips}, {"-1e9in", std::nullopt}, {"-1000000in", -wml::kMostTwips},
      {"50%", std::nullopt}, {"", std::nullopt}, {"auto", std::nullopt}, {"nan", std::nullopt},
      {"inf", std::nullopt}, {"2 cm", std::nullopt}, {"2CM", std::nullopt}, {"0x20", std::nullopt},
  }));
  // clang-format on
  CAPTURE(c.measure);
  CHECK(wml::twips(c.measure) == c.twips);
  auto const document = parse("<w:sz w:val=\"" + std::string{c.measure} + "\"/>");
  pugi::xml_attribute const value = document->document_element().first_child().attribute("w:val");
  CHECK(wml::twips_of(value, 7) == c.twips.value_or(7));
}

TEST_CASE("sizes of fonts in half points, or with a unit", "[wml]") {
  auto const [written, half_points] = GENERATE(table<char const*, int>({
      {"28", 28},
      {"14pt", 28},
      {"13.5pt", 27},
      {"5mm", 28},
      {"-4", 0},
      {"99999", 3276},
      {"x", 20},
  }));
  CAPTURE(written);
  auto const document = parse("<w:sz w:val=\"" + std::string{written} + "\"/>");
  CHECK(wml::half_points_of(document->document_element().first_child().attribute("w:val"), 20) ==
        half_points);
}

TEST_CASE("runs are cut with their properties", "[wml]") {
  auto const document = parse(
      "<w:p><w:r "
      "w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>a</w:t><w:t>bcd</w:t><w:tab/></w:r></w:p>");
  pugi::xml_node const run = document->document_element().child("w:p").child("w:r");
  wml::split_run_before(run, run.child("w:t").next_sibling());
  std::string xml;
  opc::append_xml(xml, document->document_element().child("w:p"));
  CHECK(xml ==
        "<w:p><w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>a</w:t></w:r>"
        "<w:r w:rsidR=\"1\"><w:rPr><w:b/></w:rPr><w:t>bcd</w:t><w:tab/></w:r></w:p>");
}

TEST_CASE("the width that a paragraph has", "[wml]") {
  struct Case {
    char const* name;
    char const* xml;
    int twips;
  };
  std::string const section =
      "<w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar w:left=\"1701\" "
      "w:right=\"1134\"/></w:sectPr>";
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"body", "<w:p w:id=\"x\"/>", 11906 - 1701 - 1134},
      {"an earlier section", "<w:p w:id=\"x\"/><w:p><w:pPr><w:sectPr><w:pgSz w:w=\"16838\" w:h=\"11906\"/><w:pgMar w:left=\"1134\" w:right=\"1134\"/></w:sectPr></w:pPr></w:p>", 16838 - 2268},
      {"a cell by its width", "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"1\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"4000\" w:type=\"dxa\"/></w:tcPr><w:p w:id=\"x\"/></w:tc></w:tr></w:tbl>", 4000 - 216},
      {"a cell by the grid, with the table's margins", "<w:tbl><w:tblPr><w:tblCellMar><w:left w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"10\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"100\"/><w:gridCol w:w=\"1000\"/><w:gridCol w:w=\"2000\"/></w:tblGrid><w:tr><w:tc><w:p/></w:tc><w:tc><w:tcPr><w:tcW w:w=\"0\" w:type=\"auto\"/><w:gridSpan w:val=\"2\"/></w:tcPr><w:p w:id=\"x\"/></w:tc></w:tr></w:tbl>", 3000 - 10},
      {"a page in points and centimetres", "<w:p w:id=\"x\"/><w:p><w:pPr><w:sectPr><w:pgSz w:w=\"595.30pt\" w:h=\"841.90pt\"/><w:pgMar w:left=\"3cm\" w:right=\"56.70pt\" w:gutter=\"0pt\"/></w:sectPr></w:pPr></w:p>", 11906 - 1701 - 1134},
      {"a cell in points", "<w:tbl><w:tblPr><w:tblCellMar><w:start w:w=\"5.40pt\" w:type=\"dxa\"/><w:end w:w=\"0pt\" w:type=\"dxa\"/></w:tblCellMar></w:tblPr><w:tblGrid><w:gridCol w:w=\"1\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"150pt\" w:type=\"dxa\"/></w:tcPr><w:p w:id=\"x\"/></w:tc></w:tr></w:tbl>", 3000 - 108},
      {"a cell in percent, by the grid in points", "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"150pt\"/></w:tblGrid><w:tr><w:tc><w:tcPr><w:tcW w:w=\"50%\" w:type=\"dxa\"/></w:tcPr><w:p w:id=\"x\"/></w:tc></w:tr></w:tbl>", 3000 - 216},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    auto const document = parse(c.xml + section);
    pugi::xml_node const paragraph =
        document->find_node([](pugi::xml_node n) { return n.attribute("w:id"); });
    CHECK(wml::available_width(paragraph, {}).count == c.twips);
  }
}

TEST_CASE("effective format through styles", "[wml]") {
  auto styles = parse(
      "<w:docDefaults><w:rPrDefault><w:rPr><w:sz "
      "w:val=\"26\"/></w:rPr></w:rPrDefault></w:docDefaults>"
      "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:pPr><w:ind "
      "w:left=\"100\"/></w:pPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:basedOn w:val=\"Normal\"/><w:pPr><w:jc "
      "w:val=\"center\"/></w:pPr><w:rPr><w:b/></w:rPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"B\"><w:basedOn w:val=\"A\"/><w:rPr><w:b "
      "w:val=\"0\"/><w:sz w:val=\"28\"/></w:rPr></w:style>"
      "<w:style w:type=\"paragraph\" w:default=\"1\" "
      "w:styleId=\"Later\"><w:rPr><w:i/></w:rPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"A\"><w:rPr><w:i/></w:rPr></w:style>"
      "<w:style w:type=\"paragraph\" w:styleId=\"Loop\"><w:basedOn w:val=\"Loop\"/></w:style>"
      "<w:style w:type=\"character\" w:styleId=\"Em\"><w:rPr><w:i/></w:rPr></w:style>");
  wml::Styles const sheet{std::move(styles)};
  struct Case {
    char const* name;
    char const* paragraph;
    bool bold;
    bool italic;
    int size;
    bool centred;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"defaults, of which the first holds", "<w:p><w:r/></w:p>", false, false, 26, false},
      {"a style that is not there", "<w:p><w:pPr><w:pStyle w:val=\"Z\"/></w:pPr><w:r/></w:p>", false, false, 26, false},
      {"a chain, of the first of an id", "<w:p><w:pPr><w:pStyle w:val=\"A\"/></w:pPr><w:r/></w:p>", true, false, 26, true},
      {"switched off further down", "<w:p><w:pPr><w:pStyle w:val=\"B\"/></w:pPr><w:r/></w:p>", false, false, 28, true},
      {"direct and character style", "<w:p><w:pPr><w:pStyle w:val=\"B\"/><w:jc w:val=\"left\"/></w:pPr><w:r><w:rPr><w:rStyle w:val=\"Em\"/><w:b/><w:sz w:val=\"20\"/></w:rPr></w:r></w:p>", true, true, 20, false},
      {"a style based on itself", "<w:p><w:pPr><w:pStyle w:val=\"Loop\"/></w:pPr><w:r/></w:p>", false, false, 26, false},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    auto const document = parse(c.paragraph);
    pugi::xml_node const paragraph = document->document_element().child("w:p");
    wml::RunFormat const run = sheet.run_format(paragraph, paragraph.child("w:r"));
    CHECK(run.face.bold == c.bold);
    CHECK(run.face.italic == c.italic);
    CHECK(run.size.count == c.size);
    CHECK((sheet.paragraph_format(paragraph).alignment == wml::Alignment::center) == c.centred);
    CHECK(sheet.paragraph_format(paragraph).left.count ==
          (c.name == std::string{"a style based on itself"} ? 0 : 100));
  }
}

TEST_CASE("the font that a run's text is set in", "[wml]") {
  struct Case {
    char const* name;
    char const* style;
    char const* run;
    char const* font;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"document defaults, of the theme", "", "", "Calibri"},
      {"a style over them", "ND", "", "Arial"},
      {"the run", "ND", "<w:rFonts w:hAnsi=\"Verdana\"/>", "Verdana"},
      {"its theme's font sets aside what is named beside it", "ND", "<w:rFonts w:ascii=\"Verdana\" w:asciiTheme=\"majorHAnsi\"/>", "Cambria"},
      {"a theme's font for the letters with marks alone", "ND", "<w:rFonts w:hAnsiTheme=\"minorHAnsi\"/>", "Calibri"},
      {"fonts of other scripts are none of it", "ND", "<w:rFonts w:eastAsiaTheme=\"minorEastAsia\" w:cs=\"Cordia New\"/>", "Arial"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    auto const theme = parse(
        "<a:themeElements xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">"
        "<a:fontScheme><a:majorFont><a:latin typeface=\"Cambria\"/></a:majorFont><a:minorFont>"
        "<a:latin typeface=\"Calibri\"/></a:minorFont></a:fontScheme></a:themeElements>");
    wml::Styles const sheet{
        parse("<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" "
              "w:hAnsiTheme=\"minorHAnsi\"/></w:rPr></w:rPrDefault></w:docDefaults>"
              "<w:style w:type=\"paragraph\" w:styleId=\"ND\"><w:rPr><w:rFonts "
              "w:ascii=\"Arial\"/></w:rPr></w:style>"),
        wml::ThemeFonts{theme->document_element()}};
    auto const document = parse("<w:p><w:pPr><w:pStyle w:val=\"" + std::string{c.style} +
                                "\"/></w:pPr><w:r><w:rPr>" + c.run + "</w:rPr></w:r></w:p>");
    pugi::xml_node const p = document->document_element().child("w:p");
    CHECK(sheet.font(p, p.child("w:r").child("w:rPr")) == c.font);
  }
}

// Looked up one after the other, they would take minutes.
TEST_CASE("thousands of styles, each based on the one before", "[wml]") {
  constexpr int kStyles = 20'000;
  std::string xml;
  for (int i = 0; i < kStyles; ++i) {
    std::string const number = std::to_string(i);
    xml += "<w:style w:type=\"paragraph\" w:styleId=\"S" + number + "\"><w:name w:val=\"Kiểu " +
           number + "\"/><w:basedOn w:val=\"S" + std::to_string(i - 1) + "\"/>" +
           (i % 10 == 0 ? "<w:rPr><w:rFonts w:ascii=\"F" + number + "\"/></w:rPr>" : "") +
           "</w:style>";
  }
  wml::Styles const sheet{parse(xml)};
  auto const styles = sheet.paragraph_styles();
  REQUIRE(styles.size() == kStyles);
  for (int i = 0; i < kStyles; i += 23) {
    REQUIRE(styles[static_cast<std::size_t>(i)].second == "S" + std::to_string(i));
    REQUIRE(sheet.font_of_style("S" + std::to_string(i)) == "F" + std::to_string(i / 10 * 10));
  }
}

TEST_CASE("text of values is escaped, and what is no character becomes elements", "[wml]") {
  struct Case {
    char const* text;
    char const* xml;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"A & <B> \"C\" ]]>", "A &amp; &lt;B&gt; \"C\" ]]&gt;"},
      {"a\nb", "a</w:t><w:br/><w:t xml:space=\"preserve\">b"},
      {"a\r\nb\rc\vd", "a</w:t><w:br/><w:t xml:space=\"preserve\">b</w:t><w:br/><w:t xml:space=\"preserve\">c</w:t><w:br/><w:t xml:space=\"preserve\">d"},
      {"a\tb", "a</w:t><w:tab/><w:t xml:space=\"preserve\">b"},
      {"a\fb", "a</w:t><w:br w:type=\"page\"/><w:t xml:space=\"preserve\">b"},
  }));
  // clang-format on
  std::string out;
  wml::append_text(out, c.text);
  CHECK(out == c.xml);
}

// Text is looked through eight bytes at a time: a special character must be found wherever it
// stands, and nothing else be taken for one.
TEST_CASE("a special character is found at any place among any bytes", "[wml]") {
  for (int byte = 0x20; byte < 0x100; ++byte) {
    for (std::size_t at = 0; at < 20; ++at) {
      std::string text(20, 'a');
      text[at] = static_cast<char>(byte);
      text[(at + 5) % text.size()] = '\xBF';
      std::string expected = text;
      std::string const escaped = byte == '&'   ? "&amp;"
                                  : byte == '<' ? "&lt;"
                                  : byte == '>' ? "&gt;"
                                                : "";
      if (!escaped.empty()) {
        expected.replace(at, 1, escaped);
      }
      std::string out;
      wml::append_text(out, text);
      REQUIRE(out == expected);
      text[at] = '\n';
      expected = text;
      expected.replace(at, 1, "</w:t><w:br/><w:t xml:space=\"preserve\">");
      out.clear();
      wml::append_text(out, text);
      REQUIRE(out == expected);
    }
  }
}
