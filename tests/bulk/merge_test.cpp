#include "joining.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

std::string reference(std::string const& kind, int id) {
  return "<w:p><w:r><w:" + kind + "Reference w:id=\"" + std::to_string(id) + "\"/></w:r></w:p>";
}

std::string note(std::string const& kind, int id, std::string const& text) {
  return "<w:" + kind + " w:id=\"" + std::to_string(id) + "\">" + p(text) + "</w:" + kind + ">";
}

std::string separators(std::string const& kind) {
  return "<w:" + kind + " w:type=\"separator\" w:id=\"-1\">" + p("s") + "</w:" + kind +
         "><w:" + kind + " w:type=\"continuationSeparator\" w:id=\"0\">" + p("s") + "</w:" + kind +
         ">";
}

// A document of one reference to each of its notes.
std::string with_notes(std::string const& kind, std::vector<std::string> const& texts) {
  std::string body;
  std::string notes = separators(kind);
  for (std::size_t i = 0; i < texts.size(); ++i) {
    body += reference(kind, static_cast<int>(i) + 1);
    notes += note(kind, static_cast<int>(i) + 1, texts[i]);
  }
  return make_docx(body, {{"word/" + kind + "s.xml", part(kind + "s", notes)}});
}

std::string picture(std::string const& bytes) {
  return make_docx(
      "<w:p><w:r><w:drawing><wp:inline><wp:extent cx=\"9\" cy=\"9\"/><wp:docPr id=\"1\" "
      "name=\"a\"/><a:graphic><a:graphicData "
      "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr>"
      "<pic:cNvPr id=\"1\" name=\"a\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip "
      "r:embed=\"anh\"/></pic:blipFill><pic:spPr/></pic:pic></a:graphicData></a:graphic>"
      "</wp:inline></w:drawing></w:r></w:p>",
      {{"word/media/anh.png", bytes}});
}

}  // namespace

TEST_CASE("one document joined is that document", "[merge]") {
  std::string const body = GENERATE(values<std::string>({
      p("một"),
      p("một", "<w:jc w:val=\"center\"/>") + p("hai", "<w:pStyle w:val=\"Heading1\"/>"),
      "<w:tbl><w:tblPr/><w:tblGrid><w:gridCol w:w=\"100\"/></w:tblGrid><w:tr><w:tc><w:tcPr/>" +
          p("ô") + "</w:tc></w:tr></w:tbl>",
      "",
  }));
  std::string const one = make_docx(body);
  Joined const all = joined({one});
  CHECK(text_of(all.docx) == text_of(one));
  std::string const main = part_of(one, "word/document.xml");
  CHECK(all.main().substr(all.main().find("<w:body>")) == main.substr(main.find("<w:body>")));
}

TEST_CASE("notes are those of their document, and begin anew", "[merge]") {
  std::string const kind = GENERATE("footnote", "endnote");
  DYNAMIC_SECTION(kind) {
    std::string const one = with_notes(kind, {"a", "b"});
    Joined const all = joined({one, make_docx(p("x")), with_notes(kind, {"c"}), one});
    std::string const notes = part_of(all.docx, "word/" + kind + "s.xml");
    CHECK(test::all(notes, R"-(w:id="(-?\d+)"[^>]*><w:p><w:r><w:t>(\w))-") ==
          "-1 s 0 s 1 a 2 b 3 c 4 a 5 b");
    CHECK(test::all(all.main(), R"(Reference w:id="(\d+)\")") == "1 2 3 4 5");
    CHECK(test::all(all.main(), R"(<w:numRestart w:val="(\w+)\")") == "eachSect eachSect");
    bool const at_the_end =
        part_of(all.docx, "word/settings.xml").find("w:val=\"sectEnd\"") != std::string::npos;
    CHECK(at_the_end == (kind == "endnote"));
  }
}

TEST_CASE("notes of the first document are numbered as it numbers them", "[merge]") {
  Files files = {
      {"word/footnotes.xml", part("footnotes", separators("footnote") + note("footnote", 1, "a"))},
      {"word/settings.xml",
       part("settings",
            "<w:footnotePr><w:numFmt w:val=\"lowerLetter\"/><w:numRestart "
            "w:val=\"eachPage\"/></w:footnotePr>")}};
  std::string const other = make_docx(reference("footnote", 1), files);
  Joined const all = joined({with_notes("footnote", {"b"}), other});
  CHECK(test::all(all.main(), R"(<w:num(?:Fmt|Restart) w:val="(\w+)\")") == "lowerLetter eachPage");
}

TEST_CASE("a reference to no note goes; a note that two refer to is there twice", "[merge]") {
  std::string const one =
      make_docx(reference("footnote", 1) + reference("footnote", 1) + p("x"),
                {{"word/footnotes.xml",
                  part("footnotes", separators("footnote") + note("footnote", 1, "a"))}});
  Joined const all = joined({one, one});
  CHECK(test::all(all.main(), R"(Reference w:id="(\d+)\")") == "1 2 3 4");
}

