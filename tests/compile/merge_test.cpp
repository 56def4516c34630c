// What else comes along when one package is merged into another, and what stays behind.

#include <regex>

#include <catch2/catch.hpp>

#include "merging.h"

using namespace thethuc;
using namespace thethuc::test;

TEST_CASE("bullets bring their pictures", "[merge]") {
  std::string const lists =
      "<w:numPicBullet w:numPicBulletId=\"0\"><w:pict><v:shape id=\"b\"><v:imagedata "
      "r:id=\"rId1\"/></v:shape>"
      "</w:pict></w:numPicBullet><w:abstractNum w:abstractNumId=\"0\"><w:lvl w:ilvl=\"0\">"
      "<w:lvlPicBulletId w:val=\"0\"/></w:lvl></w:abstractNum>"
      "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num>";
  auto const with_bullet = [&](char const* picture) {
    Package made = package(
        with_list("1"),
        {{"word/numbering.xml", part("numbering", lists)}, {"word/media/dau.png", picture}});
    made.relationships("/word/numbering.xml")
        .add({"rId1", office("image"), "media/dau.png", false});
    return made;
  };
  Package const host = merged(with_bullet("một"), with_bullet("hai"));
  CHECK(all(host,
            "/word/numbering.xml",
            "(?:numPicBulletId=|lvlPicBulletId w:val=|imagedata r:id=)\"(\\w+)\"") ==
        "0 rId1 1 rId2 0 1");
  CHECK(host.relationships("/word/numbering.xml").by_id("rId2")->target == "media/dau1.png");
}

TEST_CASE("notes come along under ids of their own", "[merge]") {
  auto const notes = [](std::string const& kind, std::string const& content) {
    return Package::File{"word/" + kind + "s.xml", part(kind + "s", content)};
  };
  auto const reference = [](std::string const& kind, int id) {
    return "<w:p><w:r><w:" + kind + "Reference w:id=\"" + std::to_string(id) + "\"/></w:r></w:p>";
  };
  std::string const separator = "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p/></w:footnote>";
  std::string const note =
      "<w:footnote w:id=\"5\"><w:p><w:pPr><w:pStyle w:val=\"fn\"/></w:pPr><w:hyperlink "
      "r:id=\"rId9\"><w:r><w:t>ghi "
      "chú</w:t></w:r></w:hyperlink></w:p></w:footnote>";
  Package guest =
      package(reference("footnote", 5) + reference("endnote", 2) + reference("footnote", 77),
              {styles(default_style("N", "Normal") + style("paragraph", "fn", "Footnote Text")),
               notes("footnote", separator + note),
               notes("endnote",
                     "<w:endnote w:id=\"2\"><w:p><w:r><w:t>cuối</w:t></w:r></w:p></w:endnote>")});
  guest.relationships("/word/footnotes.xml")
      .add({"rId9", office("hyperlink"), "https://a.vn", true});

  SECTION("into a host without notes") {
    Package const host = merged(package(p("chủ")), guest, {2});
    CHECK(all(host, host.main_part(), "Reference w:id=\"(\\d+)\"") == "1 1 2 2");
    CHECK(all(host,
              "/word/footnotes.xml",
              "<w:footnote [^>]*w:id=\"(-?\\d+)\"|pStyle w:val=\"(\\w+)\"") ==
          "-1 0 1 FootnoteText 2 FootnoteText");
    CHECK(all(host, "/word/endnotes.xml", "<w:endnote [^>]*w:id=\"(-?\\d+)\"") == "-1 0 1 2");
    CHECK(all(host,
              "/word/settings.xml",
              "<w:(\\w+notePr)|<w:\\w+note w:id=\"(-?\\d+)\"|<w:(compat)>") ==
          "footnotePr -1 0 endnotePr -1 0 compat");
    CHECK(host.relationships("/word/footnotes.xml").by_id("rId1")->target == "https://a.vn");
  }
  SECTION("behind the host's notes") {
    Package const host = merged(
        package(reference("footnote", 8),
                {notes("footnote", separator + "<w:footnote w:id=\"8\"><w:p/></w:footnote>")}),
        guest);
    CHECK(all(host, host.main_part(), "footnoteReference w:id=\"(\\d+)\"") == "8 9");
    CHECK(all(host, "/word/footnotes.xml", "<w:footnote [^>]*w:id=\"(-?\\d+)\"") == "-1 8 9");
    CHECK(all(host, "/word/settings.xml", "<w:(footnotePr)").empty());
  }
}

