// T12: duplicate ids when a fragment is repeated.

#include <catch2/catch.hpp>

#include "conformance/building.h"
#include "support/docx_fixture.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

// All that a person may have put into one item of a list.
std::string everything() {
  std::string const box = "<w:txbxContent>" + paragraphs({"{{ten}}"}) + "</w:txbxContent>";
  std::string const text_box =
      "<w:r><mc:AlternateContent><mc:Choice Requires=\"wps\"><w:drawing><wp:inline><wp:extent "
      "cx=\"360000\" cy=\"360000\"/><wp:docPr id=\"8\" name=\"Khung\"/><a:graphic><a:graphicData "
      "uri=\"http://schemas.microsoft.com/office/word/2010/wordprocessingShape\"><wps:wsp>"
      "<wps:cNvSpPr txBox=\"1\"/><wps:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/><a:ext cx=\"360000\" "
      "cy=\"360000\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></wps:spPr>"
      "<wps:txbx>" +
      box +
      "</wps:txbx><wps:bodyPr/></wps:wsp></a:graphicData></a:graphic></wp:inline></w:drawing>"
      "</mc:Choice><mc:Fallback><w:pict><v:shape id=\"Khung_8\" o:spid=\"_x0000_s1027\" "
      "style=\"width:28pt;height:28pt\"><v:textbox>" +
      box + "</v:textbox></v:shape></w:pict></mc:Fallback></mc:AlternateContent></w:r>";
  std::string const line =
      "<w:r><w:pict><v:line id=\"Line_2\" o:spid=\"_x0000_s1026\" from=\"0,0\" to=\"100pt,0\"/>"
      "</w:pict></w:r>";
  return "<w:p w14:paraId=\"1A2B3C4D\" w14:textId=\"77777777\"><w:bookmarkStart w:id=\"3\" "
         "w:name=\"muc\"/>" +
         run("{{ten}}") + "<w:bookmarkEnd w:id=\"3\"/>" + drawing(7, "logo") + text_box + line +
         "</w:p>" +
         paragraph("<w:commentRangeStart w:id=\"0\"/>" + run("xem ") +
                   "<w:commentRangeEnd w:id=\"0\"/><w:r><w:commentReference w:id=\"0\"/></w:r>" +
                   field(" REF muc \\h ", "mục") + "<w:hyperlink w:anchor=\"muc\">" + run("trên") +
                   "</w:hyperlink><w:r><w:footnoteReference w:id=\"2\"/></w:r>") +
         "<w:sdt><w:sdtPr><w:id w:val=\"1200\"/><w:tag w:val=\"o\"/></w:sdtPr><w:sdtContent>" +
         paragraphs({"{{ten}}"}) + "</w:sdtContent></w:sdt>" +
         paragraph("<w:ins w:id=\"5\" w:author=\"An\" w:date=\"2021-09-14T00:00:00Z\">" +
                   run("thêm") +
                   "</w:ins><w:del w:id=\"6\" w:author=\"An\" "
                   "w:date=\"2021-09-14T00:00:00Z\"><w:r><w:delText>bỏ</w:delText>"
                   "</w:r></w:del>");
}

}  // namespace

TEST_CASE("T12: all ids of what repeats are unique, and references stay in their copy",
          "[T12][documents]") {
  Setup setup;
  setup.files = {
      {"word/media/logo.png", tiny_png()},
      {"word/footnotes.xml", footnotes_part(footnote(2, "Theo {{ten}}."))},
      {"word/comments.xml",
       part("comments",
            "<w:comment w:id=\"0\" w:author=\"An\">" + paragraphs({"ghi chú"}) + "</w:comment>")}};
  std::string const body = paragraphs({"{{#ds}}"}) + everything() + paragraphs({"{{/ds}}", "hết"});
  Filled const filled =
      keep("t12-everything",
           test::fill(body, R"({"ds":[{"ten":"một"},{"ten":"hai"},{"ten":"ba"}]})", setup));
  std::string const xml = main_part(filled);
  struct Expected {
    char const* what;
    char const* expect;
  };
  for (Expected const& e : {
           Expected{"wp:docPr id=\"(\\d+)\"", "7 8 9 10 11 12"},
           Expected{"bookmarkStart w:id=\"\\d+\" w:name=\"(\\w+)\"", "muc muc_1 muc_2"},
           Expected{" REF (\\w+)", "muc muc_1 muc_2"},
           Expected{"<w:(?:bookmarkStart|ins|del) w:id=\"(\\d+)\"", "3 5 6 7 8 9 10 11 12"},
           Expected{"w:anchor=\"(\\w+)\"", "muc muc_1 muc_2"},
           Expected{"v:line id=\"(\\w+)\"", "Line_2 Line_2_10 Line_2_12"},
           Expected{"v:shape id=\"(\\w+)\"", "Khung_8 Khung_8_9 Khung_8_11"},
           Expected{"footnoteReference w:id=\"(\\d+)\"", "1 2 3"},
           Expected{"w:comment(\\w+)", "RangeStart RangeEnd Reference"},
           Expected{"w14:paraId=\"(\\w+)\"", ""},
           Expected{"<w:id w:val=\"(\\d+)\"", ""},
           Expected{"<w:tag w:val=\"(\\w+)\"", "o o o"},
           Expected{"r:embed=\"(\\w+)\"", "logo logo logo"},
       }) {
    INFO(e.what);
    CHECK(all(xml, e.what) == e.expect);
  }
  CHECK(all(part_of(filled.docx, "word/footnotes.xml"), "Theo ([^.]*)\\.") == "một hai ba");
}
