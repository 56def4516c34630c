// Effective formatting: what each layer says, and which of them holds.

#include <string>

#include <catch2/catch.hpp>

#include "opc/xml.h"
#include "wml/formatting.h"
#include "wml/names.h"

using namespace thethuc;

namespace {

std::unique_ptr<pugi::xml_document> parse(std::string const& inner) {
  base::Diagnostics diagnostics;
  auto document = opc::parse_xml(
      "<w:body xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" "
      "xmlns:a=\"http://schemas.openxmlformats.org/drawingml/2006/main\">" +
          inner + "</w:body>",
      "",
      "/word/document.xml",
      {},
      diagnostics);
  INFO(diagnostics.to_text(base::Language::en));
  REQUIRE(document);
  return document;
}

constexpr char const* kStyles =
    "<w:docDefaults><w:rPrDefault><w:rPr><w:rFonts w:asciiTheme=\"minorHAnsi\" "
    "w:hAnsiTheme=\"minorHAnsi\" "
    "w:cs=\"Arial\"/><w:sz w:val=\"22\"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr><w:spacing "
    "w:after=\"160\" w:line=\"259\" w:lineRule=\"auto\"/></w:pPr></w:pPrDefault></w:docDefaults>"
    "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"/>"
    "<w:style w:type=\"paragraph\" w:styleId=\"Dam\"><w:basedOn w:val=\"Normal\"/><w:pPr><w:jc "
    "w:val=\"center\"/></w:pPr><w:rPr><w:rFonts w:ascii=\"Times New Roman\" w:hAnsi=\"Times New "
    "Roman\"/><w:b/>"
    "<w:sz w:val=\"26\"/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"DamCon\"><w:basedOn "
    "w:val=\"Dam\"/><w:rPr><w:b/><w:color "
    "w:val=\"FF0000\"/></w:rPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"DanhSach\"><w:pPr><w:numPr><w:numId "
    "w:val=\"1\"/></w:numPr></w:pPr></w:style>"
    "<w:style w:type=\"paragraph\" w:styleId=\"DanhSachCon\"><w:basedOn "
    "w:val=\"DanhSach\"/><w:pPr><w:ind "
    "w:left=\"50\"/></w:pPr></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"Manh\"><w:rPr><w:b/></w:rPr></w:style>"
    "<w:style w:type=\"character\" w:styleId=\"Nhe\"><w:rPr><w:b w:val=\"0\"/></w:rPr></w:style>"
    "<w:style w:type=\"table\" w:styleId=\"Bang\"><w:rPr><w:sz w:val=\"30\"/></w:rPr><w:tblStylePr "
    "w:type=\"firstRow\"><w:rPr><w:b/></w:rPr><w:pPr><w:jc "
    "w:val=\"right\"/></w:pPr></w:tblStylePr><w:tblStylePr "
    "w:type=\"band2Horz\"><w:rPr><w:i/></w:rPr></w:tblStylePr></w:style>";

constexpr char const* kNumbering =
    "<w:abstractNum w:abstractNumId=\"7\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
    "w:val=\"upperRoman\"/>"
    "<w:lvlText w:val=\"%1.\"/><w:pPr><w:ind w:left=\"720\" "
    "w:hanging=\"360\"/></w:pPr></w:lvl><w:lvl w:ilvl=\"1\">"
    "<w:start w:val=\"1\"/><w:numFmt w:val=\"decimal\"/><w:isLgl/><w:lvlText "
    "w:val=\"%1.%2)\"/></w:lvl></w:abstractNum>"
    "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"7\"/></w:num><w:num "
    "w:numId=\"2\"><w:abstractNumId w:val=\"7\"/>"
    "<w:lvlOverride w:ilvl=\"0\"><w:startOverride w:val=\"5\"/></w:lvlOverride></w:num>";

constexpr char const* kTheme =
    "<a:themeElements><a:fontScheme><a:majorFont><a:latin "
    "typeface=\"Cambria\"/></a:majorFont><a:minorFont><a:latin "
    "typeface=\"Calibri\"/></a:minorFont></a:fontScheme></a:themeElements>";

struct Sheet {
  std::unique_ptr<pugi::xml_document> styles = parse(kStyles);
  std::unique_ptr<pugi::xml_document> numbering = parse(kNumbering);
  std::unique_ptr<pugi::xml_document> theme = parse(kTheme);
  wml::Formatting formatting{
      {styles->document_element(), numbering->document_element(), theme->document_element(), {}}};
};

// "Calibri 11 b i FF0000"
std::string run_text(wml::EffectiveRun const& run) {
  return std::string{run.fonts.other} + " " + std::to_string(run.size.count) +
         (run.bold ? " b" : "") + (run.italic ? " i" : "") +
         (run.color == "auto" ? "" : " " + std::string{run.color});
}

}  // namespace

TEST_CASE("runs: defaults, styles, toggles and what stands directly", "[formatting]") {
  struct Case {
    char const* name;
    char const* style;
    char const* run;
    char const* format;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"document defaults, a theme's font", "", "", "Calibri 22"},
      {"a style", "Dam", "", "Times New Roman 26 b"},
      {"a style of a chain says it again", "DamCon", "", "Times New Roman 26 b FF0000"},
      {"styles of two kinds switch each other off", "Dam", "<w:rStyle w:val=\"Manh\"/>", "Times New Roman 26"},
      {"one that is off leaves it on", "Dam", "<w:rStyle w:val=\"Nhe\"/>", "Times New Roman 26 b"},
      {"directly on", "Dam", "<w:rStyle w:val=\"Manh\"/><w:b/>", "Times New Roman 26 b"},
      {"directly off", "Dam", "<w:b w:val=\"0\"/><w:i/>", "Times New Roman 26 i"},
      {"a theme sets a name aside", "Dam", "<w:rFonts w:hAnsi=\"Arial\" w:hAnsiTheme=\"majorHAnsi\"/>", "Cambria 26 b"},
      {"a style that is not there", "Khong", "<w:sz w:val=\"28\"/>", "Calibri 28"},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    Sheet const sheet;
    auto const document = parse("<w:p><w:pPr><w:pStyle w:val=\"" + std::string{c.style} +
                                "\"/></w:pPr><w:r><w:rPr>" + c.run + "</w:rPr></w:r></w:p>");
    pugi::xml_node const p = document->document_element().child("w:p");
    CHECK(run_text(sheet.formatting.run(p, p.child("w:r"), nullptr)) == c.format);
  }
}

