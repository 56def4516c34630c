#include <catch2/catch.hpp>

#include "support/docx_fixture.h"

using namespace thethuc;

TEST_CASE("fixture", "[opc]") {
  std::string const docx = test::make_docx(
      "<w:p><w:r><w:t>Số</w:t><w:tab/><w:t> "
      "12</w:t><w:br/></w:r></w:p><w:tbl><w:tr><w:tc><w:p/></w:tc><w:tc><w:p><w:r><w:t>a</w:t></"
      "w:r></w:p><w:p><w:r><w:t>b</w:t></w:r></w:p></w:tc></w:tr></w:tbl>",
      {{"word/header1.xml", "<w:hdr" + test::namespaces() + "><w:p/></w:hdr>"},
       {"word/media/logo.png", "xx"}});
  CHECK(test::text_of(docx) == "Số→ 12⏎\n\ta / b");
  for (auto const& n : test::entry_names(docx)) {
    WARN(n);
  }
  WARN(test::part_of(docx, "word/_rels/document.xml.rels"));
  WARN(test::part_of(docx, "[Content_Types].xml"));
}
