// One .docx laid out again and again by a warm worker.
//
//   bench_convert FILE.docx [--documents N] [--warmup N] [--workers N] [--png] [--geometry]
//                 [--every N] [--cached MIB] [--kill] [--diff OTHER.docx]
//
// The last line that is printed is one JSON object: milliseconds of the first document, from the
// making of the converter on, and of the later ones (median, all), and of what
// the worker's LibreOffice takes of them to load and to save. With --every N a line about each N
// documents tells the memory of this process and of its workers, and the object has these numbers,
// too. With --cached the converter keeps so many MiB of results, as the service does, and each
// document has a title of its own, so that none is found there. With --kill the worker is killed
// after each document, once another stands by, so that each waits for the one in its place; how
// long it takes until the next stands by is told, too. With --diff both documents are laid out
// once, and what is measured is the comparison of their pages, in words and pixel by pixel; and the
// same with the pictures of a report.

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <cstddef>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <iterator>
#include <mutex>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include <sys/types.h>
#include <unistd.h>

#include <fmt/format.h>
#include <CLI/CLI.hpp>

#include "convert/converter.h"
#include "review/compare_laid_out.h"
#include "review/laid_out.h"

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

std::vector<std::string> workers() {
  std::vector<std::string> all;
  for (auto const& thread : std::filesystem::directory_iterator{"/proc/self/task"}) {
    std::ifstream children{thread.path() / "children"};
    for (std::string child; children >> child;) {
      all.push_back(child);
    }
  }
  return all;
}

double workers_mib() {
  double sum = 0;
  for (std::string const& worker : workers()) {
    sum += resident_mib(worker);
  }
  return sum;
}

// Which workers stand by, as the converter's log tells it.
class StandingBy {
 public:
  void read(std::string_view message) {
    std::size_t const begin = message.find(' ') + 1;
    std::size_t const end = message.find(' ', begin);
    std::string const worker{message.substr(begin, end - begin)};
    std::lock_guard const lock{mutex_};
    if (message.ends_with(" stands by")) {
      workers_.insert(worker);
      came_.notify_all();
    } else if (message.ends_with(" takes a place")) {
      workers_.erase(worker);
    }
  }
  // Waits for one, kills all that do not, and returns how long it waited, in milliseconds.
  double kill_others() {
    auto const start = Clock::now();
    std::unique_lock lock{mutex_};
    if (!came_.wait_for(lock, std::chrono::minutes{1}, [this] { return !workers_.empty(); })) {
      throw std::runtime_error("no worker stands by");
    }
    for (std::string const& worker : workers()) {
      if (workers_.count(worker) == 0) {
        ::kill(static_cast<pid_t>(std::stol(worker)), SIGKILL);
      }
    }
    return milliseconds_since(start);
  }

 private:
  std::mutex mutex_;
  std::condition_variable came_;
  std::set<std::string> workers_;
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values.empty() ? 0 : values[values.size() / 2];
}

std::string read_file(std::string const& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

// Compares what was laid out before, as the command `diff` does for each sample.
int compare(convert::Converter& converter,
            std::string const& from,
            std::string const& to,
            std::size_t times) {
  std::vector<review::LaidOut> sides;
  for (std::string const& path : {from, to}) {
    sides.push_back(review::lay_out(converter, read_file(path), path, 96));
    if (sides.back().diagnostics.has_errors()) {
      std::cerr << sides.back().diagnostics.to_text(base::Language::en) << '\n';
      return 1;
    }
  }
  review::Compared found;
  auto const measured = [&](bool pictures) {
    std::vector<double> all;
    for (std::size_t i = 0; i < times; ++i) {
      auto const start = Clock::now();
      found = review::compare_laid_out(sides[0], sides[1], {{}, 96, pictures});
      all.push_back(milliseconds_since(start));
    }
    return median(all);
  };
  double const alone = measured(false);
  double const with_pictures = measured(true);
  std::cout << fmt::format(
      "{{\"median_ms\":{:.1f},\"with_pictures_ms\":{:.1f},\"pages\":{},\"changes\":{},"
      "\"changed_pages\":{}}}\n",
      alone,
      with_pictures,
      sides[0].images.size(),
      found.changes.size(),
      found.pages.size());
  return 0;
}

int run(int argc, char** argv) {
  std::string path;
  std::size_t documents = 20;
  std::size_t warmup = 3;
  std::size_t every = 0;
  convert::Settings settings;
  bool png = false;
  bool kill = false;
  std::string other;
  convert::Request request;
  CLI::App app{"One document, laid out again and again", "bench_convert"};
  app.add_option("FILE", path)->required();
  app.add_option("--documents", documents);
  app.add_option("--warmup", warmup);
  app.add_option("--workers", settings.workers);
  app.add_option("--every", every);
  std::size_t cached_mib = 0;
  app.add_option("--cached", cached_mib);
  app.add_flag("--png", png);
  app.add_flag("--geometry", request.geometry);
  app.add_flag("--kill", kill);
  app.add_option("--diff", other);
  CLI11_PARSE(app, argc, argv);
  settings.cached_bytes = cached_mib << 20;
  if (png) {
    request.images = convert::Images{};
  }
  std::string const docx = read_file(path);
  StandingBy standing_by;
  if (kill) {
    settings.spare_workers = 1;
    settings.log = [&](std::string_view message) { standing_by.read(message); };
  }

  auto const begin = Clock::now();
  convert::Converter converter{settings};
  if (!other.empty()) {
    return compare(converter, path, other, documents);
  }
  double first = 0;
  std::vector<double> times;
  std::vector<double> layout_times;
  std::vector<double> spare_times;
  double pages_ms = 0;
  std::string memory;
  for (std::size_t i = 0; i <= warmup + documents; ++i) {
    if (cached_mib > 0) {
      request.title = fmt::format("Văn bản {}", i);
    }
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
      layout_times.push_back(result.layout_ms);
      pages_ms += result.pages_ms;
    }
    if (kill) {
      spare_times.push_back(standing_by.kill_others());
    }
    if (every > 0 && i % every == 0) {
      double const own = resident_mib("self");
      double const others = workers_mib();
      std::cout << fmt::format(
          "{} documents: this process {:.0f} MiB, its workers {:.0f} MiB\n", i, own, others);
      memory += fmt::format("{}[{},{:.1f},{:.1f}]", memory.empty() ? "" : ",", i, own, others);
    }
  }
  double total = 0;
  for (double const time : times) {
    total += time;
  }
  std::cout << fmt::format(
      "{{\"first_ms\":{:.1f},\"median_ms\":{:.1f},\"layout_ms\":{:.1f},\"total_ms\":{:.1f},"
      "\"documents\":{},\"pages_ms\":{:.1f},\"spare_ms\":{:.1f},\"memory\":[{}]}}\n",
      first,
      median(times),
      median(layout_times),
      total,
      times.size(),
      times.empty() ? 0 : pages_ms / static_cast<double>(times.size()),
      median(spare_times),
      memory);
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