TEST_CASE("pictures, charts and links come along with their parts", "[merge]") {
  auto const picture = [](std::string const& id) {
    return "<w:p><w:r><w:pict><v:shape id=\"s\"><v:imagedata r:id=\"" + id +
           "\"/></v:shape></w:pict></w:r></w:p>";
  };
  SECTION("what is equal is stored once, what differs under another name") {
    Package guest = package(picture("hinh") + picture("hinh") + picture("khac") + picture("mat"),
                            {{"word/media/hinh.png", "giống"}, {"word/media/khac.png", "khách"}});
    Package const host =
        merged(package(picture("logo"),
                       {{"word/media/logo.png", "giống"}, {"word/media/khac.png", "chủ"}}),
               guest,
               {2});
    CHECK(part_names(host) ==
          "/word/document.xml /word/styles.xml /word/settings.xml /word/media/logo.png "
          "/word/media/khac.png /word/media/khac1.png");
    // What names no relationship in the guest names none in the host.
    CHECK(all(host, host.main_part(), "imagedata( r:id=\"\\w+\")?") ==
          " r:id=\"logo\"  r:id=\"rId5\"  r:id=\"rId5\"  r:id=\"rId6\"  r:id=\"rId5\"  "
          "r:id=\"rId5\"  r:id=\"rId6\"");
  }
  SECTION("into a header") {
    Package const guest = package(picture("hinh"), {{"word/media/hinh.png", "h"}});
    Package const host = merged(package(p("chủ"), {{"word/header1.xml", part("hdr", p("đầu"))}}),
                                guest,
                                {1, "/word/header1.xml", false});
    CHECK(host.relationships("/word/header1.xml").by_id("rId1")->target == "media/hinh.png");
    CHECK_FALSE(host.relationships(host.main_part()).by_id("hinh"));
  }
  SECTION("a chart with its workbook") {
    Package guest = package(
        "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"\"/><a:graphic><a:graphicData "
        "uri=\"c\">"
        "<c:chart xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\" r:id=\"bd\"/>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>");
    guest.add(
        {"/word/charts/chart1.xml",
         "application/vnd.openxmlformats-officedocument.drawingml.chart+xml",
         "<c:chartSpace xmlns:c=\"http://schemas.openxmlformats.org/drawingml/2006/chart\"/>"});
    guest.add({"/word/embeddings/số.xlsx",
               "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
               "PK"});
    guest.relationships("/word/document.xml")
        .add({"bd", office("chart"), "charts/chart1.xml", false});
    guest.relationships("/word/charts/chart1.xml")
        .add({"rId3", office("package"), "../embeddings/s%E1%BB%91.xlsx", false});
    Package host = package(p("chủ"));
    host.add({"/word/charts/chart1.xml", "application/xml", "<a/>"});
    host = merged(host, guest, {2});
    CHECK(host.relationships(host.main_part()).by_type(office("chart"))->target ==
          "charts/chart2.xml");
    opc::Relationship const* const workbook =
        host.relationships("/word/charts/chart2.xml").by_id("rId3");
    REQUIRE(workbook);
    CHECK(workbook->target == "../media/part.xlsx");
    CHECK(all(host, host.main_part(), "docPr id=\"(\\d+)\"") == "1 2");
  }
  SECTION("a diagram finds its drawing") {
    Package guest = package(
        "<w:p><w:r><w:drawing><wp:inline><wp:docPr id=\"1\" name=\"\"/><a:graphic><a:graphicData "
        "uri=\"d\">"
        "<dgm:relIds xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\" "
        "r:dm=\"dm\"/>"
        "</a:graphicData></a:graphic></wp:inline></w:drawing></w:r></w:p>");
    guest.add(
        {"/word/diagrams/data1.xml",
         "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml",
         "<dgm:dataModel "
         "xmlns:dgm=\"http://schemas.openxmlformats.org/drawingml/2006/diagram\"><dsp:dataModelExt "
         "xmlns:dsp=\"http://schemas.microsoft.com/office/drawing/2008/diagram\" "
         "relId=\"ve\"/></dgm:dataModel>"});
    guest.add({"/word/diagrams/drawing1.xml",
               "application/vnd.ms-office.drawingml.diagramDrawing+xml",
               "<a/>"});
    guest.relationships("/word/document.xml")
        .add({"dm", office("diagramData"), "diagrams/data1.xml", false});
    guest.relationships("/word/document.xml")
        .add({"ve",
              "http://schemas.microsoft.com/office/2007/relationships/diagramDrawing",
              "diagrams/drawing1.xml",
              false});
    Package const host = merged(package(p("chủ")), guest);
    std::string const id = all(host, "/word/diagrams/data1.xml", "relId=\"(\\w+)\"");
    REQUIRE(host.relationships(host.main_part()).by_id(id));
    CHECK(host.relationships(host.main_part()).by_id(id)->target == "diagrams/drawing1.xml");
  }
}

