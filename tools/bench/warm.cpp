// One template, one set of data, warm: JSON text in memory → .docx bytes in memory, document after
// document. It is measured as the other engines are (peers/README.md has the protocol), and tests
// count its instructions.
//
//   bench_warm TEMPLATE.docx DATA [--seconds N] [--warmup N] [--threads N] [--docs N] [--level N]
//   [--out FILE]
//
// DATA.json holds the data of one document, DATA.ndjson one in each line, rendered in turn. The
// last line that is printed is one JSON object. With --docs there is no clock: so many documents
// are rendered, for tools that count.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <ctime>
#include <fstream>
#include <iostream>
#include <iterator>
#include <memory>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <malloc.h>
#include <sys/resource.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "data/value.h"
#include "library/library.h"
#include "opc/deflate.h"
#include "opc/zip.h"
#include "render/render.h"

namespace {

using namespace thethuc;
using Clock = std::chrono::steady_clock;

struct Settings {
  std::string template_path;
  std::string data_path;
  double seconds = 5;
  double warmup = 2;
  std::size_t threads = 1;
  std::size_t documents = 0;
  int level = 7;
  std::string out_path;
};

[[noreturn]] void give_up(std::string const& what, base::Diagnostics const& found = {}) {
  std::cerr << "bench_warm: " << what << '\n' << found.to_text(base::Language::en);
  std::exit(1);
}

std::vector<std::string> read_texts(std::string const& path) {
  std::ifstream file(path, std::ios::binary);
  std::vector<std::string> texts;
  if (path.ends_with(".ndjson")) {
    for (std::string line; std::getline(file, line);) {
      texts.push_back(line);
    }
  } else if (file) {
    texts.emplace_back(std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>());
  }
  if (texts.empty()) {
    give_up(path + ": expected data, found none");
  }
  return texts;
}

std::shared_ptr<compile::CompiledTemplate const> compile_template(std::string const& path) {
  base::Diagnostics found;
  auto source = library::open_template(path, std::nullopt, found);
  if (!source) {
    give_up("the template cannot be opened", found);
  }
  compile::Result result =
      compile::compile(std::move(source->package), source->partials, source->options);
  if (!result.compiled) {
    give_up("the template does not compile", result.diagnostics);
  }
  return result.compiled;
}

// What one thread needs to render one document after the other.
class Renderer {
 public:
  Renderer(compile::CompiledTemplate const& compiled,
           std::vector<std::string> const& texts,
           int level)
      : compiled_(compiled), texts_(texts) {
    options_.deflate_level = level;
  }

  // The document of texts[index % size]; the reference is good until the next call.
  std::string const& one(std::size_t index) {
    out_.clear();
    base::Diagnostics found;
    if (!document_.parse(texts_[index % texts_.size()], "data", {}, found)) {
      give_up("the data cannot be parsed", found);
    }
    found = render::render(compiled_, document_, options_, scratch_, out_);
    if (found.has_errors()) {
      give_up("the data does not render", found);
    }
    return out_;
  }

