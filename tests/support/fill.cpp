#include "support/fill.h"

#include <algorithm>

#include <catch2/catch.hpp>

#include "base/text.h"
#include "data/value.h"
#include "opc/deflate.h"
#include "support/docx_fixture.h"
#include "support/judged.h"
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

namespace {

std::optional<compile::PartialSource> find_partial(Setup const& setup, std::string_view name) {
  for (auto const& [known, body] : setup.partials) {
    if (known == name) {
      return compile::PartialSource{known + ".xml", fragment(body)};
    }
  }
  for (auto const& [known, docx] : setup.documents) {
    if (known == name) {
      compile::PartialSource source{known + ".docx", {}};
      source.package = opc::Package::read(docx, source.file_name, {}, source.diagnostics);
      return source;
    }
  }
  return std::nullopt;
}

compile::PartialResolver resolver_of(Setup const& setup) {
  return [&setup](std::string_view name) { return find_partial(setup, name); };
}

compile::Options options_of(Setup const& setup) {
  compile::Options options = setup.compile;
  options.file_name = "mau.docx";
  for (auto const* const list : {&setup.partials, &setup.documents}) {
    for (auto const& partial : *list) {
      options.partial_names.push_back(partial.first);
    }
  }
  return options;
}

Filled fill_compiled(compile::Result result,
                     std::string_view json,
                     render::Options options,
                     bool to_judges = true) {
  Filled out;
  out.diagnostics = std::move(result.diagnostics);
  data::Document data;
  bool const parsed = data.parse(json, "du-lieu.json", {}, out.diagnostics);
  if (!result.compiled || !parsed) {
    return out;
  }
  options.data_file_name = "du-lieu.json";
  render::Scratch scratch;
  out.diagnostics.add(render::render(*result.compiled, data, options, scratch, out.docx));
  if (!out.docx.empty()) {
    // Whatever a test is about, what it fills has to be sound.
    CHECK(defects_of(out.docx) == std::vector<std::string>{});
    if (to_judges) {
      show_to_judges(out.docx);
    }
  }
  return out;
}

}  // namespace

compile::Result compile_docx(std::string_view docx, Setup const& setup) {
  compile::Result result;
  std::optional<opc::Package> package =
      opc::Package::read(docx, "mau.docx", setup.compile.limits.package, result.diagnostics);
  if (!package) {
    return result;
  }
  compile::Result compiled =
      compile::compile(std::move(*package), resolver_of(setup), options_of(setup));
  result.diagnostics.add(std::move(compiled.diagnostics));
  result.compiled = std::move(compiled.compiled);
  result.names = std::move(compiled.names);
  return result;
}

compile::Result compile_body(std::string_view body, Setup const& setup) {
  return compile_docx(make_docx(xml_of(body), setup.files), setup);
}

Filled fill_docx(std::string_view docx, std::string_view json, Setup const& setup) {
  return fill_compiled(compile_docx(docx, setup), json, setup.render, false);
}

Filled fill(std::string_view body, std::string_view json, Setup const& setup) {
  return fill_compiled(compile_body(body, setup), json, setup.render);
}

Filled fill(opc::Package package, std::string_view json, Setup const& setup) {
  return fill_compiled(compile::compile(std::move(package), resolver_of(setup), options_of(setup)),
                       json,
                       setup.render);
}

Filled fill_exported(std::string_view body, std::string_view json, Setup const& setup) {
  compile::Result result;
  std::optional<opc::Package> package =
      opc::Package::read(make_docx(xml_of(body), setup.files), "mau.docx", {}, result.diagnostics);
  if (package) {
    package = compile::splice_partials(
        std::move(*package), resolver_of(setup), options_of(setup), result.diagnostics);
  }
  if (package) {
    package =
        opc::Package::read(opc::write_package(*package, 1), "mau.docx", {}, result.diagnostics);
  }
  if (!package) {
    return {"", std::move(result.diagnostics)};
  }
  Setup exported = setup;
  exported.partials.clear();
  exported.documents.clear();
  return fill(std::move(*package), json, exported);
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
