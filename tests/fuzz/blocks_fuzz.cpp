// Any JSON as a rich value: text, a number, or structured blocks.

#include "fuzz/laws.h"
#include "fuzz/rich.h"
#include "rich/blocks.h"

using namespace thethuc;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  base::Diagnostics found;
  data::Document json;
  if (!json.parse(fuzz::text_of(data, size), "a.json", {}, found) || json.root().is_missing()) {
    return 0;
  }
  base::Diagnostics block_found;
  rich::Content const content = rich::read_value(json.root(), fuzz::kRichOrigin, block_found);
  fuzz::check_written(content, block_found);
  base::Diagnostics inline_found;
  auto const inlines = rich::read_inline_value(json.root(), fuzz::kRichOrigin, inline_found);
  fuzz::check_written(inlines, inline_found);
  return 0;
}
