// Partials that are whole documents, with styles, lists, notes, pictures and links of their own.

#include <catch2/catch.hpp>

#include "support/docx_fixture.h"
#include "support/fill.h"
#include "support/matches.h"
#include "support/notation.h"

using namespace thethuc;
using opc::Package;
using test::all;
using test::Filled;
using test::Setup;

namespace {

std::string p(std::string const& content, std::string const& properties = "") {
  return "<w:p>" + properties + content + "</w:p>";
}

std::string run(std::string const& text) {
  return "<w:r><w:t xml:space=\"preserve\">" + text + "</w:t></w:r>";
}

std::string part(std::string const& root, std::string const& content) {
  return "<w:" + root + test::namespaces() + ">" + content + "</w:" + root + ">";
}

std::string const kPicture =
    "<w:r><w:drawing><wp:inline><wp:extent cx=\"1000\" cy=\"1000\"/><wp:docPr id=\"1\" "
    "name=\"Hình\" "
    "descr=\"{{ten}}\"/><a:graphic><a:graphicData "
    "uri=\"http://schemas.openxmlformats.org/drawingml/2006/"
    "picture\"><pic:pic><pic:nvPicPr><pic:cNvPr "
    "id=\"1\" name=\"Hình\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"dau\"/>"
    "</pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></"
    "w:r>";

// A document that has everything: saved with Word in another language.
std::string whole_document() {
  std::string const body =
      p(run("{{ten}}") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>",
        "<w:pPr><w:pStyle w:val=\"muc\"/></w:pPr>") +
      p(run("việc"),
        "<w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"3\"/></w:numPr></w:pPr>") +
      p("<w:bookmarkStart w:id=\"0\" w:name=\"cho\"/>" + kPicture + "<w:bookmarkEnd w:id=\"0\"/>") +
      p("<w:hyperlink r:id=\"lk\">" + run("trang") + "</w:hyperlink>");
  base::Diagnostics diagnostics;
  auto package = Package::read(
      test::make_docx(
          body,
          {{"word/styles.xml",
            part("styles",
                 "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Binhthng\"><w:name "
                 "w:val=\"Normal\"/></w:style><w:style w:type=\"paragraph\" "
                 "w:styleId=\"muc\"><w:name "
                 "w:val=\"Mục riêng\"/><w:basedOn w:val=\"Binhthng\"/></w:style>")},
           {"word/numbering.xml",
            part("numbering",
                 "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/>"
                 "<w:numFmt w:val=\"decimal\"/><w:lvlText "
                 "w:val=\"%1)\"/></w:lvl></w:abstractNum><w:num "
                 "w:numId=\"3\"><w:abstractNumId w:val=\"0\"/></w:num>")},
           {"word/footnotes.xml",
            part("footnotes",
                 "<w:footnote w:type=\"separator\" w:id=\"0\"><w:p/></w:footnote><w:footnote "
                 "w:id=\"2\">" +
                     p(run("Theo {{nguon}}")) + "</w:footnote>")},
           {"word/media/dau.png", "PNG"}}),
      "muc.docx",
      {},
      diagnostics);
  REQUIRE(package);
  package->relationships(package->main_part())
      .add({"lk",
            "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
            "https://a.vn/%7B%7Bma%7D%7D",
            true});
  return opc::write_package(*package, 1);
}

constexpr char kData[] =
    R"({"ds":[{"ten":"một","nguon":"A","ma":"1"},{"ten":"hai","nguon":"B","ma":"2"}],"ten":"ba","nguon":"C","ma":"3"})";

}  // namespace