TEST_CASE("ids stay when they are free, and change with what refers to them", "[merge]") {
  struct Case {
    char const* name;
    std::string body;
    char const* pattern;
    char const* expect;  // of the host, which is the guest, and of two fragments
  };
  auto const c = GENERATE(values<Case>({
      {"bookmarks",
       "<w:p><w:hyperlink w:anchor=\"Muc\"/><w:bookmarkStart w:id=\"0\" "
       "w:name=\"Muc\"/><w:bookmarkEnd w:id=\"0\"/></w:p>",
       "w:(?:id|name|anchor)=\"(\\w+)\"",
       "Muc 0 Muc 0 Muc_1 1 Muc_1 1 Muc_2 2 Muc_2 2"},
      {"an end without a beginning",
       "<w:p><w:bookmarkEnd w:id=\"0\"/></w:p>",
       "w:id=\"(\\w+)\"",
       "0"},
      {"fields",
       "<w:p><w:bookmarkStart w:id=\"0\" w:name=\"a\"/><w:bookmarkEnd "
       "w:id=\"0\"/><w:r><w:instrText> PAGEREF a \\h </w:instrText></w:r></w:p>",
       "PAGEREF (\\w+)",
       "a a_1 a_2"},
      {"a field whose code is cut, and a form field",
       "<w:p><w:bookmarkStart w:id=\"0\" w:name=\"muc1\"/><w:r><w:fldChar "
       "w:fldCharType=\"begin\"><w:ffData><w:name w:val=\"muc1\"/></w:ffData></w:fldChar></w:r>"
       "<w:r><w:instrText> REF m</w:instrText></w:r><w:r><w:instrText>uc</w:instrText></w:r>"
       "<w:proofErr w:type=\"spellStart\"/><w:r><w:instrText>1 </w:instrText></w:r>"
       "<w:bookmarkEnd w:id=\"0\"/></w:p>",
       "(?:REF |name w:val=\")(\\w+)",
       "muc1 m muc1_1 muc1_1 muc1_2 muc1_2"},
      {"controls",
       "<w:sdt><w:sdtPr><w:id w:val=\"-12\"/></w:sdtPr><w:sdtContent><w:p/></w:sdtContent></w:sdt>",
       "w:id w:val=\"(-?\\d+)\"",
       "-12 1 2"},
      {"tracked changes stay",
       "<w:p><w:ins w:id=\"4\" w:author=\"a\"><w:r><w:t>x</w:t></w:r></w:ins></w:p>",
       "w:ins w:id=\"(\\d+)\"",
       "4 1 2"},
      {"tracked moves",
       "<w:p><w:moveFromRangeStart w:id=\"4\" w:author=\"a\" w:name=\"m\"/><w:moveFromRangeEnd "
       "w:id=\"4\"/></w:p>",
       "w:(?:name|id)=\"(\\w+)\"",
       "4 m 4 1 m_1 1 2 m_2 2"},
      {"shapes and what is chained to them",
       "<w:p><w:r><w:pict><v:shapetype id=\"_x0000_t75\"/><v:shape id=\"Hộp 1\" "
       "type=\"#_x0000_t75\" fillcolor=\"#abc\" style=\"a:b;mso-next-textbox:#Hộp "
       "1\"/></w:pict></w:r></w:p>",
       "(?:id=\"|#)([^\";]+)",
       "_x0000_t75 Hộp 1 _x0000_t75 abc Hộp 1 _x0000_t75 Hộp 1_1 _x0000_t75 abc Hộp 1_1 _x0000_t75 "
       "Hộp 1_2 _x0000_t75 abc Hộp 1_2"},
      {"a text box is one in both its forms",
       "<w:p><w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wp:docPr "
       "id=\"3\" name=\"\"/></wp:inline></w:drawing></mc:Choice>"
       "<mc:Fallback><w:pict><v:shape "
       "id=\"x\"/></w:pict></mc:Fallback></mc:AlternateContent></w:r></w:p>",
       "id=\"(\\w+)\"",
       "3 x 1 x_1 2 x_2"},
      {"ids that Word gives by itself",
       "<w:p w14:paraId=\"1A2B3C4D\" w14:textId=\"77777777\"><w:r><w:t>x</w:t></w:r></w:p>",
       "w14:\\w+Id=\"(\\w+)\"",
       "1A2B3C4D 77777777"},
  }));
  DYNAMIC_SECTION(c.name) {
    Package const host = merged(package(c.body), package(c.body), {2});
    CHECK(all(host, host.main_part(), c.pattern) == c.expect);
  }
}

