// A template and its data, both from the input: the piece "data.json" is the data.

#include "fuzz/templates.h"

using namespace thethuc;

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  fuzz::TemplateText source{fuzz::text_of(data, size)};
  if (!source.package) {
    return 0;
  }
  compile::Result const result =
      compile::compile(std::move(*source.package), source.partials, source.options);
  base::Diagnostics found;
  data::Document json;
  if (result.compiled && json.parse(source.pieces["data.json"], "du-lieu.json", {}, found)) {
    fuzz::check_render(*result.compiled, json, found);
  }
  return 0;
}
