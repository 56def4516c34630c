// How long compiling takes, and how many documents a second one thread renders: the first template
// with the report of Sơn Phú. Run from the repository's folder; see README.md beside this file.

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <benchmark/benchmark.h>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "data/value.h"
#include "library/library.h"
#include "opc/deflate.h"
#include "opc/zip.h"
#include "render/render.h"
#include "rules/check.h"

namespace {

using namespace thethuc;

constexpr char const* kTemplate = "bao-cao";
constexpr char const* kData = "samples/bao-cao/son-phu-quy-3-2021.json";

// A benchmark without its input measures nothing: say why and stop.
[[noreturn]] void give_up(std::string const& what, base::Diagnostics const& found = {}) {
  std::cerr << "bench_render: " << what << '\n' << found.to_text(base::Language::en);
  std::exit(1);
}

std::string read_file(char const* path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) {
    give_up(std::string("expected ") + path + " below the current folder, found nothing");
  }
  return {std::istreambuf_iterator<char>(file), {}};
}

library::TemplateSource open_template() {
  base::Diagnostics found;
  auto source = library::open_template(kTemplate, std::nullopt, found);
  if (!source) {
    give_up("the template cannot be opened", found);
  }
  return std::move(*source);
}

std::shared_ptr<compile::CompiledTemplate const> compile_template(library::TemplateSource source) {
  auto result = compile::compile(std::move(source.package), source.partials, source.options);
  if (!result.compiled) {
    give_up("the template does not compile", result.diagnostics);
  }
  return result.compiled;
}

void parse_into(data::Document& document, std::string const& json) {
  base::Diagnostics found;
  if (!document.parse(json, kData, {}, found)) {
    give_up("the data cannot be parsed", found);
  }
}

// Everything that the benchmarks share, made once.
struct Workload {
  std::string json = read_file(kData);
  std::shared_ptr<compile::CompiledTemplate const> compiled = compile_template(open_template());
  std::string docx;
  std::string main_part;  // the rendered word/document.xml

  Workload() {
    data::Document document;
    parse_into(document, json);
    render::Scratch scratch;
    base::Diagnostics found = render::render(*compiled, document, {}, scratch, docx);
    if (found.has_errors()) {
      give_up("the data does not render", found);
    }
    auto const entries = opc::read_zip(docx, "rendered.docx", {}, found);
    for (opc::ZipEntry const& entry : entries.value_or(std::vector<opc::ZipEntry>{})) {
      if (entry.name == "word/document.xml") {
        main_part = entry.bytes;
      }
    }
    if (main_part.empty()) {
      give_up("the rendered package has no word/document.xml", found);
    }
  }

  static Workload const& get() {
    static Workload const workload;
    return workload;
  }
};

void count_documents(benchmark::State& state) {
  state.counters["docs/s"] =
      benchmark::Counter(static_cast<double>(state.iterations()), benchmark::Counter::kIsRate);
}

// From the files of the template's folder to a program: reading, tags, sections, packing of static
// parts.
void compile_from_folder(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(compile_template(open_template()));
  }
}

// The same without reading the folder.
void compile_alone(benchmark::State& state) {
  for ([[maybe_unused]] auto _ : state) {
    state.PauseTiming();
    library::TemplateSource source = open_template();
    state.ResumeTiming();
    benchmark::DoNotOptimize(compile_template(std::move(source)));
  }
}

void json_and_render(benchmark::State& state) {
  Workload const& work = Workload::get();
  data::Document document;
  render::Scratch scratch;
  std::string out;
  for ([[maybe_unused]] auto _ : state) {
    out.clear();
    parse_into(document, work.json);
    benchmark::DoNotOptimize(render::render(*work.compiled, document, {}, scratch, out));
  }
  count_documents(state);
  state.counters["docx_bytes"] = static_cast<double>(out.size());
}

void json_alone(benchmark::State& state) {
  Workload const& work = Workload::get();
  data::Document document;
  for ([[maybe_unused]] auto _ : state) {
    parse_into(document, work.json);
    benchmark::DoNotOptimize(document.root());
  }
  state.counters["json_bytes"] = static_cast<double>(work.json.size());
}

void render_alone(benchmark::State& state) {
  Workload const& work = Workload::get();
  data::Document document;
  parse_into(document, work.json);
  render::Scratch scratch;
  std::string out;
  for ([[maybe_unused]] auto _ : state) {
    out.clear();
    benchmark::DoNotOptimize(render::render(*work.compiled, document, {}, scratch, out));
  }
  count_documents(state);
}

// Packing the main part, nothing else.
void pack_main_part(benchmark::State& state,
                    void (opc::Deflater::*pack)(std::string_view, opc::Packed&)) {
  Workload const& work = Workload::get();
  opc::Deflater deflater(opc::kDefaultDeflateLevel);
  opc::Packed packed;
  for ([[maybe_unused]] auto _ : state) {
    (deflater.*pack)(work.main_part, packed);
    benchmark::DoNotOptimize(packed.bytes.data());
  }
  count_documents(state);
  state.counters["xml_bytes"] = static_cast<double>(work.main_part.size());
}

void deflate_alone(benchmark::State& state) {
  pack_main_part(state, &opc::Deflater::pack_xml);
}

// What no renderer can go below that packs with the library.
void libdeflate_alone(benchmark::State& state) {
  pack_main_part(state, &opc::Deflater::pack);
}

// Holding the report against the layout: recognition, effective formatting and all rules; the
// package is opened before, its XML is read within.
void check_report(benchmark::State& state) {
  Workload const& work = Workload::get();
  base::Diagnostics found;
  rules::Options options;
  options.file_name = "rendered.docx";
  options.profile = rules::builtin_profile("nd30-2020");
  auto const package = opc::Package::read(work.docx, "rendered.docx", {}, found);
  if (!package) {
    give_up("the rendered package cannot be read", found);
  }
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(rules::check(*package, options, found));
  }
}

// The same from the file's bytes.
void check_file(benchmark::State& state) {
  Workload const& work = Workload::get();
  base::Diagnostics found;
  for ([[maybe_unused]] auto _ : state) {
    benchmark::DoNotOptimize(rules::check(work.docx, {}, found));
  }
}

BENCHMARK(check_report)->Unit(benchmark::kMicrosecond);
BENCHMARK(check_file)->Unit(benchmark::kMicrosecond);
BENCHMARK(compile_from_folder)->Unit(benchmark::kMicrosecond);
BENCHMARK(compile_alone)->Unit(benchmark::kMicrosecond);
BENCHMARK(json_and_render)->Unit(benchmark::kMicrosecond);
BENCHMARK(json_alone)->Unit(benchmark::kMicrosecond);
BENCHMARK(render_alone)->Unit(benchmark::kMicrosecond);
BENCHMARK(deflate_alone)->Unit(benchmark::kMicrosecond);
BENCHMARK(libdeflate_alone)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
