#include "fuzz/rich.h"

#include "fuzz/laws.h"
#include "rich/rich_document.h"
#include "rich/write.h"

namespace thethuc::fuzz {

rich::Origin const kRichOrigin{{}, "{{{a}}}", "/a"};

namespace {

rich::BlockContext const& context() {
  static rich::BlockContext const context = test::RichDocument{}.context();
  return context;
}

void check_outcome(std::string const& xml,
                   test::RichDocument const& document,
                   base::Diagnostics const& found) {
  check_findings(found, found.has_errors());
  if (!found.has_errors()) {
    check_blocks(xml);
    for (std::string const& note : document.notes()) {
      check_blocks(note);
    }
  }
}

}  // namespace

void check_written(rich::Content const& content, base::Diagnostics& found) {
  if (found.has_errors()) {
    check_findings(found, true);
    return;
  }
  test::RichDocument document;
  std::string xml;
  rich::Written const written =
      rich::append_blocks(xml, content, context(), document, kRichOrigin, found);
  law(written.empty == xml.empty(), "what is written is told");
  check_outcome(xml, document, found);
}

void check_written(std::vector<rich::Inline> const& inlines, base::Diagnostics& found) {
  if (found.has_errors()) {
    check_findings(found, true);
    return;
  }
  test::RichDocument document;
  std::string xml = "<w:p>";
  rich::append_inline(xml, inlines, context(), document, kRichOrigin, found);
  check_outcome(xml + "</w:p>", document, found);
}

}  // namespace thethuc::fuzz
