#pragma once

// What `convert`, `render`, `preview` and `check` share: documents laid out by LibreOffice, and the
// files that come of it.

#include <signal.h>

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include <CLI/CLI.hpp>

#include "convert/converter.h"
#include "session.h"

namespace thethuc::cli {

enum class Format { pdf, png, json };

// "pdf", "png" or "json"; nullopt for any other name.
std::optional<Format> format_from_name(std::string_view name);
// By the extension of a path, in any case of letters.
std::optional<Format> format_of(std::filesystem::path const& path);
std::string_view extension(Format format);  // ".pdf"

struct LayoutArguments {
  std::string pages;  // "": all
  double dpi = 96;
  std::string pdfa;  // "", "1", "2"
  bool tagged = false;
  CLI::Option const* dpi_option = nullptr;  // tells whether it was given

  // Throws UsageError when options were given that mean nothing for this output; nullopt: a .docx.
  // `is_titled`: --title was, too.
  void require_use(std::optional<Format> output, bool is_titled = false) const;
  // Throws UsageError when the pages are no list of pages.
  convert::Request request(Format format) const;
};

// Adds --pages and --dpi.
void add_page_options(CLI::App& command, LayoutArguments& arguments);
// Adds these, --pdfa and --tagged.
void add_layout_options(CLI::App& command, LayoutArguments& arguments);

// Those that the session's limits and log ask for.
convert::Settings converter_settings(Session const& session, std::size_t workers);

// A converter with the limits and the log of the session, for the time of a command: a signal that
// ends the program finds its processes and files, too. One at a time.
class Office {
 public:
  // Throws convert::Unavailable.
  Office(Session const& session, std::size_t workers);
  ~Office();
  Office(Office const&) = delete;
  Office& operator=(Office const&) = delete;
  convert::Converter& converter() { return *converter_; }

 private:
  void watch();
  ::sigset_t signals_{};
  ::sigset_t before_{};
  int end_ = -1;  // readable when the watcher may go
  std::unique_ptr<convert::Converter> converter_;
  std::thread watcher_;
};

// Writes what `result` holds: a PDF or the geometry as `target`; page images as `target` with the
// page's number before the extension ("thu-1.png"), or as `target` itself when `exact`. Returns the
// names of the files.
std::vector<std::string> write_laid_out(std::filesystem::path const& target,
                                        Format format,
                                        convert::Result const& result,
                                        bool exact);
// Whether one page was asked for by its number, so that one image has the name that was given.
bool is_one_page(convert::Request const& request);

}  // namespace thethuc::cli