 private:
  compile::CompiledTemplate const& compiled_;
  std::vector<std::string> const& texts_;
  render::Options options_;
  data::Document document_;
  render::Scratch scratch_;
  std::string out_;
};

// How long one turn after the other took, in ms, until the time is over; at least three of each
// thread. `turn` is told the number of its thread and its own.
template <class Turn>
std::vector<double> times_on_threads(std::size_t count, double seconds, Turn const& turn) {
  Clock::time_point const until = Clock::now() + std::chrono::duration_cast<Clock::duration>(
                                                     std::chrono::duration<double>(seconds));
  std::vector<std::vector<double>> times(count);
  auto const run = [&](std::size_t thread) {
    std::size_t n = 0;
    for (Clock::time_point now = Clock::now(); now < until || n < 3; ++n) {
      turn(thread, n);
      Clock::time_point const then = Clock::now();
      times[thread].push_back(std::chrono::duration<double, std::milli>(then - now).count());
      now = then;
    }
  };
  std::vector<std::thread> threads;
  for (std::size_t i = 1; i < count; ++i) {
    threads.emplace_back(run, i);
  }
  run(0);
  for (std::thread& thread : threads) {
    thread.join();
  }
  std::vector<double> all;
  for (std::vector<double> const& of_thread : times) {
    all.insert(all.end(), of_thread.begin(), of_thread.end());
  }
  return all;
}

double cpu_ms() {
  std::timespec time{};
  clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e3 + static_cast<double>(time.tv_nsec) / 1e6;
}

double median(std::vector<double> values) {
  auto const middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

// How long libdeflate takes for the document's main part alone, in ms, on as many threads at a time
// as rendered: the floor for whatever packs with it.
double deflate_alone(std::string const& docx, Settings const& settings) {
  base::Diagnostics found;
  std::string main_part;
  for (opc::ZipEntry& entry :
       opc::read_zip(docx, "out.docx", {}, found).value_or(std::vector<opc::ZipEntry>{})) {
    if (entry.name == "word/document.xml") {
      main_part = std::move(entry.bytes);
    }
  }
  std::vector<std::unique_ptr<opc::Deflater>> deflaters;
  std::vector<opc::Packed> packed(settings.threads);
  for (std::size_t i = 0; i < settings.threads; ++i) {
    deflaters.push_back(std::make_unique<opc::Deflater>(settings.level));
  }
  return median(times_on_threads(
      settings.threads, settings.seconds / 4, [&](std::size_t thread, std::size_t) {
        deflaters[thread]->pack(main_part, packed[thread]);
      }));
}

void measure(Settings const& settings) {
  Clock::time_point const start = Clock::now();
  auto const compiled = compile_template(settings.template_path);
  std::vector<std::string> const texts = read_texts(settings.data_path);
  std::vector<std::unique_ptr<Renderer>> renderers;
  for (std::size_t i = 0; i < settings.threads; ++i) {
    renderers.push_back(std::make_unique<Renderer>(*compiled, texts, settings.level));
  }
  renderers[0]->one(0);
  double const first = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
  auto const render = [&](std::size_t thread, std::size_t n) { renderers[thread]->one(n); };
  times_on_threads(1, settings.warmup, render);

  double const cpu_before = cpu_ms();
  Clock::time_point const begin = Clock::now();
  std::vector<double> all = times_on_threads(settings.threads, settings.seconds, render);
  double const wall = std::chrono::duration<double>(Clock::now() - begin).count();
  double const cpu = cpu_ms() - cpu_before;
  std::sort(all.begin(), all.end());
  auto const quantile = [&all](double p) {
    return all[static_cast<std::size_t>(p * static_cast<double>(all.size() - 1))];
  };
  std::string const& last = renderers[0]->one(texts.size() - 1);
  if (!settings.out_path.empty()) {
    std::ofstream(settings.out_path, std::ios::binary) << last;
  }
  rusage usage{};
  getrusage(RUSAGE_SELF, &usage);
  double const floor = deflate_alone(last, settings);
  auto const count = static_cast<double>(all.size());
  fmt::print(
      R"({{"engine":"thethuc","docs":{},"docs_per_s":{:.2f},"median_ms":{:.4f},"p10_ms":{:.4f},)"
      R"("p90_ms":{:.4f},"cpu_ms_per_doc":{:.4f},"first_ms":{:.2f},"peak_rss_mib":{:.1f},"bytes":{},)"
      R"("deflate_ms":{:.4f}}})"
      "\n",
      all.size(),
      count / wall,
      quantile(0.5),
      quantile(0.1),
      quantile(0.9),
      cpu / count,
      first,
      static_cast<double>(usage.ru_maxrss) / 1024,
      last.size(),
      floor);
}

void count(Settings const& settings) {
  auto const compiled = compile_template(settings.template_path);
  std::vector<std::string> const texts = read_texts(settings.data_path);
  Renderer renderer(*compiled, texts, settings.level);
  for (std::size_t i = 0; i < settings.documents; ++i) {
    renderer.one(i);
  }
}

}  // namespace

int main(int argc, char** argv) {
  Settings settings;
  CLI::App app{"Renders one template warm, and says how long that takes"};
  app.add_option("template", settings.template_path)->required();
  app.add_option("data", settings.data_path)->required();
  app.add_option("--seconds", settings.seconds);
  app.add_option("--warmup", settings.warmup);
  app.add_option("--threads", settings.threads)->check(CLI::Range(1, 256));
  app.add_option("--docs", settings.documents);
  app.add_option("--level", settings.level)->check(CLI::Range(1, 12));
  app.add_option("--out", settings.out_path);
  CLI11_PARSE(app, argc, argv);
  if (settings.documents > 0) {
    count(settings);
  } else {
    measure(settings);
  }
  return 0;
}
