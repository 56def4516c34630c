#include "convert/worker.h"

#include <unistd.h>

#include <charconv>
#include <chrono>
#include <exception>
#include <fstream>
#include <future>
#include <iterator>
#include <limits>
#include <memory>
#include <stdexcept>
#include <string_view>

#include <fmt/format.h>

#include "convert/job.h"
#include "convert/office.h"
#include "convert/page_drawer.h"
#include "convert/pdf_reader.h"
#include "convert/pdfium.h"
#include "convert/sandbox.h"
#include "convert/wire.h"

namespace thethuc::convert {

namespace {

namespace fs = std::filesystem;

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

void write_file(fs::path const& path, std::string_view bytes) {
  std::ofstream file{path, std::ios::binary};
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (!file) {
    throw std::runtime_error(fmt::format("cannot write {}", path.string()));
  }
}

std::string read_file(fs::path const& path) {
  std::ifstream file{path, std::ios::binary};
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::size_t resident_bytes() {
  std::ifstream file{"/proc/self/statm"};
  std::size_t all = 0;
  std::size_t resident = 0;
  file >> all >> resident;
  return resident * static_cast<std::size_t>(::sysconf(_SC_PAGESIZE));
}

// What LibreOffice and its libraries read of the system. /var/spool/libreoffice holds the cache of
// its extensions, without which it does not start.
std::vector<fs::path> system_files() {
  return {"/usr",
          "/lib",
          "/lib64",
          "/etc/libreoffice",
          "/etc/ld.so.cache",
          "/etc/fonts",
          "/etc/locale.alias",
          "/etc/passwd",
          "/etc/nsswitch.conf",
          "/etc/localtime",
          "/var/lib/libreoffice",
          "/var/spool/libreoffice",
          "/var/cache/fontconfig",
          "/proc/self",
          "/proc/cpuinfo",
          "/proc/meminfo",
          "/proc/stat",
          "/proc/filesystems",
          "/proc/sys/vm/overcommit_memory",
          "/sys/devices/system/cpu"};
}

Sandbox sandbox_of(WorkerOptions const& options) {
  Sandbox sandbox;
  sandbox.parent = options.parent;
  sandbox.readable = system_files();
  sandbox.readable.push_back(options.office.parent_path());
  sandbox.readable.push_back(options.pdfium);
  sandbox.readable.insert(sandbox.readable.end(), options.readable.begin(), options.readable.end());
  sandbox.writable = {options.folder, "/dev/null", "/dev/urandom", "/dev/random"};
  sandbox.memory_bytes = options.memory_bytes;
  sandbox.file_bytes = options.file_bytes;
  return sandbox;
}

class Worker {
 public:
  explicit Worker(WorkerOptions const& options)
      : folder_(options.folder / "job"), office_(options.office, options.profile) {
    try {
      pdfium_ = std::make_unique<Pdfium>(options.pdfium);
    } catch (std::runtime_error const& error) {
      no_pdfium_ = error.what();
    }
  }

  std::string version() const { return office_.version(); }

  Answer answer(Job const& job) {
    Answer answer;
    // Empty for each document: nothing of one is there when the next is laid out.
    fs::remove_all(folder_);
    fs::create_directory(folder_);
    std::string_view pdf = job.document;
    if (job.input == Job::Input::docx) {
      lay_out(job, answer);
      pdf = answer.pdf;
    }
    if (answer.status == Answer::Status::done && (job.wants_images || job.wants_geometry)) {
      auto const start = std::chrono::steady_clock::now();
      // By another thread, while this one waits: the C library gives it memory of its own. Among
      // what LibreOffice has left in pieces PDFium takes a fifth longer.
      std::async(std::launch::async, [&] { read_pages(job, pdf, answer); }).get();
      answer.pages_ms = milliseconds_since(start);
    }
    fs::remove_all(folder_);
    answer.resident_bytes = resident_bytes();
    return answer;
  }

 private:
  void lay_out(Job const& job, Answer& answer) {
    auto const start = std::chrono::steady_clock::now();
    fs::path const docx = folder_ / "in.docx";
    fs::path const pdf = folder_ / "out.pdf";
    write_file(docx, job.document);
    // LibreOffice leaves pages out that are not there, so they are looked for first.
    int const last = job.pages.empty() ? 0 : job.pages.back().last;
    Layout const layout = office_.write_pdf(docx, pdf, job.export_options, job.max_pages, last);
    answer.pages = layout.pages;
    answer.problem = layout.problem;
    if (layout.pages > job.max_pages) {
      answer.status = Answer::Status::too_many_pages;
    } else if (!layout.is_loaded) {
      answer.status = Answer::Status::not_loaded;
    } else if (layout.pages < last) {
      answer.status = Answer::Status::page_missing;
    } else {
      answer.pdf = read_file(pdf);
      if (!layout.is_written || answer.pdf.empty()) {
        answer.status = Answer::Status::not_written;
      }
    }
    answer.layout_ms = milliseconds_since(start);
  }

  void read_pages(Job const& job, std::string_view pdf, Answer& answer) {
    if (!pdfium_) {
      answer.status = Answer::Status::no_pdfium;
      answer.problem = no_pdfium_;
      return;
    }
    PdfReader const reader{*pdfium_, pdf};
    if (!reader.problem().empty()) {
      answer.status = Answer::Status::pdf_damaged;
      answer.problem = reader.problem();
      return;
    }
    // A PDF that LibreOffice has made here holds the pages asked for and no others.
    bool const is_made_here = job.input == Job::Input::docx;
    if (!is_made_here || job.pages.empty()) {
      answer.pages = reader.pages();
    }
    if (answer.pages > job.max_pages) {
      answer.status = Answer::Status::too_many_pages;
      return;
    }
    if (!job.pages.empty() && answer.pages < job.pages.back().last) {
      answer.status = Answer::Status::page_missing;
      return;
    }
    std::vector<int> numbers = pages_in(job.pages, answer.pages);
    auto const index_of = [&](std::size_t i) {
      return is_made_here ? static_cast<int>(i) : numbers[i] - 1;
    };
    if (is_made_here) {
      numbers.resize(static_cast<std::size_t>(reader.pages()), answer.pages);
    }
    if (job.wants_images && !draw(job, reader, numbers, index_of, answer)) {
      answer.status = Answer::Status::too_many_pixels;
      return;
    }
    if (job.wants_geometry) {
      answer.geometry.pages = answer.pages;
      for (std::size_t i = 0; i < numbers.size(); ++i) {
        reader.measure(index_of(i), numbers[i], answer.geometry);
      }
    }
  }

  template <class IndexOf>
  bool draw(Job const& job,
            PdfReader const& reader,
            std::vector<int> const& numbers,
            IndexOf index_of,
            Answer& answer) {
    std::size_t pixels = 0;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      pixels += reader.pixels_of(index_of(i), job.dpi);
      if (pixels > job.max_pixels) {
        return false;
      }
    }
    std::vector<PageDrawer::Page> pages;
    for (std::size_t i = 0; i < numbers.size(); ++i) {
      pages.push_back({index_of(i), numbers[i]});
    }
    answer.images = drawer_.draw(reader, pages, job.dpi, job.form);
    return true;
  }

  fs::path folder_;
  Office office_;
  std::unique_ptr<Pdfium> pdfium_;
  std::string no_pdfium_;
  PageDrawer drawer_;
};

template <class Number>
bool read_number(std::string_view text, Number& number) {
  auto const [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc{} && end == text.data() + text.size();
}

}  // namespace

std::vector<std::string> to_arguments(WorkerOptions const& options) {
  std::vector<std::string> arguments{options.folder.string(),
                                     options.office.string(),
                                     options.profile.string(),
                                     options.pdfium.string(),
                                     std::to_string(options.parent),
                                     std::to_string(options.memory_bytes),
                                     std::to_string(options.file_bytes)};
  for (fs::path const& path : options.readable) {
    arguments.push_back(path.string());
  }
  return arguments;
}

std::optional<WorkerOptions> worker_options(int count, char const* const* arguments) {
  constexpr int kFixed = 7;
  if (count < kFixed) {
    return std::nullopt;
  }
  WorkerOptions options;
  options.folder = arguments[0];
  options.office = arguments[1];
  options.profile = arguments[2];
  options.pdfium = arguments[3];
  if (!read_number(arguments[4], options.parent) ||
      !read_number(arguments[5], options.memory_bytes) ||
      !read_number(arguments[6], options.file_bytes)) {
    return std::nullopt;
  }
  options.readable.assign(arguments + kFixed, arguments + count);
  return options;
}

void run_worker(WorkerOptions const& options) {
  constexpr std::size_t kMostJob = std::numeric_limits<std::uint32_t>::max();
  Greeting greeting;
  std::unique_ptr<Worker> worker;
  try {
    greeting.warnings = enter_sandbox(sandbox_of(options));
    worker = std::make_unique<Worker>(options);
    greeting.version = worker->version();
  } catch (std::exception const& error) {
    greeting.failure = error.what();
  }
  if (!send_message(kWorkerSocket, encode(greeting), std::nullopt) || !worker) {
    ::_exit(1);
  }
  std::string message;
  while (receive_message(kWorkerSocket, kMostJob, std::nullopt, message) == Received::message) {
    auto job = decode_job(message);
    std::string{}.swap(message);
    if (!job) {
      break;
    }
    std::string const answer = encode(worker->answer(*job));
    job.reset();
    if (!send_message(kWorkerSocket, answer, std::nullopt)) {
      break;
    }
  }
  ::_exit(0);
}

}  // namespace thethuc::convert
