#include <filesystem>
#include <memory>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "laid_out.h"
#include "log.h"
#include "preview_options.h"
#include "service_program.h"
#include "session.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;

struct Arguments {
  PreviewArguments preview;
  std::string output;  // a folder; "": a page is served
  LayoutArguments layout;
};

// "bao-cao.png" of a template's id, folder or .docx, in the folder: what pages are named after.
fs::path images_in(fs::path const& folder, std::string const& reference) {
  fs::path const path = fs::path{reference}.lexically_normal();
  fs::path name = reference == "-"      ? fs::path{"trang"}
                  : path.has_filename() ? path.stem()
                                        : path.parent_path().filename();
  name += ".png";
  return folder / name;
}

int write_pages(Session const& session, Arguments const& arguments) {
  FillArguments const& filled = arguments.preview.filled;
  require_one_stream(filled);
  convert::Request const request = arguments.layout.request(Format::png);
  Office office{session, 1};  // starts while the document is being filled
  base::Diagnostics diagnostics;
  auto const document = fill(session, filled, diagnostics);
  if (document) {
    fs::path const images = images_in(arguments.output, filled.reference);
    convert::Result result =
        office.converter().convert(*document, images.filename().string(), request);
    diagnostics.add(std::move(result.diagnostics));
    if (!diagnostics.has_errors()) {
      make_folder(arguments.output);
      for (std::string const& name : write_laid_out(images, Format::png, result, false)) {
        log_step(fmt::format("wrote {}", name));
      }
    }
  }
  session.report(diagnostics);
  return diagnostics.has_errors() ? kInputAtFault : kDone;
}

}  // namespace

void add_preview(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      app.add_subcommand("preview", "Show the pages on a web page, anew as files change");
  add_preview_options(*command, arguments->preview);
  CLI::Option* const output =
      command->add_option("-o,--output", arguments->output, "Folder for the pages as PNG, once")
          ->type_name("DIR")
          ->excludes("--open")
          ->excludes("--port");
  add_page_options(*command, arguments->layout);
  command->get_option("--pages")->needs(output);
  command->get_option("--dpi")->needs(output);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments]() -> int {
      if (!arguments->output.empty()) {
        return write_pages(session, *arguments);
      }
      require_watchable(arguments->preview);
      become_service(session);
    };
  });
}

}  // namespace thethuc::cli
