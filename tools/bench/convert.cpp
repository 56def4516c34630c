// One .docx laid out again and again by a warm worker.
//
//   bench_convert FILE.docx [--documents N] [--warmup N] [--workers N] [--png] [--geometry]
//                 [--every N]
//
// The last line that is printed is one JSON object: milliseconds of the first document, from the
// making of the converter on, and of the later ones (median, all). With --every N a line about each
// N documents tells the memory of this process and of its workers.

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <vector>

#include <sys/types.h>
#include <unistd.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "convert/converter.h"

namespace {

using namespace thethuc;
using Clock = std::chrono::steady_clock;

double milliseconds_since(Clock::time_point start) {
  return std::chrono::duration<double, std::milli>(Clock::now() - start).count();
}

double resident_mib(std::string const& process) {
  std::ifstream file{fmt::format("/proc/{}/statm", process)};
  std::size_t all = 0;
  std::size_t resident = 0;
  file >> all >> resident;
  return static_cast<double>(resident) * static_cast<double>(::sysconf(_SC_PAGESIZE)) / (1 << 20);
}

double workers_mib() {
  double sum = 0;
  for (auto const& thread : std::filesystem::directory_iterator{"/proc/self/task"}) {
    std::ifstream children{thread.path() / "children"};
    for (std::string child; children >> child;) {
      sum += resident_mib(child);
    }
  }
  return sum;
}

int run(int argc, char** argv) {
  std::string path;
  std::size_t documents = 20;
  std::size_t warmup = 3;
  std::size_t every = 0;
  convert::Settings settings;
  bool png = false;
  convert::Request request;
  CLI::App app{"One document, laid out again and again", "bench_convert"};
  app.add_option("FILE", path)->required();
  app.add_option("--documents", documents);
  app.add_option("--warmup", warmup);
  app.add_option("--workers", settings.workers);
  app.add_option("--every", every);
  app.add_flag("--png", png);
  app.add_flag("--geometry", request.geometry);
  CLI11_PARSE(app, argc, argv);
  if (png) {
    request.images = convert::Images{};
  }
  std::ifstream file{path, std::ios::binary};
  std::string const docx{std::istreambuf_iterator<char>{file}, {}};

  auto const begin = Clock::now();
  convert::Converter converter{settings};
  double first = 0;
  std::vector<double> times;
  double pages_ms = 0;
  for (std::size_t i = 0; i <= warmup + documents; ++i) {
    auto const start = Clock::now();
    convert::Result const result = converter.convert(docx, path, request);
    if (result.diagnostics.has_errors()) {
      std::cerr << result.diagnostics.to_text(base::Language::en) << '\n';
      return 1;
    }
    if (i == 0) {
      first = milliseconds_since(begin);
    } else if (i > warmup) {
      times.push_back(milliseconds_since(start));
      pages_ms += result.pages_ms;
    }
    if (every > 0 && i % every == 0) {
      std::cout << fmt::format("{} documents: this process {:.0f} MiB, its workers {:.0f} MiB\n",
                               i,
                               resident_mib("self"),
                               workers_mib());
    }
  }
  double total = 0;
  for (double const time : times) {
    total += time;
  }
  std::sort(times.begin(), times.end());
  std::cout << fmt::format(
      "{{\"first_ms\":{:.1f},\"median_ms\":{:.1f},\"total_ms\":{:.1f},\"documents\":{},"
      "\"pages_ms\":{:.1f}}}\n",
      first,
      times.empty() ? 0 : times[times.size() / 2],
      total,
      times.size(),
      times.empty() ? 0 : pages_ms / static_cast<double>(times.size()));
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (std::exception const& error) {
    std::cerr << "bench_convert: " << error.what() << '\n';
    return 3;
  }
}
