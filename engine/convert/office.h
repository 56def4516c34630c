#pragma once

// LibreOffice inside this process, by LibreOfficeKit. In a worker only: LibreOffice may crash,
// hang, or be taken over by a document. Not for other modules.

#include <filesystem>
#include <string>

struct _LibreOfficeKit;

namespace thethuc::convert {

struct Layout {
  bool is_loaded = false;
  bool is_written = false;
  std::string problem;  // why it was not loaded, in LibreOffice's English; "" when it gave none
  int pages = 0;        // that the PDF of all pages has; known also when it was not written
};

// One per process, used by the thread that made it. It is never taken down: the destructors of
// LibreOffice crash after some documents, so the process leaves by _exit().
class Office {
 public:
  // `program` holds libmergedlo.so; `profile` is a folder of this process alone. Throws
  // std::runtime_error with the reason.
  Office(std::filesystem::path const& program, std::filesystem::path const& profile);
  Office(Office const&) = delete;
  Office& operator=(Office const&) = delete;

  std::string version() const;  // "7.4.7.2"; "" when it does not say
  // Lays the document `docx` out and writes `pdf`. `export_options` are those of LibreOffice's PDF
  // export, as JSON. A document of fewer than `least_pages` or more than `max_pages` is not
  // written.
  Layout write_pdf(std::filesystem::path const& docx,
                   std::filesystem::path const& pdf,
                   std::string const& export_options,
                   int max_pages,
                   int least_pages);

 private:
  std::string last_error() const;
  _LibreOfficeKit* kit_;
};

}  // namespace thethuc::convert
