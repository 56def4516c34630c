// What a section repeats and must be unique: ids of all kinds, with what refers to them, and lists
// that begin anew.

#include <algorithm>
#include <regex>
#include <set>

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"
#include "support/matches.h"
#include "support/notation.h"

using namespace thethuc;
using test::all;
using test::Filled;
using test::Setup;

namespace {

std::string run(std::string const& text) {
  return "<w:r><w:t>" + text + "</w:t></w:r>";
}

std::string code(std::string const& text) {
  return "<w:r><w:instrText xml:space=\"preserve\">" + text + "</w:instrText></w:r>";
}

std::string field(std::string const& border) {
  return "<w:r><w:fldChar w:fldCharType=\"" + border + "\"/></w:r>";
}

std::string paragraph(std::string const& inner) {
  return "<w:p>" + inner + "</w:p>";
}

std::string looped(std::string const& inner) {
  return paragraph(run("{{#ds}}")) + inner + paragraph(run("{{/ds}}"));
}

std::string main_part(Filled const& filled) {
  REQUIRE(test::ids(filled.diagnostics).empty());
  return test::part_of(filled.docx, "/word/document.xml");
}

constexpr char kThree[] = R"({"ds":[{"ten":"một"},{"ten":"hai"},{"ten":"ba"}]})";

std::string drawing(int id) {
  return "<w:r><w:drawing><wp:inline><wp:extent cx=\"1000\" cy=\"1000\"/><wp:docPr id=\"" +
         std::to_string(id) +
         "\" name=\"Hình\"/><a:graphic><a:graphicData "
         "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"/></a:graphic></"
         "wp:inline>"
         "</w:drawing></w:r>";
}

}  // namespace

