// T8: headers and footers. T9: fields. T13: sections and page breaks.

#include <catch2/catch.hpp>

#include "conformance/building.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

std::string header(std::string_view text) {
  return part("hdr", paragraph(run(text)));
}

std::string page(std::string const& references, std::string const& size) {
  return "<w:sectPr>" + references + "<w:pgSz " + size + "/></w:sectPr>";
}

std::string reference(char const* type, char const* id) {
  return std::string{"<w:headerReference w:type=\""} + type + "\" r:id=\"" + id + "\"/>";
}

char const* const kPortrait = "w:w=\"11906\" w:h=\"16838\"";
char const* const kLandscape = "w:w=\"16838\" w:h=\"11906\" w:orient=\"landscape\"";
char const* const kBreak = "<w:r><w:br w:type=\"page\"/></w:r>";

}  // namespace

TEST_CASE("T8: headers of all kinds in two sections are filled", "[T8][documents]") {
  Setup setup;
  setup.files = {{"word/header.xml", header("thường {{so}}")},  // a name without a digit
                 {"word/header2.xml", header("đầu {{so}}")},
                 {"word/header3.xml", header("chẵn {{#ds}}{{.}} {{/ds}}")},
                 {"word/header10.xml", header("phụ lục {{ten}}")},
                 {"word/footer1.xml",
                  part("ftr",
                       table({3000, 3000}, {row({cell("{{#ds}}{{.}}"), cell("x{{/ds}}")})}) +
                           paragraphs({"chân {{so}}"}))}};
  std::string const body =
      paragraphs({"một"}) +
      paragraph("",
                page(reference("default", "header") + reference("first", "header2") +
                         reference("even", "header3"),
                     kPortrait)) +
      paragraphs({"hai"}) +
      page(reference("default", "header10") +
               "<w:footerReference w:type=\"default\" r:id=\"footer1\"/>",
           kLandscape);
  Filled const filled = test::fill(body, R"({"so":52,"ten":"II","ds":["a","b"]})", setup);
  std::string const xml = main_part(filled);
  CHECK(all(xml, "w:(?:header|footer)Reference w:type=\"\\w+\" r:id=\"(\\w+)\"") ==
        "header header2 header3 header10 footer1");
  CHECK(text_of_part(filled.docx, "word/header.xml") == "thường 52");
  CHECK(text_of_part(filled.docx, "word/header2.xml") == "đầu 52");
  CHECK(text_of_part(filled.docx, "word/header3.xml") == "chẵn a b ");
  CHECK(text_of_part(filled.docx, "word/header10.xml") == "phụ lục II");
  CHECK(text_of_part(filled.docx, "word/footer1.xml") == "a\tx\nb\tx\nchân 52");
}

TEST_CASE("T8: a picture in a header, by the header's own relationship", "[T8][documents]") {
  Setup setup;
  setup.files = {
      {"word/header1.xml",
       part("hdr", paragraph(run("{{ten}}") + drawing(3, "rId1") + run("{{anh | anh:10mm}}")))},
      {"word/_rels/header1.xml.rels",
       "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
       "<Relationship Id=\"rId1\" "
       "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" "
       "Target=\"media/logo.png\"/></Relationships>"},
      {"word/media/logo.png", tiny_png()}};
  std::string const json =
      "{\"ten\":\"UBND\",\"anh\":\"data:image/"
      "png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvk"
      "kAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg==\"}";
  Filled const filled = keep(
      "t08-picture",
      test::fill(
          paragraphs({"thân"}) + page(reference("default", "header1"), kPortrait), json, setup));
  main_part(filled);
  std::string const rels = part_of(filled.docx, "word/_rels/header1.xml.rels");
  CHECK(count(rels, "<Relationship ") == 2);
  CHECK(contains(rels, "Id=\"rId1\""));
  CHECK(count(part_of(filled.docx, "word/header1.xml"), "r:embed=") == 2);
  CHECK_FALSE(contains(part_of(filled.docx, "word/_rels/document.xml.rels"), "media/hinh"));
}

