#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "fill.h"
#include "laid_out.h"
#include "log.h"
#include "session.h"

namespace thethuc::cli {

namespace {

constexpr char const* kFooter = R"(
TEMPLATE is a template's id, a .docx, a template folder, or - for a .docx on standard input.
DATA is a JSON file, or - for standard input. OUT is a .docx, or - for standard output; it appears
whole or not at all, unless it is no regular file. An OUT that ends in .pdf or .png (OUT-1.png and
so on, a file a page) is laid out by LibreOffice.

Example:
  thethuc render bao-cao samples/bao-cao/son-phu-quy-3-2021.json -o bao-cao.docx

Exit status: 0 done, 1 the template or the data is at fault, 2 wrong usage, 3 the environment is
at fault (disk, memory, no LibreOffice).)";

struct Arguments {
  FillArguments filled;
  std::string output;
  LayoutArguments layout;
};

int run(Session const& session, Arguments const& arguments) {
  require_one_stream(arguments.filled);
  require_extension(arguments.output, {".docx", ".pdf", ".png"});
  auto const format = format_of(arguments.output);
  arguments.layout.require_use(format);
  refuse_same_file(arguments.output, arguments.filled.reference);
  refuse_same_file(arguments.output, arguments.filled.data);

  // LibreOffice starts while the document is being filled.
  std::optional<Office> office;
  convert::Request request;
  if (format) {
    request = arguments.layout.request(*format);
    office.emplace(session, 1);
  }

  base::Diagnostics diagnostics;
  auto const document = fill(session, arguments.filled, diagnostics);
  if (!document) {
    session.report(diagnostics);
    return kInputAtFault;
  }
  if (!office) {
    write_output(arguments.output, *document);
    log_step(fmt::format("wrote {}", arguments.output));
  } else {
    convert::Result result = office->converter().convert(*document, arguments.output, request);
    diagnostics.add(std::move(result.diagnostics));
    if (diagnostics.has_errors()) {
      session.report(diagnostics);
      return kInputAtFault;
    }
    for (std::string const& name :
         write_laid_out(arguments.output, *format, result, is_one_page(request))) {
      log_step(fmt::format("wrote {}", name));
    }
  }
  session.report(diagnostics);
  return kDone;
}

}  // namespace

void add_render(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand("render", "Fill a template with data");
  add_fill_options(*command, arguments->filled);
  command->add_option("-o,--output", arguments->output, "The document to write")
      ->required()
      ->type_name("OUT");
  command->add_flag(
      "--update-fields",
      arguments->filled.update_fields,
      "Word works out tables of contents, numbers of pages and other fields anew when "
      "it opens the document; it asks the reader first");
  command->add_option("--level", arguments->filled.level, "Deflate level: 1 fast, 12 small")
      ->check(CLI::Range(1, 12))
      ->type_name("N")
      ->capture_default_str();
  add_layout_options(*command, arguments->layout);
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