TEST_CASE("comments come along", "[merge]") {
  std::string const body =
      "<w:p><w:commentRangeStart w:id=\"7\"/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd "
      "w:id=\"7\"/><w:r><w:commentReference w:id=\"7\"/></w:r></w:p>";
  std::string comment = note("comment", 7, "ý kiến");
  comment.insert(comment.find('>'), " w:author=\"Văn thư\"");
  Files const files = {{"word/comments.xml", part("comments", comment)}};
  Joined const all = joined({make_docx(body, files), make_docx(body, files), make_docx(body)});
  CHECK(test::all(all.main(), R"(<w:comment\w+ w:id="(\d+)\")") == "0 0 0 1 1 1");
  CHECK(test::all(part_of(all.docx, "word/comments.xml"), R"(<w:comment w:id="(\d+)\")") == "0 1");
}

TEST_CASE("ids are each their own", "[merge]") {
  std::string const body =
      "<w:p><w:bookmarkStart w:id=\"3\" w:name=\"muc\"/><w:r><w:t>x</w:t></w:r><w:bookmarkEnd "
      "w:id=\"3\"/><w:hyperlink w:anchor=\"muc\"><w:r><w:t>y</w:t></w:r></w:hyperlink></w:p>"
      "<w:sdt><w:sdtPr><w:id w:val=\"5\"/></w:sdtPr><w:sdtContent>" +
      p("z") + "</w:sdtContent></w:sdt>" + p("cuối");
  std::string const one = make_docx(body);
  std::string const main = joined({one, one, one}).main();
  CHECK(test::all(main, R"(w:name="(\w+)\"|w:anchor="(\w+)\")") ==
        "muc muc muc_1 muc_1 muc_2 muc_2");
  CHECK(test::all(main, R"(<w:id w:val="(\d+)\")") == "5 1 2");
}

TEST_CASE("equal pictures are one part", "[merge]") {
  struct Case {
    char const* name;
    std::vector<std::string> documents;
    char const* expect;
  };
  auto const c = GENERATE_COPY(values<Case>({
      {"equal", {picture("A"), picture("A"), picture("A")}, "word/media/anh.png "},
      {"different",
       {picture("A"), picture("B"), picture("A")},
       "word/media/anh.png word/media/anh1.png "},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string names;
    for (std::string const& name : entry_names(joined(c.documents).docx)) {
      names += name.find("media") == std::string::npos ? "" : name + " ";
    }
    CHECK(names == c.expect);
  }
}

TEST_CASE("what is bound to data beside the document keeps what it shows", "[merge]") {
  std::string const one = make_docx(
      "<w:sdt><w:sdtPr><w:dataBinding w:xpath=\"/a\" "
      "w:storeItemID=\"{1}\"/></w:sdtPr><w:sdtContent>" +
      p("giữ") + "</w:sdtContent></w:sdt>" + p("x"));
  Joined const all = joined({one, one});
  CHECK(all.main().find("dataBinding") == std::string::npos);
  CHECK(text_of(all.docx) == "giữ\nx\ngiữ\nx");
}

TEST_CASE("what cannot be joined is told and leaves no trace", "[merge]") {
  struct Case {
    char const* name;
    std::string bad;
    bulk::MergeLimits limits;
    char const* told;
  };
  bulk::MergeLimits few;
  few.max_documents = 2;
  bulk::MergeLimits small;
  small.max_bytes = part_of(make_docx(p("x")), "word/document.xml").size() * 2;
  auto const c = GENERATE_COPY(values<Case>({
      {"no archive", "xin chào", {}, "not_a_zip"},
      {"too many", make_docx(p("x")), few, "join_too_many_documents"},
      {"too long", make_docx(p(std::string(5'000, 'x'))), small, "join_too_large"},
  }));
  DYNAMIC_SECTION(c.name) {
    std::string const good = make_docx(p("x"));
    bulk::Merger merger{c.limits};
    base::Diagnostics diagnostics;
    REQUIRE(merger.add(good, "1.docx", diagnostics));
    REQUIRE(merger.add(good, "2.docx", diagnostics));
    CHECK(!merger.add(c.bad, "3.docx", diagnostics));
    CHECK(ids_of(diagnostics) == c.told);
    CHECK(diagnostics.entries().front().place.file == "3.docx");
    CHECK(merger.size() == 2);
    CHECK(text_of(merger.finish(6)) == "x\nx");
  }
}

TEST_CASE("joining the same documents gives the same bytes", "[merge]") {
  std::vector<std::string> const documents = {
      with_notes("footnote", {"a"}), picture("A"), make_docx(p("x"))};
  CHECK(joined(documents).docx == joined(documents).docx);
}