TEST_CASE("each copy has ids of its own, and references follow", "[copies]") {
  struct Case {
    char const* name;
    std::string body;
    char const* pattern;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"bookmark ids",
       looped(paragraph("<w:bookmarkStart w:id=\"7\" w:name=\"a\"/>" + run("{{ten}}") +
                        "<w:bookmarkEnd w:id=\"7\"/>")),
       "w:bookmark(?:Start|End) w:id=\"(\\d+)\"",
       "7 7 8 8 9 9"},
      {"bookmark names, and a field before its bookmark",
       looped(
           paragraph("<w:r><w:instrText xml:space=\"preserve\"> REF muc_5 \\h </w:instrText></w:r>"
                     "<w:hyperlink w:anchor=\"muc_5\">" +
                     run("{{ten}}") + "</w:hyperlink>") +
           paragraph("<w:bookmarkStart w:id=\"7\" w:name=\"muc_5\"/>" + run("x") +
                     "<w:bookmarkEnd w:id=\"7\"/>")),
       "(?:REF |w:anchor=\"|w:name=\")(muc[_0-9]*)",
       "muc_5 muc_5 muc_5 muc_5_6 muc_5_6 muc_5_6 muc_5_7 muc_5_7 muc_5_7"},
      {"a code that is cut into runs",
       looped(paragraph(code(" REF mu") + code("c") + "<w:proofErr w:type=\"spellEnd\"/>" +
                        code("_5") + code(" \\h ") + run("{{ten}}") +
                        "<w:bookmarkStart w:id=\"7\" w:name=\"muc_5\"/><w:bookmarkEnd "
                        "w:id=\"7\"/>")),
       "<w:instrText[^>]*>([^<]*)",
       " REF muc_5 \\h   REF muc_5_6 \\h   REF muc_5_7 \\h "},
      {"codes of two fields, one within the other",
       looped(paragraph(field("begin") + code(" IF a") + field("begin") + code("b REF a") +
                        field("end") + code("b = 1") + field("end") + run("{{ten}}") +
                        "<w:bookmarkStart w:id=\"7\" w:name=\"ab\"/><w:bookmarkEnd "
                        "w:id=\"7\"/>")),
       "<w:instrText[^>]*>([^<]*)",
       " IF a b REF a b = 1  IF a b REF a b = 1  IF a b REF a b = 1"},
      {"a code beside a tracked one, and one in a text box",
       looped(paragraph(code("REF a") + "<w:ins w:id=\"9\" w:author=\"x\">" + code("b") +
                        code("c") + "</w:ins>" +
                        "<w:r><w:pict><v:shape><v:textbox><w:txbxContent>" +
                        paragraph(code("REF a") + code("bc")) +
                        "</w:txbxContent></v:textbox></v:shape></w:pict></w:r>" + run("{{ten}}"))),
       "<w:instrText[^>]*>([^<]*)",
       "REF a bc REF abc REF a bc REF abc REF a bc REF abc"},
      {"a form field",
       looped(paragraph("<w:bookmarkStart w:id=\"7\" w:name=\"Chu1\"/><w:r><w:fldChar "
                        "w:fldCharType=\"begin\"><w:ffData><w:name w:val=\"Chu1\"/><w:enabled/>"
                        "</w:ffData></w:fldChar></w:r><w:bookmarkEnd w:id=\"7\"/>" +
                        field("separate") + run("{{ten}}") + field("end"))),
       "(?:w:name w:val|w:name)=\"([^\"]*)\"",
       "Chu1 Chu1 Chu1_1 Chu1_1 Chu1_2 Chu1_2"},
      {"a simple field",
       looped(paragraph("<w:fldSimple w:instr=\" PAGEREF a \\h \">" + run("{{ten}}") +
                        "</w:fldSimple><w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:bookmarkEnd "
                        "w:id=\"0\"/>")),
       "PAGEREF (\\w+)",
       "a a_1 a_2"},
      {"drawings",
       drawing(5).insert(0, "<w:p>") + "</w:p>" + looped(paragraph(run("{{ten}}") + drawing(3))),
       "wp:docPr id=\"(\\d+)\"",
       "5 3 6 7"},
      {"VML shapes",
       looped(paragraph(run("{{ten}}") +
                        "<w:r><w:pict><v:line id=\"Line 2\" o:spid=\"_x0000_s1026\" "
                        "from=\"0,0\" to=\"1,1\"/></w:pict></w:r>")),
       "v:line id=\"([^\"]*)\"( o:spid)?",
       "Line 2 Line 2_1 Line 2_2"},
      {"tracked insertions",
       looped(paragraph("<w:ins w:id=\"3\" w:author=\"a\">" + run("{{ten}}") + "</w:ins>")),
       "w:ins w:id=\"(\\d+)\"",
       "3 4 5"},
      {"nested loops count on",
       looped(paragraph("<w:bookmarkStart w:id=\"1\" w:name=\"a\"/><w:bookmarkEnd w:id=\"1\"/>" +
                        run("{{#ds}}") + "<w:bookmarkStart w:id=\"2\" w:name=\"b\"/>" +
                        run("{{ten}}") + "<w:bookmarkEnd w:id=\"2\"/>" + run("{{/ds}}"))),
       "w:bookmarkStart w:id=\"\\d+\" w:name=\"([^\"]*)\"",
       "a b b_1 b_2 a_3 b_4 b_5 b_6 a_7 b_8 b_9 b_10"},
  }));
  DYNAMIC_SECTION(c.name) {
    CHECK(all(main_part(test::fill(c.body, kThree)), c.pattern) == c.expect);
  }
}

TEST_CASE("ids that Word gives by itself are in no copy", "[copies]") {
  Filled const filled = test::fill(looped("<w:p w14:paraId=\"1A2B3C4D\" w14:textId=\"77777777\">" +
                                          std::string{"<w:sdt><w:sdtPr><w:id w:val=\"12\"/><w:tag "
                                                      "w:val=\"x\"/></w:sdtPr><w:sdtContent>"} +
                                          run("{{ten}}") + "</w:sdtContent></w:sdt></w:p>") +
                                       "<w:p w14:paraId=\"5A2B3C4D\">" + run("hết") + "</w:p>",
                                   kThree);
  std::string const xml = main_part(filled);
  CHECK(all(xml, "w14:paraId=\"(\\w+)\"") == "5A2B3C4D");
  CHECK(all(xml, "<w:id w:val=\"(\\w+)\"").empty());
  CHECK(all(xml, "<w:tag w:val=\"(\\w+)\"") == "x x x");
}