TEST_CASE("a document is put in with all that it needs, and filled", "[documents]") {
  Setup setup;
  setup.documents = {{"muc", whole_document()}};
  Filled const filled = test::fill("{{#ds}}\n{{> muc}}\n{{/ds}}\n{{> muc}}", kData, setup);
  REQUIRE(test::ids(filled.diagnostics).empty());
  std::string const main = test::part_of(filled.docx, "word/document.xml");
  CHECK(filled.notation() ==
        "một[1]\n# việc\n\ntrang\nhai[2]\n# việc\n\ntrang\nba[3]\n# việc\n\ntrang");
  CHECK(all(main, "pStyle w:val=\"(\\w+)\"") == "muc muc muc");
  // The list begins anew each time: in each copy, and where it is put in again.
  CHECK(all(main, "numId w:val=\"(\\d+)\"") == "3 4 2");
  CHECK(all(main, "footnoteReference w:id=\"(\\d+)\"") == "1 2 3");
  CHECK(all(test::part_of(filled.docx, "word/footnotes.xml"), ">(Theo \\w+)<") ==
        "Theo A Theo B Theo C");
  CHECK(all(main, "descr=\"([^\"]*)\"") == "một hai ba");
  CHECK(all(main, "bookmarkStart w:id=\"\\d+\" w:name=\"(\\w+)\"") == "cho cho_3 cho_2");
  CHECK(all(test::part_of(filled.docx, "word/_rels/document.xml.rels"), "\"(https://[^\"]*)\"") ==
        "https://a.vn/1 https://a.vn/2 https://a.vn/3");
  Filled const exported =
      test::fill_exported("{{#ds}}\n{{> muc}}\n{{/ds}}\n{{> muc}}", kData, setup);
  CHECK(filled.docx == exported.docx);
}

namespace {

std::string numbered(std::string const& list, std::string const& text) {
  return p(run(text), "<w:pPr><w:numPr><w:numId w:val=\"" + list + "\"/></w:numPr></w:pPr>");
}

// Lists 1 and 2 of one definition, list 3 that the style "dm" gives its paragraphs, too.
std::string lists_document(std::string const& body) {
  auto const num = [](char const* id, char const* definition) {
    return std::string{"<w:num w:numId=\""} + id + "\"><w:abstractNumId w:val=\"" + definition +
           "\"/></w:num>";
  };
  auto const definition = [](char const* id) {
    return std::string{"<w:abstractNum w:abstractNumId=\""} + id +
           "\"><w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt "
           "w:val=\"decimal\"/></w:lvl></w:abstractNum>";
  };
  return test::make_docx(
      body,
      {{"word/styles.xml",
        part("styles",
             "<w:style w:type=\"paragraph\" w:styleId=\"dm\"><w:name w:val=\"Đề mục\"/><w:pPr>"
             "<w:numPr><w:numId w:val=\"3\"/></w:numPr></w:pPr></w:style>")},
       {"word/numbering.xml",
        part("numbering",
             definition("0") + definition("1") + num("1", "0") + num("2", "0") + num("3", "1"))}});
}

}  // namespace

