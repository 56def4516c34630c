#include "support/fill.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "data/value.h"
#include "support/docx_fixture.h"
#include "support/notation.h"
#include "support/soundness.h"

namespace thethuc::test {
namespace {

std::string xml_of(std::string_view body) {
  return !body.empty() && body.front() == '<' ? std::string{body} : blocks_from(body);
}

std::string fragment(std::string_view body) {
  return "<w:body xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" +
         xml_of(body) + "</w:body>";
}

}  // namespace

std::string Filled::notation() const {
  return notation_of(part_of(docx, "/word/document.xml"));
}

compile::Result compile_body(std::string_view body, Setup const& setup) {
  compile::Result result;
  std::string const docx = make_docx(xml_of(body), setup.files);
  std::optional<opc::Package> package =
      opc::Package::read(docx, "mau.docx", {}, result.diagnostics);
  if (!package) {
    return result;
  }
  compile::Options options = setup.compile;
  options.file_name = "mau.docx";
  for (auto const& partial : setup.partials) {
    options.partial_names.push_back(partial.first);
  }
  compile::PartialResolver const resolver =
      [&](std::string_view name) -> std::optional<compile::PartialSource> {
    for (auto const& partial : setup.partials) {
      if (partial.first == name) {
        return compile::PartialSource{partial.first + ".xml", fragment(partial.second)};
      }
    }
    return std::nullopt;
  };
  compile::Result compiled = compile::compile(std::move(*package), resolver, options);
  result.diagnostics.add(std::move(compiled.diagnostics));
  result.compiled = std::move(compiled.compiled);
  return result;
}

Filled fill(std::string_view body, std::string_view json, Setup const& setup) {
  Filled out;
  compile::Result result = compile_body(body, setup);
  out.diagnostics = std::move(result.diagnostics);
  data::Document data;
  bool const parsed = data.parse(json, "du-lieu.json", {}, out.diagnostics);
  if (!result.compiled || !parsed) {
    return out;
  }
  render::Options options = setup.render;
  options.data_file_name = "du-lieu.json";
  render::Scratch scratch;
  out.diagnostics.add(render::render(*result.compiled, data, options, scratch, out.docx));
  if (!out.docx.empty()) {
    // Whatever a test is about, what it fills has to be sound.
    CHECK(defects_of(out.docx) == std::vector<std::string>{});
  }
  return out;
}

Filled fill(std::string_view body, std::string_view json, render::Options const& options) {
  Setup setup;
  setup.render = options;
  return fill(body, json, setup);
}

std::string ids(base::Diagnostics const& diagnostics) {
  std::string out;
  for (base::Diagnostic const& d : diagnostics.entries()) {
    out += (out.empty() ? "" : " ") + std::string{base::id_name(d.id)};
  }
  return out;
}

}  // namespace thethuc::test
