// Any JSON as the data of fixed templates: those of templates/, which have all constructs of the
// language, and the library's own, which has a schema.

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "fuzz/templates.h"
#include "library/library.h"
#include "support/soundness.h"

using namespace thethuc;
namespace fs = std::filesystem;

namespace {

using Templates = std::vector<std::shared_ptr<compile::CompiledTemplate const>>;

// Fills a template that is sound, so that what comes out has to be.
std::string check_filling(compile::CompiledTemplate const& compiled,
                          data::Document const& data,
                          base::Diagnostics& found) {
  std::string docx = fuzz::check_render(compiled, data, found);
  if (!docx.empty()) {
    for (std::string const& defect : test::defects_of(docx)) {
      fuzz::law(false, "a filled document is sound", defect);
    }
  }
  return docx;
}

void add(compile::Result const& result, std::string const& name, Templates& out) {
  fuzz::law(result.compiled != nullptr,
            "the fixed templates compile",
            name + result.diagnostics.to_text(base::Language::en));
  out.push_back(result.compiled);
}

Templates fixed_templates() {
  Templates out;
  std::vector<fs::path> files{fs::directory_iterator{THETHUC_FUZZ_TEMPLATES}, {}};
  std::sort(files.begin(), files.end());
  for (fs::path const& path : files) {
    std::ifstream file{path, std::ios::binary};
    std::string const text{std::istreambuf_iterator<char>{file}, {}};
    fuzz::TemplateText source{text};
    fuzz::law(source.package.has_value(),
              "the fixed templates are packages",
              path.string() + source.problems);
    add(compile::compile(std::move(*source.package), source.partials, source.options),
        path.string(),
        out);
    base::Diagnostics found;
    data::Document own;
    bool const filled = own.parse(source.pieces["data.json"], path.string(), {}, found) &&
                        !check_filling(*out.back(), own, found).empty();
    fuzz::law(filled,
              "the fixed templates are filled by their own data",
              path.string() + found.to_text(base::Language::en));
  }
  base::Diagnostics found;
  auto own = library::open_template("bao-cao", THETHUC_LIBRARY, found);
  fuzz::law(own.has_value(), "the library's template opens", found.to_text(base::Language::en));
  add(compile::compile(std::move(own->package), own->partials, own->options), "bao-cao", out);
  return out;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  static Templates const templates = fixed_templates();
  base::Diagnostics found;
  data::Document json;
  if (json.parse(fuzz::text_of(data, size), "du-lieu.json", {}, found)) {
    for (auto const& compiled : templates) {
      check_filling(*compiled, json, found);
    }
  }
  return 0;
}