TEST_CASE("T8: a section for each record, and a header that wants the record's own text", "[T8]") {
  // A header is one part for all the sections that name it: it sees the data, not the record,
  // whether or not the data has the name as well.
  auto const data =
      GENERATE(as<std::string>{},
               R"({"co_quan":"UBND","ds":[{"ho_ten":"An"},{"ho_ten":"Bình"}]})",
               R"({"co_quan":"UBND","ho_ten":"Ai","ds":[{"ho_ten":"An"},{"ho_ten":"Bình"}]})");
  Setup setup;
  setup.files = {{"word/header1.xml", header("{{co_quan}} - {{ho_ten}}")}};
  std::string const body = paragraphs({"{{#ds}}", "{{ho_ten}}"}) +
                           paragraph(run("hết"), page(reference("default", "header1"), kPortrait)) +
                           paragraphs({"{{/ds}}", "chung"});
  Filled const filled = test::fill(body, data, setup);
  REQUIRE(ids(filled.diagnostics) == "part_not_repeated");
  base::Diagnostic const& d = filled.diagnostics.entries()[0];
  CHECK(d.tag == "{{#ds}}");
  REQUIRE(d.related.size() == 1);
  CHECK(d.related[0].part == "/word/header1.xml");
  CHECK(d.arg("other") == "{{ho_ten}}");
  CHECK(filled.docx.empty());
  setup.files = {{"word/header1.xml", header("{{co_quan}}")}};
  Filled const common =
      test::fill(body, R"({"co_quan":"UBND","ds":[{"ho_ten":"An"},{"ho_ten":"Bình"}]})", setup);
  CHECK(count(main_part(common), "<w:sectPr>") == 3);
  CHECK(text_of_part(common.docx, "word/header1.xml") == "UBND");
}

TEST_CASE("T9: fields survive untouched", "[T9][documents]") {
  auto const code = GENERATE(as<std::string>{},
                             " PAGE ",
                             " NUMPAGES \\* Arabic ",
                             " TOC \\o \"1-3\" \\h \\z \\u ",
                             " REF muc_1 \\h ",
                             " SEQ Bảng \\* ARABIC ",
                             " DATE \\@ \"dd/MM/yyyy\" ");
  std::string const whole = field(code, "1");
  std::string const simple = "<w:fldSimple w:instr=\" PAGE \">" + run("2") + "</w:fldSimple>";
  std::string const body = paragraph("<w:bookmarkStart w:id=\"1\" w:name=\"muc_1\"/>" +
                                     run("{{ten}}") + "<w:bookmarkEnd w:id=\"1\"/>") +
                           paragraph(run("Trang {{so}}: ") + whole + run("/") + simple);
  Filled const filled = keep("t09-" + code.substr(1, 3), test::fill(body, R"({"ten":"A","so":1})"));
  std::string const xml = main_part(filled);
  CHECK(contains(xml, whole));
  CHECK(contains(xml, simple));
  CHECK(text_of(filled.docx) == "A\nTrang 1: 1/2");
}

TEST_CASE("T9: a tag in a field's result is filled, one in its code is none", "[T9]") {
  Filled const filled =
      test::fill(paragraph(field(" IF {{so}} = 1 ", "số {{so}}")), R"({"so":"52"})");
  std::string const xml = main_part(filled);
  CHECK(contains(xml, " IF {{so}} = 1 </w:instrText>"));
  CHECK(text_of(filled.docx) == "số 52");
}