TEST_CASE("comments, headers and footers stay behind", "[merge]") {
  std::string const body =
      "<w:p><w:commentRangeStart w:id=\"1\"/><w:r><w:t>x</w:t></w:r><w:commentRangeEnd "
      "w:id=\"1\"/><w:r><w:rPr><w:b/></w:rPr>"
      "<w:commentReference w:id=\"1\"/></w:r></w:p><w:p><w:pPr><w:sectPr><w:headerReference "
      "w:type=\"default\" "
      "r:id=\"header1\"/><w:pgSz w:w=\"16838\" w:h=\"11906\" "
      "w:orient=\"landscape\"/></w:sectPr></w:pPr></w:p>";
  Package const guest = package(
      body,
      {{"word/header1.xml", part("hdr", p("đầu"))},
       {"word/comments.xml", part("comments", "<w:comment w:id=\"1\"><w:p/></w:comment>")}});
  Package const host = merged(package(p("chủ")), guest);
  CHECK(part_names(host) == "/word/document.xml /word/styles.xml /word/settings.xml");
  CHECK(all(host, host.main_part(), "<(w:comment\\w+|w:headerReference|w:b/|w:sectPr)") ==
        "w:sectPr w:sectPr");
  Package const no_sections = merged(package(p("chủ")), guest, {1, "/word/document.xml", false});
  CHECK(all(no_sections, host.main_part(), "<(w:sectPr)") == "w:sectPr");
}

TEST_CASE("namespaces of the guest are known in the host", "[merge]") {
  Package guest = package(p("x"));
  std::string& xml = guest.find("/word/document.xml")->bytes;
  xml = std::regex_replace(xml,
                           std::regex{"mc:Ignorable=\"([^\"]*)\""},
                           "xmlns:la=\"urn:la\" xmlns:w99=\"urn:w99\" mc:Ignorable=\"$1 w99\"");
  xml = std::regex_replace(xml, std::regex{"<w:p>"}, "<w:p w99:a=\"1\">");
  Package host = package(p("chủ"));
  std::string& own = host.find("/word/document.xml")->bytes;
  own = std::regex_replace(own, std::regex{"mc:Ignorable="}, "xmlns:la=\"urn:khac\" mc:Ignorable=");
  host = merged(host, guest);
  CHECK(all(host,
            host.main_part(),
            "(xmlns:la=\"[^\"]*\"|xmlns:w99=\"[^\"]*\"|mc:Ignorable=\"[^\"]*\")") ==
        "xmlns:la=\"urn:khac\" mc:Ignorable=\"w14 w15 wp14 w99\" xmlns:w99=\"urn:w99\" "
        "xmlns:la=\"urn:la\"");
}

TEST_CASE("what comes in is bounded", "[merge]") {
  Setting setting;
  setting.max_bytes = 10'000;
  setting.times = 100;
  setting.expect_full = true;
  Package const host = merged(package(p("chủ")), package(p("x")), setting);
  CHECK(host.find(host.main_part())->bytes.size() < 20'000);
}