TEST_CASE("a comment is anchored in the first copy", "[copies]") {
  std::string const body = looped(
      paragraph("<w:commentRangeStart w:id=\"0\"/>" + run("{{ten}}") +
                "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>"));
  test::Setup setup;
  setup.files = {{"word/comments.xml",
                  "<w:comments " + test::namespaces() +
                      "><w:comment w:id=\"0\" w:author=\"Văn thư\"><w:p><w:r><w:t>xem lại</w:t>"
                      "</w:r></w:p></w:comment></w:comments>"}};
  std::string const xml = main_part(test::fill(body, kThree, setup));
  CHECK(all(xml, "(w:comment\\w+)") == "w:commentRangeStart w:commentRangeEnd w:commentReference");
}

TEST_CASE("a range that a section cuts through stays one range", "[copies]") {
  struct Case {
    char const* name;
    std::string body;
    char const* expect;  // with three items; with none
    char const* none;
  };
  std::string const start = "<w:bookmarkStart w:id=\"1\" w:name=\"a\"/>";
  std::string const end = "<w:bookmarkEnd w:id=\"1\"/>";
  auto const c = GENERATE_COPY(values<Case>({
      {"begins before",
       paragraph(start + run("x")) + looped(paragraph(run("{{ten}}") + end)),
       "bookmarkStart t t t t bookmarkEnd",
       "bookmarkStart t bookmarkEnd"},
      {"ends behind",
       looped(paragraph(start + run("{{ten}}"))) + paragraph(run("x") + end),
       "bookmarkStart t t t t bookmarkEnd",
       "bookmarkStart t bookmarkEnd"},
      {"begins in one section and ends in another",
       looped(paragraph(start + run("{{ten}}"))) + looped(paragraph(run("{{ten}}") + end)) +
           paragraph(run("x")),
       "bookmarkStart t t t t t t bookmarkEnd t",
       "bookmarkStart bookmarkEnd t"},
      {"within a line",
       paragraph(start + run("{{#ds}}") + run("{{ten}}") + end + run("{{/ds}}x")),
       "bookmarkStart t t t bookmarkEnd t",
       "bookmarkStart bookmarkEnd t"},
  }));
  DYNAMIC_SECTION(c.name) {
    char const* const kMarks = "<w:(bookmarkStart|bookmarkEnd|t)[ >]";
    CHECK(all(main_part(test::fill(c.body, kThree)), kMarks) == c.expect);
    CHECK(all(main_part(test::fill(c.body, R"({"ds":[]})")), kMarks) == c.none);
  }
}

namespace {

std::string numbering_part() {
  std::string const w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  std::string xml = "<w:numbering xmlns:w=\"" + w + "\">";
  xml +=
      "<w:abstractNum w:abstractNumId=\"4\"><w:multiLevelType w:val=\"multilevel\"/>"
      "<w:lvl w:ilvl=\"0\"><w:start w:val=\"3\"/><w:numFmt w:val=\"decimal\"/><w:lvlText "
      "w:val=\"%1.\"/></w:lvl><w:lvl w:ilvl=\"1\"><w:start w:val=\"1\"/><w:numFmt "
      "w:val=\"lowerLetter\"/><w:lvlText w:val=\"%2)\"/></w:lvl></w:abstractNum>";
  xml += "<w:num w:numId=\"2\"><w:abstractNumId w:val=\"4\"/></w:num>";
  xml += "<w:numIdMacAtCleanup w:val=\"9\"/></w:numbering>";
  return xml;
}

std::string numbered(std::string const& text, int level) {
  return "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"" + std::to_string(level) +
         "\"/><w:numId w:val=\"2\"/></w:numPr></w:pPr>" + run(text) + "</w:p>";
}

}  // namespace

