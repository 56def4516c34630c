// The smallest program that fills a template: consumer TEMPLATES DATA.json OUT.docx
#include <fstream>
#include <iostream>
#include <iterator>

#include "library/library.h"
#include "render/render.h"

int main(int, char** argv) {
  using namespace thethuc;
  base::Diagnostics found;
  auto source = library::open_template("bao-cao", argv[1], found);
  std::ifstream file(argv[2], std::ios::binary);
  std::string const json{std::istreambuf_iterator<char>(file), {}};
  data::Document data;
  std::string docx;
  if (source && data.parse(json, argv[2], {}, found)) {
    auto made = compile::compile(std::move(source->package), source->partials, source->options);
    found.add(std::move(made.diagnostics));
    render::Scratch scratch;
    if (made.compiled) {
      found.add(render::render(*made.compiled, data, {}, scratch, docx));
    }
  }
  std::cerr << found.to_text(base::Language::en);
  std::ofstream(argv[3], std::ios::binary) << docx;
  return found.has_errors() ? 1 : 0;
}