TEST_CASE("lists of a document begin anew in each copy of a section", "[documents][numbering]") {
  struct Case {
    char const* name;
    std::string body;
    std::string document;
    char const* lists;     // in the order of the output
    char const* restarts;  // of the lists that were made, those that begin anew
  };
  std::string const data = R"({"ds":[{"v":["a","b"]},{"v":["c"]}],"co":true})";
  std::string const table =
      "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"5000\"/></w:tblGrid><w:tr><w:tc>" +
      numbered("1", "x") + "</w:tc></w:tr></w:tbl>";
  Case const c = GENERATE_COPY(values<Case>({
      {"once", "{{> d}}", lists_document(numbered("1", "x")), "1", ""},
      {"not in a section that repeats nothing",
       "{{^co}}\n{{/co}}\n{{> d}}",
       lists_document(numbered("1", "x")),
       "1",
       ""},
      {"in a loop", "{{#ds}}\n{{> d}}\n{{/ds}}", lists_document(numbered("1", "x")), "2 3", "2 3"},
      {"instances of one definition count on from each other",
       "{{#ds}}\n{{> d}}\n{{/ds}}",
       lists_document(numbered("1", "x") + numbered("2", "y") + numbered("1", "z")),
       "3 4 3 5 6 5",
       "3 5"},
      {"goes on within a copy",
       "{{#ds}}\n{{> d}}\n{{/ds}}",
       lists_document(p(run("{{#v}}")) + numbered("1", "{{.}}") + p(run("{{/v}}"))),
       "2 2 3",
       "2 3"},
      {"unless a section in it says otherwise",
       "{{#ds}}\n{{> d}}\n{{/ds}}",
       lists_document(numbered("1", "x") + p(run("{{#v @restart}}")) + numbered("1", "{{.}}") +
                      p(run("{{/v}}"))),
       "2 3 3 4 5",
       "2 3 4 5"},
      {"those of styles go on",
       "{{#ds}}\n{{> d}}\n{{/ds}}",
       lists_document(p(run("x"), "<w:pPr><w:pStyle w:val=\"dm\"/></w:pPr>") + numbered("3", "y")),
       "1 1",
       ""},
      {"in a table",
       "{{#ds}}\n{{> d}}\n{{/ds}}",
       lists_document(table + p(run("x"))),
       "2 3",
       "2 3"},
      {"in a cell of rows that repeat",
       "| {{#ds}}x | {{> d}} | {{/ds}} |",
       lists_document(numbered("1", "x")),
       "2 3",
       "2 3"},
      {"in a text box",
       "<w:p><w:r><w:pict><v:shape xmlns:v=\"urn:schemas-microsoft-com:vml\"><v:textbox>"
       "<w:txbxContent>" +
           p(run("{{#ds}}")) + p(run("{{&gt; d}}")) + p(run("{{/ds}}")) +
           "</w:txbxContent></v:textbox></v:shape></w:pict></w:r></w:p>",
       lists_document(numbered("1", "x")),
       "2 3",
       "2 3"},
      {"with nothing left of its first paragraph",
       "{{#ds}}\n{{> d}}\n{{/ds}}",
       lists_document(p(run("{{#v}}")) + p(run("{{/v}}")) + numbered("1", "x")),
       "2 3",
       "2 3"},
  }));
  DYNAMIC_SECTION(c.name) {
    Setup setup;
    setup.documents = {{"d", c.document}};
    Filled const filled = test::fill(c.body, data, setup);
    REQUIRE_FALSE(filled.diagnostics.has_errors());
    std::string const main = test::part_of(filled.docx, "word/document.xml");
    CHECK(all(main, "numId w:val=\"(\\d+)\"") == c.lists);
    CHECK(all(main, "(bookmark)") == "");
    CHECK(all(test::part_of(filled.docx, "word/numbering.xml"),
              "<w:num w:numId=\"(\\d+)\"><w:abstractNumId w:val=\"\\d+\"/><w:lvlOverride") ==
          c.restarts);
    CHECK(filled.docx == test::fill_exported(c.body, data, setup).docx);
  }
}

