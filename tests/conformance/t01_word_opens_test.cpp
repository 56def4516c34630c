// T1: Word cannot open the result.

#include <algorithm>
#include <set>

#include <catch2/catch.hpp>

#include "conformance/building.h"
#include "conformance/writers.h"
#include "support/docx_fixture.h"
#include "support/soundness.h"

using namespace thethuc;
using namespace thethuc::test;

namespace {

std::string items(int count) {
  std::string json = R"({"so":"52","noi_nhan":"Sở Nội vụ","muc":[)";
  for (int i = 1; i <= count; ++i) {
    json += (i > 1 ? ",{\"ten\":\"Mục " : "{\"ten\":\"Mục ") + std::to_string(i) + "\"}";
  }
  return json + "]}";
}

std::string expected_text(int count) {
  std::string list;
  std::string rows = "STT\tTên\n";
  for (int i = 1; i <= count; ++i) {
    std::string const number = std::to_string(i);
    list += number + ". Mục " + number + "\n";
    rows += number + "\tMục " + number + "\n";
  }
  return "Kính gửi: Sở Nội vụ\n" + list + rows;
}

}  // namespace

TEST_CASE("T1: what Word, LibreOffice, Google Docs and WPS saved is filled with 0, 1 and 50 items",
          "[T1][documents]") {
  for (Writer const& writer : writers()) {
    for (int const count : {0, 1, 50}) {
      DYNAMIC_SECTION(writer.name << ", " << count << " items") {
        std::string const docx = zipped(writer.files);
        Filled const filled = keep("t01-" + std::string{writer.name} + "-" + std::to_string(count),
                                   fill_docx(docx, items(count)),
                                   docx);
        INFO(filled.diagnostics.to_text(base::Language::en));
        REQUIRE(ids(filled.diagnostics).empty());
        CHECK(text_of(filled.docx) == expected_text(count));
        CHECK(
            contains(part_of(filled.docx, "docProps/core.xml"), "<dc:title>Báo cáo 52</dc:title>"));

        std::vector<std::string> const names = entry_names(filled.docx);
        CHECK(names.front() == "[Content_Types].xml");
        CHECK(std::set<std::string>(names.begin(), names.end()).size() == writer.files.size());
        CHECK(names.size() == writer.files.size());
        std::set<std::string> const written = {"[Content_Types].xml",
                                               "_rels/.rels",
                                               "word/_rels/document.xml.rels",
                                               "customXml/_rels/item1.xml.rels",
                                               "word/document.xml",
                                               "docProps/core.xml"};
        for (opc::Package::File const& file : writer.files) {
          if (!written.contains(file.name)) {
            CHECK(part_of(filled.docx, file.name) == file.bytes);
          }
        }
      }
    }
  }
}

TEST_CASE("T1: no entry is written twice, whatever is filled in", "[T1][documents]") {
  Setup setup;
  setup.files = {{"word/media/logo.png", tiny_png()},
                 {"word/footnotes.xml", footnotes_part(footnote(2, "Theo {{nguon}}."))},
                 {"word/numbering.xml", numbering_part()}};
  std::string const body = paragraphs({"{{#ds}}"}) + numbered("{{.}}") +
                           paragraph(run("ghi chú") + drawing(3, "logo") +
                                     "<w:r><w:footnoteReference w:id=\"2\"/></w:r>") +
                           paragraphs({"{{/ds}}", "{{{noi_dung}}}", "{{anh | anh:10mm}}"});
  std::string const json =
      R"j({"nguon":"báo cáo","noi_dung":"* một\n* hai^[chú]\n\n[trang](https://a.vn)","ds":["x","y"],)j"
      R"("anh":"data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABAQAAAAA3bvkkAAAACklEQVR4nGNoAAAAggCBd81ytgAAAABJRU5ErkJggg=="})";
  Filled const filled = keep("t01-everything", test::fill(body, json, setup));
  main_part(filled);
  std::vector<std::string> names = entry_names(filled.docx);
  std::sort(names.begin(), names.end());
  CHECK(std::adjacent_find(names.begin(), names.end()) == names.end());
  CHECK(part_of(filled.docx, "word/media/logo.png") == tiny_png());
}
