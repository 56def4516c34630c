#pragma once

// Documents laid out by LibreOffice: PDF, pictures of pages, and what stands where on them.
//
//   convert::Converter converter{{}};
//   convert::Result const result = converter.convert(docx, "cong-van.docx", {});
//   if (!result.diagnostics.has_errors()) { … result.pdf … }
//
// LibreOffice runs in processes of its own (thethuc-convert-worker), sandboxed, started before they
// are needed, each with one document at a time; one that crashes, hangs or grows is killed and
// replaced, and the next document is served.

#include <chrono>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/environment_error.h"
#include "base/geometry.h"
#include "convert/page_image.h"
#include "convert/pages.h"
#include "opc/limits.h"

namespace thethuc::convert {

struct Answer;
struct Job;
class ResultCache;

// Bounds on one document. What is beyond is a diagnostic.
struct Limits {
  opc::Limits package;
  // LibreOffice takes minutes for some small documents; these are refused before it sees them.
  std::size_t max_paragraphs = 20'000;
  std::size_t max_table_depth = 10;               // tables within each other
  std::size_t max_xml_bytes = 32u << 20;          // all XML parts together, unpacked
  std::size_t max_pages = 2'000;                  // of the document
  std::size_t max_pixels = 500'000'000;           // of all page images of one request
  std::chrono::seconds max_time{30};              // of one document
  std::size_t max_memory = std::size_t{3} << 30;  // addresses of a worker
};

struct Settings {
  std::size_t workers = 1;  // each takes some 160 MB of memory
  // Workers beside these that are kept ready to take the place of one that died or is used up, each
  // of as much memory: with one, the next document does not wait for a start. For programs that
  // live long; they are started when the workers are.
  std::size_t spare_workers = 0;
  Limits limits;
  // Where LibreOffice's programs are (libmergedlo.so). Else $THETHUC_LIBREOFFICE, the folder of the
  // `soffice` on the PATH, the usual places.
  std::optional<std::filesystem::path> office;
  // The program thethuc-convert-worker. Else $THETHUC_CONVERT_WORKER, beside the running program,
  // or ../libexec/thethuc from there.
  std::optional<std::filesystem::path> worker;
  // PDFium; else the one that LibreOffice brings. Without one, images come from pdftoppm.
  std::optional<std::filesystem::path> pdfium;
  // A worker is replaced after so many documents, or when it holds so much memory: LibreOffice
  // keeps half a megabyte of each letter, two of each report.
  std::size_t documents_per_worker = 50;
  std::size_t worker_resident_bytes = std::size_t{300} << 20;
  // Requests that may wait for a worker; more are refused with Busy. 0: any number.
  std::size_t max_waiting = 0;
  // Results of convert() that are kept, in bytes; the last used ones. An equal document that is
  // asked for again in the same way is not laid out again; its PDF has the date of the first time.
  std::size_t cached_bytes = 0;
  // Told what happens (a worker starts, ends, is replaced; what the sandbox cannot do), in English.
  // Called by threads of the converter, one at a time.
  std::function<void(std::string_view)> log;
};

enum class PdfStandard {
  plain,  // PDF 1.7
  a1b,    // PDF/A-1b (ISO 19005-1)
  a2b,    // PDF/A-2b (ISO 19005-2)
};

struct Images {
  double dpi = 96;
  ImageForm form = ImageForm::png;
};

struct Request {
  PageRange pages;  // empty: all; a page that is not there is a diagnostic
  PdfStandard standard = PdfStandard::plain;
  bool tagged = false;  // structure for screen readers (PDF/A-1b of ours has none otherwise)
  std::string title;    // in the PDF's properties; "": the document's own
  // The date in the PDF's properties; now, when none is given. With one, equal documents give equal
  // bytes (not as PDF/A: the colour profile that LibreOffice makes for it holds the time).
  std::optional<std::chrono::sys_seconds> date;
  std::optional<Images> images;
  bool geometry = false;
  // For a stranger's document: it gets a worker that has seen no other, and which sees none after.
  bool alone = false;
};

struct Result {
  // Errors: `pdf` and all below are empty then.
  base::Diagnostics diagnostics;
  std::string pdf;
  int pages = 0;                   // of the document, whatever `Request::pages` are
  std::vector<std::string> fonts;  // of the PDF, as it names them, sorted
  std::vector<PageImage> images;
  base::Geometry geometry;  // of the pages asked for
  double layout_ms = 0;     // LibreOffice's time
  double pages_ms = 0;      // that of images and geometry
};

// There is no LibreOffice, no worker program, or they do not work: everything but PDF and page
// images works without. what() and text() say what to install.
class Unavailable : public base::EnvironmentError {
 public:
  explicit Unavailable(base::Words words) : EnvironmentError(std::move(words)) {}
};

// As many requests wait as Settings::max_waiting allows; try again later.
class Busy : public base::EnvironmentError {
 public:
  using EnvironmentError::EnvironmentError;
};

// A pool of workers. Any number of threads may call convert() and read_pdf() at once; each waits
// for its own result. The workers start in the background, when the converter is made. Nothing is
// left when it is gone: no process, no file.
class Converter {
 public:
  // Throws Unavailable when LibreOffice or the worker program is not found.
  explicit Converter(Settings settings);
  // Waits for requests that are under way; those that still wait for a worker throw Unavailable.
  ~Converter();
  Converter(Converter const&) = delete;
  Converter& operator=(Converter const&) = delete;

  // Lays a .docx out. `file_name` is what diagnostics call it. What is no .docx, or beyond the
  // limits, is refused before LibreOffice sees it; LibreOffice gets the package as we read it, so
  // it cannot read it in another way. Throws Unavailable when no worker can be started, Busy.
  // Without PDFium images are drawn by the program pdftoppm, and geometry throws Unavailable: no
  // program of poppler tells drawn lines, sizes and fonts.
  Result convert(std::string_view docx, std::string_view file_name, Request const& request);
  // The page images and the geometry of a PDF, whoever made it; `pdf` of the result stays empty. Of
  // `request` only pages, images, geometry and `alone` count.
  Result read_pdf(std::string_view pdf, std::string_view file_name, Request const& request);
  // For a program that a signal ends: kills the workers and removes their files at once, from any
  // thread but not from a signal handler. Requests end in whatever way; the program must end, too.
  void abandon();

 private:
  class Pool;
  Result lay_out(std::string_view docx, std::string_view file_name, Request const& request);
  // What a worker answers; nullopt when `out` tells why there is nothing.
  std::optional<Answer> run(Job job,
                            std::string_view file_name,
                            Request const& request,
                            base::Diagnostics& out);
  Settings settings_;
  std::unique_ptr<Pool> pool_;
  std::unique_ptr<ResultCache> cache_;  // null when nothing is kept
};

}  // namespace thethuc::convert