TEST_CASE("a list goes on, or begins anew with @restart", "[copies][numbering]") {
  Setup setup;
  setup.files = {{"word/numbering.xml", numbering_part()}};
  std::string const data = R"({"dieu":[{"khoan":["a","b"]},{"khoan":["c"]},{"khoan":[]}]})";
  auto const body = [](char const* hint, int level) {
    return paragraph(run("{{#dieu}}")) + paragraph(run("Điều {{@number}}")) +
           paragraph(run(std::string{"{{#khoan"} + hint + "}}")) + numbered("{{.}}", level) +
           paragraph(run("{{/khoan}}")) + paragraph(run("{{/dieu}}"));
  };
  std::string xml = main_part(test::fill(body("", 0), data, setup));
  CHECK(all(xml, "w:numId w:val=\"(\\d+)\"") == "2 2 2");

  Filled const filled = test::fill(body(" @restart", 0), data, setup);
  xml = main_part(filled);
  CHECK(all(xml, "w:numId w:val=\"(\\d+)\"") == "3 3 4");
  std::string const numbering = test::part_of(filled.docx, "/word/numbering.xml");
  // One instance for each time the section is entered; the third "Điều" has none to number.
  CHECK(all(numbering, "<w:num w:numId=\"(\\d+)\"") == "2 3 4 5");
  CHECK(numbering.find("<w:num w:numId=\"3\"><w:abstractNumId w:val=\"4\"/><w:lvlOverride "
                       "w:ilvl=\"0\"><w:startOverride w:val=\"3\"/></w:lvlOverride><w:lvlOverride "
                       "w:ilvl=\"1\"><w:startOverride w:val=\"1\"/></w:lvlOverride>") !=
        std::string::npos);
  CHECK(numbering.find("<w:numIdMacAtCleanup w:val=\"9\"/></w:numbering>") != std::string::npos);

  // Only from its own level down: the levels above go on counting.
  Filled const inner = test::fill(body(" @restart", 1), data, setup);
  REQUIRE(test::ids(inner.diagnostics).empty());
  CHECK(test::part_of(inner.docx, "/word/numbering.xml")
            .find("<w:abstractNumId w:val=\"4\"/><w:lvlOverride w:ilvl=\"1\">") !=
        std::string::npos);
}

TEST_CASE("numbering by style begins anew, too, and keeps the style's indents",
          "[copies][numbering]") {
  Setup setup;
  std::string const w = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";
  setup.files = {
      {"word/numbering.xml", numbering_part()},
      {"word/styles.xml",
       "<w:styles xmlns:w=\"" + w +
           "\"><w:style w:type=\"paragraph\" w:styleId=\"Khoan\"><w:name w:val=\"Khoan\"/><w:pPr>"
           "<w:numPr><w:numId w:val=\"2\"/></w:numPr><w:ind w:left=\"567\"/></w:pPr></w:style>"
           "</w:styles>"}};
  std::string const body = paragraph(run("{{#dieu}}")) + paragraph(run("{{#khoan @restart}}")) +
                           "<w:p><w:pPr><w:pStyle w:val=\"Khoan\"/><w:jc w:val=\"both\"/></w:pPr>" +
                           run("{{.}}") + "</w:p>" + paragraph(run("{{/khoan}}")) +
                           paragraph(run("{{/dieu}}"));
  std::string const xml =
      main_part(test::fill(body, R"({"dieu":[{"khoan":["a"]},{"khoan":["b"]}]})", setup));
  for (char const* number : {"3", "4"}) {
    CHECK(xml.find("<w:pPr><w:pStyle w:val=\"Khoan\"/><w:numPr><w:ilvl w:val=\"0\"/><w:numId "
                   "w:val=\"" +
                   std::string{number} +
                   "\"/></w:numPr><w:ind w:left=\"567\"/><w:jc w:val=\"both\"/></w:pPr>") !=
          std::string::npos);
  }
}

TEST_CASE("@restart without a list is a mistake", "[copies][numbering]") {
  Filled const filled = test::fill("{{#ds @restart}}\n{{.}}\n{{/ds}}", R"({"ds":["a"]})");
  CHECK(test::ids(filled.diagnostics) == "nothing_to_restart");
}