TEST_CASE("T9: a field around what repeats stays whole", "[T9][documents]") {
  // A table of contents: the field begins in one paragraph and ends in another.
  std::string const begin =
      "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText xml:space=\"preserve\"> "
      "TOC "
      "\\o </w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>";
  std::string const end = "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>";
  std::string const body = paragraph(begin + run("Mục lục")) + paragraphs({"{{#ds}}"}) +
                           paragraph(run("{{.}}\t") + field(" PAGEREF _Toc1 ", "1")) +
                           paragraphs({"{{/ds}}"}) + paragraph(end);
  Filled const filled = keep("t09-around", test::fill(body, R"({"ds":["a","b"]})"));
  CHECK(all(main_part(filled), "fldCharType=\"(\\w+)\"") ==
        "begin separate begin separate end begin separate end end");
  CHECK(all(main_part(test::fill(body, R"({"ds":[]})")), "fldCharType=\"(\\w+)\"") ==
        "begin separate end");
}

TEST_CASE("T9: the author's wish that Word updates fields on opening survives", "[T9]") {
  Setup setup;
  std::string const settings = part("settings", "<w:updateFields w:val=\"true\"/>");
  setup.files = {{"word/settings.xml", settings}};
  Filled const filled = test::fill("{{so}}", R"({"so":1})", setup);
  CHECK(part_of(filled.docx, "word/settings.xml") == settings);
}

TEST_CASE("T9: an option makes Word update fields on opening", "[T9]") {
  struct Case {
    char const* name;
    char const* settings;
    char const* expect;
  };
  auto const c = GENERATE(values<Case>({
      {"a mode of compatibility", nullptr, "<w:updateFields w:val=\"true\"/>"},
      {"others",
       "<w:zoom w:percent=\"100\"/><w:footnotePr/><w:compat/><w14:docId w14:val=\"00000001\"/>",
       "<w:zoom w:percent=\"100\"/><w:updateFields "
       "w:val=\"true\"/><w:footnotePr/><w:compat/><w14:docId "
       "w14:val=\"00000001\"/>"},
      {"those that stand before",
       "<w:alwaysMergeEmptyNamespace/>",
       "<w:alwaysMergeEmptyNamespace/><w:updateFields w:val=\"true\"/>"},
      {"said otherwise", "<w:updateFields w:val=\"0\"/>", "<w:updateFields w:val=\"true\"/>"},
  }));
  DYNAMIC_SECTION(c.name) {
    Setup setup;
    setup.compile.update_fields = true;
    if (c.settings) {
      setup.files = {{"word/settings.xml", part("settings", c.settings)}};
    }
    Filled const filled = test::fill("{{so}}", R"({"so":1})", setup);
    REQUIRE(filled.diagnostics.to_text(base::Language::en) == "");
    CHECK(contains(part_of(filled.docx, "word/settings.xml"), std::string{">"} + c.expect));
  }
}

TEST_CASE("T9: a bookmark that repeats keeps the target of its REF unique", "[T9]") {
  std::string const body = paragraphs({"{{#ds}}"}) +
                           paragraph("<w:bookmarkStart w:id=\"4\" w:name=\"muc\"/>" + run("{{.}}") +
                                     "<w:bookmarkEnd w:id=\"4\"/>") +
                           paragraph(run("xem ") + field(" REF muc \\h ", "mục")) +
                           paragraphs({"{{/ds}}"});
  std::string const xml = main_part(test::fill(body, R"({"ds":["a","b","c"]})"));
  CHECK(all(xml, "w:name=\"(\\w+)\"") == "muc muc_1 muc_2");
  CHECK(all(xml, " REF (\\w+) ") == "muc muc_1 muc_2");
}