TEST_CASE("table styles and their conditions", "[formatting]") {
  struct Case {
    int row;
    char const* style;
    char const* format;
    wml::Alignment alignment;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {0, "", "Calibri 30 b", wml::Alignment::right},
      {1, "", "Calibri 30", wml::Alignment::left},
      {2, "", "Calibri 30 i", wml::Alignment::left},
      {0, "Dam", "Times New Roman 26", wml::Alignment::center},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.row << " " << c.style) {
    Sheet const sheet;
    auto const document = parse(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"Bang\"/><w:tblLook w:val=\"0020\"/></w:tblPr>"
        "</w:tbl><w:p><w:pPr><w:pStyle w:val=\"" +
        std::string{c.style} + "\"/></w:pPr><w:r/></w:p>");
    pugi::xml_node const body = document->document_element();
    wml::TableLayer const layer =
        sheet.formatting.table_layer({body.child("w:tbl"), c.row, 3, 0, 2});
    pugi::xml_node const p = body.child("w:p");
    CHECK(run_text(sheet.formatting.run(p, p.child("w:r"), &layer)) == c.format);
    CHECK(sheet.formatting.paragraph(p, &layer).alignment == c.alignment);
  }
}

TEST_CASE("paragraphs: spacing and indents of defaults, styles and lists", "[formatting]") {
  struct Case {
    char const* name;
    char const* properties;
    int left, first_line, after, line;
    wml::LineRule rule;
  };
  // clang-format off
  auto const c = GENERATE(values<Case>({
      {"document defaults", "", 0, 0, 160, 259, wml::LineRule::multiple},
      {"directly", "<w:spacing w:after=\"0\" w:line=\"360\" w:lineRule=\"exact\"/><w:ind w:left=\"10\" w:firstLine=\"567\"/>", 10, 567, 0, 360, wml::LineRule::exactly},
      {"directly, with units", "<w:spacing w:after=\"6pt\" w:line=\"18pt\" w:lineRule=\"exact\"/><w:ind w:start=\"2.5cm\" w:firstLine=\"28.35pt\"/>", 1417, 567, 120, 360, wml::LineRule::exactly},
      {"lines in points, as Word saves Strict", "<w:spacing w:line=\"12.95pt\" w:lineRule=\"auto\"/>", 0, 0, 160, 259, wml::LineRule::multiple},
      {"hanging sets the first line aside", "<w:ind w:firstLine=\"567\" w:hanging=\"100\"/>", 0, -100, 160, 259, wml::LineRule::multiple},
      {"a list", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr>", 720, -360, 160, 259, wml::LineRule::multiple},
      {"a list and indents of its own", "<w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr><w:ind w:left=\"30\"/>", 30, -360, 160, 259, wml::LineRule::multiple},
      {"a list of a style", "<w:pStyle w:val=\"DanhSach\"/>", 720, -360, 160, 259, wml::LineRule::multiple},
      {"a style below it", "<w:pStyle w:val=\"DanhSachCon\"/>", 50, -360, 160, 259, wml::LineRule::multiple},
      {"a list taken off again", "<w:pStyle w:val=\"DanhSach\"/><w:numPr><w:numId w:val=\"0\"/></w:numPr><w:ind w:left=\"0\" w:firstLine=\"0\"/>", 0, 0, 160, 259, wml::LineRule::multiple},
  }));
  // clang-format on
  DYNAMIC_SECTION(c.name) {
    Sheet const sheet;
    auto const document = parse("<w:p><w:pPr>" + std::string{c.properties} + "</w:pPr></w:p>");
    wml::EffectiveParagraph const p =
        sheet.formatting.paragraph(document->document_element().child("w:p"), nullptr);
    CHECK(p.left.count == c.left);
    CHECK(p.first_line.count == c.first_line);
    CHECK(p.after.count == c.after);
    CHECK(p.line == c.line);
    CHECK(p.line_rule == c.rule);
  }
}

TEST_CASE("numbers of lists", "[formatting]") {
  Sheet const sheet;
  wml::ListCounter counter{sheet.formatting.lists()};
  std::string labels;
  for (auto const& [list, level] : {std::pair{"1", 0},
                                    std::pair{"1", 1},
                                    std::pair{"1", 1},
                                    std::pair{"1", 0},
                                    std::pair{"1", 1},
                                    std::pair{"2", 0},
                                    std::pair{"9", 0}}) {
    labels += counter.next(list, level).text + " ";
  }
  CHECK(labels == "I. 1.1) 1.2) II. 2.1) V.  ");
  CHECK(wml::list_number("lowerLetter", 28) == "bb");
  CHECK(wml::list_number("upperRoman", 1994) == "MCMXCIV");
  CHECK(wml::list_number("decimalZero", 7) == "07");
  CHECK(wml::list_number("lowerRoman", 0) == "0");
}
