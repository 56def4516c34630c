// Any text as Markdown: what it becomes is well-formed, and no figure of it is lost or moved.

#include "fuzz/laws.h"
#include "fuzz/rich.h"
#include "rich/markdown.h"

using namespace thethuc;

namespace {

void add_digits(std::string_view text, std::string& out) {
  for (char const c : text) {
    if (c >= '0' && c <= '9') {
      out.push_back(c);
    }
  }
}

void add_digits(std::vector<rich::Inline> const& inlines, std::string& out) {
  for (rich::Inline const& item : inlines) {
    add_digits(item.text, out);
    add_digits(item.note, out);
  }
}

void add_digits(std::vector<rich::Paragraph> const& paragraphs, std::string& out) {
  for (rich::Paragraph const& paragraph : paragraphs) {
    add_digits(paragraph.inlines, out);
  }
}

std::string digits_of(rich::Content const& content) {
  std::string out;
  for (rich::Block const& block : content.blocks) {
    if (auto const* const paragraph = std::get_if<rich::Paragraph>(&block)) {
      add_digits(paragraph->inlines, out);
    } else if (auto const* const table = std::get_if<rich::Table>(&block)) {
      for (auto const& row : table->rows) {
        for (rich::Cell const& cell : row) {
          add_digits(cell.paragraphs, out);
        }
      }
    }
  }
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string const text = fuzz::xml_text(fuzz::text_of(data, size));
  base::Diagnostics found;
  rich::Content const content = rich::parse_markdown(text, fuzz::kRichOrigin, found);
  fuzz::check_written(content, found);
  // The address of a link stands beside each piece of the link's text.
  bool const has_link = text.find("](") != std::string::npos;
  if (!found.has_errors() && !has_link) {
    std::string digits;
    add_digits(text, digits);
    fuzz::law(digits_of(content) == digits, "all figures come through", text);
  }

  base::Diagnostics inline_found;
  auto const inlines = rich::parse_inline_markdown(text, fuzz::kRichOrigin, inline_found);
  fuzz::check_written(inlines, inline_found);
  return 0;
}