TEST_CASE("T13: a page break at the end of what repeats leaves no blank page at the end",
          "[T13][documents]") {
  struct Case {
    char const* name;
    std::string body;
    char const* data;
    char const* expect;
  };
  char const* const kTwo = R"({"ds":["thư một","thư hai"]})";
  auto const c = GENERATE_COPY(values<Case>({
      {"in a paragraph of its own",
       paragraphs({"{{#ds}}", "{{.}}"}) + paragraph(kBreak) + paragraphs({"{{/ds}}"}),
       kTwo,
       "thư một\n⏏\nthư hai"},
      {"behind the text of the last paragraph",
       paragraphs({"{{#ds}}"}) + paragraph(run("{{.}}") + kBreak) + paragraphs({"{{/ds}}"}),
       kTwo,
       "thư một⏏\nthư hai"},
      {"one item",
       paragraphs({"{{#ds}}", "{{.}}"}) + paragraph(kBreak) + paragraphs({"{{/ds}}"}),
       R"({"ds":["thư một"]})",
       "thư một"},
      {"something follows: its page is its own",
       paragraphs({"{{#ds}}", "{{.}}"}) + paragraph(kBreak) + paragraphs({"{{/ds}}", "Phụ lục"}),
       kTwo,
       "thư một\n⏏\nthư hai\n⏏\nPhụ lục"},
      {"only empty paragraphs follow",
       paragraphs({"{{#ds}}", "{{.}}"}) + paragraph(kBreak) + paragraphs({"{{/ds}}", ""}),
       kTwo,
       "thư một\n⏏\nthư hai\n"},
      {"the text comes behind the break",
       paragraphs({"{{#ds}}"}) + paragraph(kBreak + run("{{.}}")) + paragraphs({"{{/ds}}"}),
       kTwo,
       "⏏thư một\n⏏thư hai"},
      {"said by the author",
       paragraphs({"{{#ds}}", "{{.}}"}) +
           paragraph(run("{{^@last}}") + kBreak + run("{{/@last}}")) + paragraphs({"{{/ds}}"}),
       kTwo,
       "thư một\n⏏\nthư hai"},
      {"a list within a list",
       paragraphs({"{{#nhom}}", "{{#ds}}", "{{.}}"}) + paragraph(kBreak) +
           paragraphs({"{{/ds}}", "{{/nhom}}"}),
       R"({"nhom":[{"ds":["a","b"]},{"ds":["c"]}]})",
       "a\n⏏\nb\n⏏\nc"},
      {"a break before, from the paragraph's properties",
       paragraphs({"{{#ds}}"}) + paragraph(run("{{.}}"), "<w:pageBreakBefore/>") +
           paragraphs({"{{/ds}}"}),
       kTwo,
       "thư một\nthư hai"},
  }));
  DYNAMIC_SECTION(c.name) {
    Filled const filled = keep("t13-" + std::string{c.name}, test::fill(c.body, c.data));
    main_part(filled);
    CHECK(text_of(filled.docx) == c.expect);
  }
}

TEST_CASE("T13: a landscape section within a condition leaves its neighbours as they are",
          "[T13][documents]") {
  Setup setup;
  setup.files = {{"word/header1.xml", header("đứng")}, {"word/header2.xml", header("ngang")}};
  std::string const body =
      paragraphs({"trước"}) + paragraph("", page(reference("default", "header1"), kPortrait)) +
      paragraphs({"{{#phu_luc}}", "Phụ lục {{so}}"}) +
      paragraph("", page(reference("default", "header2"), kLandscape)) +
      paragraphs({"{{/phu_luc}}", "sau"}) + page(reference("default", "header1"), kPortrait);
  Filled const without = keep("t13-without", test::fill(body, R"({"phu_luc":false})", setup));
  CHECK(
      all(main_part(without), "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"(\\w+)\"") ==
      "header1 header1");
  CHECK(all(main_part(without), "<w:pgSz w:w=\"(\\d+)\"") == "11906 11906");
  CHECK(text_of(without.docx) == "trước\n\nsau");
  Filled const with =
      keep("t13-with", test::fill(body, R"({"phu_luc":[{"so":1},{"so":2}]})", setup));
  CHECK(all(main_part(with), "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"(\\w+)\"") ==
        "header1 header2 header2 header1");
  CHECK(all(main_part(with), "<w:pgSz w:w=\"(\\d+)\"") == "11906 16838 16838 11906");
  for (Filled const* filled : {&without, &with}) {
    CHECK(contains(main_part(*filled), "</w:sectPr></w:body></w:document>"));
  }
}