TEST_CASE("lists in the notes of a document begin anew with it", "[documents][numbering]") {
  std::string const reference = p(run("x") + "<w:r><w:footnoteReference w:id=\"2\"/></w:r>");
  std::string const more = p(run("y") + "<w:r><w:footnoteReference w:id=\"3\"/></w:r>");
  std::string const notes = "<w:footnote w:id=\"2\">" + numbered("1", "a") + numbered("1", "b") +
                            "</w:footnote>" + "<w:footnote w:id=\"3\">" + numbered("1", "c") +
                            "</w:footnote>";
  struct Case {
    char const* name;
    char const* body;
    std::string document;
    char const* main;   // lists of the body, in the order of the output
    char const* notes;  // those of the notes
  };
  Case const c = GENERATE_COPY(values<Case>({
      {"once", "{{> d}}", reference + more, "", "1 1 1"},
      {"twice", "{{> d}}\n{{> d}}", reference + more, "", "1 1 1 2 2 2"},
      {"in a loop", "{{#ds}}\n{{> d}}\n{{/ds}}", reference + more, "", "2 2 2 3 3 3"},
      {"a list of the body, too",
       "{{#ds}}\n{{> d}}\n{{/ds}}",
       numbered("1", "m") + reference,
       "2 3",
       "2 2 3 3"},
  }));
  DYNAMIC_SECTION(c.name) {
    Setup setup;
    setup.documents = {
        {"d",
         test::make_docx(c.document,
                         {{"word/footnotes.xml", part("footnotes", notes)},
                          {"word/numbering.xml",
                           part("numbering",
                                "<w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\"><w:start "
                                "w:val=\"1\"/><w:numFmt w:val=\"decimal\"/></w:lvl></w:abstractNum>"
                                "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>")}})}};
    std::string const data = R"({"ds":[1,2]})";
    Filled const filled = test::fill(c.body, data, setup);
    REQUIRE_FALSE(filled.diagnostics.has_errors());
    CHECK(all(test::part_of(filled.docx, "word/document.xml"), "numId w:val=\"(\\d+)\"") == c.main);
    CHECK(all(test::part_of(filled.docx, "word/footnotes.xml"), "numId w:val=\"(\\d+)\"") ==
          c.notes);
    CHECK(filled.docx == test::fill_exported(c.body, data, setup).docx);
  }
}

