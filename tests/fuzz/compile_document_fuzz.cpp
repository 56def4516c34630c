// Any body, headers, notes, partials and schema, wrapped into a sound package, as a template.

#include "fuzz/templates.h"

using namespace thethuc;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  fuzz::TemplateText source{fuzz::text_of(data, size)};
  if (source.package) {
    fuzz::check_compile(std::move(*source.package), source.partials, source.options);
  }
  return 0;
}