// Word takes marks that stand between paragraphs into the next one.
TEST_CASE("the mark of a partial that Word has saved is known still", "[documents][numbering]") {
  auto const start = [](char const* id) {
    return std::string{"<w:bookmarkStart w:id=\""} + id + "\" w:name=\"_thethuc_partial_" + id +
           "\"/>";
  };
  auto const end = [](char const* id) {
    return std::string{"<w:bookmarkEnd w:id=\""} + id + "\"/>";
  };
  auto const item = [](std::string const& marks) {
    return "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr>" + marks + run("x") +
           "</w:p>";
  };
  struct Case {
    char const* name;
    std::string items;
    char const* lists;
  };
  Case const c = GENERATE_COPY(values<Case>({
      {"within paragraphs", item(start("1")) + item(end("1")), "4 1 5 1"},
      {"at the end of one", item(start("1")) + item("") + p(run("y") + end("1")), "4 4 5 5"},
      {"one in another",
       item(start("1")) + item(start("2")) + item(end("2")) + p(end("1")),
       "4 5 4 6 7 6"},
      {"marks that cross",
       item(start("1")) + item(start("2")) + item(end("1")) + item(end("2")),
       "4 5 5 1 6 7 7 1"},
      {"without an end", item(start("1")) + item(""), "1 1 1 1"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string const docx =
        lists_document(p(run("{{#ds}}")) + c.items + p(run("{{/ds}}")) + p(run("z")));
    Filled const filled = test::fill_docx(docx, R"({"ds":[1,2]})");
    REQUIRE(filled.diagnostics.to_text(base::Language::en) == "");
    std::string const main = test::part_of(filled.docx, "word/document.xml");
    CHECK(all(main, "numId w:val=\"(\\d+)\"") == c.lists);
    CHECK(all(main, "(_thethuc\\w+)") == "");
  }
}

TEST_CASE("documents may stand in cells, in headers, and in each other", "[documents]") {
  Setup setup;
  setup.documents = {{"hinh", test::make_docx(p(kPicture), {{"word/media/dau.png", "PNG"}})},
                     {"ngoai", test::make_docx(test::blocks_from("đầu\n{{> hinh}}\n{{ten}}"))}};
  setup.files = {{"word/header1.xml", part("hdr", p(run("{{> ngoai}}")))}};
  std::string const body = "| {{> ngoai}} | x |\n{{> hinh}}";
  std::string const data = R"({"ten":"ba"})";
  Filled const filled = test::fill(body, data, setup);
  REQUIRE(filled.diagnostics.to_text(base::Language::en) == "");
  CHECK(filled.notation() == "| đầu⏎⏎ba | x |\n");
  CHECK(test::text_of_part(filled.docx, "word/header1.xml") == "đầu\n\nba");
  for (char const* rels : {"word/_rels/document.xml.rels", "word/_rels/header1.xml.rels"}) {
    CHECK(all(test::part_of(filled.docx, rels), "Target=\"(media/[^\"]*)\"") == "media/dau.png");
  }
  CHECK(filled.docx == test::fill_exported(body, data, setup).docx);
}

TEST_CASE("fragments, too, have ids of their own each time", "[documents]") {
  Setup setup;
  setup.partials = {
      {"ghi",
       "<w:p><w:bookmarkStart w:id=\"1\" w:name=\"a\"/><w:r><w:instrText> REF a "
       "</w:instrText></w:r><w:r><w:t>x</w:t></w:r><w:bookmarkEnd w:id=\"1\"/></w:p>"}};
  Filled const filled = test::fill("{{> ghi}}\n{{> ghi}}", "{}", setup);
  std::string const main = test::part_of(filled.docx, "word/document.xml");
  CHECK(all(main, "(?:w:id|w:name)=\"(\\w+)\"") == "1 a 1 2 a_1 2");
  CHECK(all(main, "REF (\\w+)") == "a a_1");
}

TEST_CASE("mistakes of a document tell where it is", "[documents]") {
  Setup setup;
  std::string const noted = test::make_docx(
      p("<w:r><w:footnoteReference w:id=\"2\"/></w:r>"),
      {{"word/footnotes.xml",
        part("footnotes", "<w:footnote w:id=\"2\">" + p(run("{{a b}}")) + "</w:footnote>")}});
  setup.documents = {{"hong", "PK"}, {"chu-thich", noted}};
  SECTION("one that cannot be read") {
    compile::Result const result = test::compile_body("{{> hong}}\n{{> hong}}", setup);
    CHECK(test::ids(result.diagnostics) == "not_a_zip");
    CHECK(result.diagnostics.entries()[0].place.file == "hong.docx");
  }
  SECTION("a tag in its notes") {
    compile::Result const result = test::compile_body("x\n{{> chu-thich}}", setup);
    REQUIRE(test::ids(result.diagnostics) == "bad_name");
    CHECK(result.diagnostics.entries()[0].place.partial == "chu-thich");
    CHECK(result.diagnostics.entries()[0].place.part == "/word/footnotes.xml");
  }
  SECTION("notes where none can be") {
    setup.files = {{"word/header1.xml", part("hdr", p(run("{{> chu-thich}}")))}};
    compile::Result const result = test::compile_body("x", setup);
    REQUIRE(test::ids(result.diagnostics) == "partial_notes_misplaced");
    CHECK(result.diagnostics.entries()[0].place.part == "/word/header1.xml");
  }
  SECTION("a note that includes itself") {
    setup.documents = {{"vong",
                        test::make_docx(p("<w:r><w:footnoteReference w:id=\"2\"/></w:r>"),
                                        {{"word/footnotes.xml",
                                          part("footnotes",
                                               "<w:footnote w:id=\"2\">" + p(run("{{> vong}}")) +
                                                   "</w:footnote>")}})}};
    CHECK(test::ids(test::compile_body("{{> vong}}", setup).diagnostics) == "partial_recursion");
  }
  SECTION("more than is taken") {
    setup.compile.limits.max_partial_bytes = 3'000;
    setup.partials = {{"to", std::string(2'000, 'x')}};
    compile::Result const result = test::compile_body("{{> to}}\n{{> to}}\n{{> to}}", setup);
    REQUIRE(test::ids(result.diagnostics) == "partials_too_large");
    CHECK(result.diagnostics.entries()[0].place.paragraph == 2);
  }
}
