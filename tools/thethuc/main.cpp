#include <CLI/CLI.hpp>

#include "base/output_file.h"
#include "heap.h"
#include "program.h"
#include "session.h"

namespace thethuc::cli {

namespace {

constexpr char const* kFooter = R"(
Example:
  thethuc render bao-cao samples/bao-cao/son-phu-quy-3-2021.json -o bao-cao.docx

Exit status: 0 done, 1 the input is at fault (template, data, document), 2 wrong usage,
3 the environment is at fault (disk, memory, LibreOffice), 4 `bulk` could not fill some records, 5 `check` found errors or `diff` found
differences. `thethuc SUBCOMMAND --help` tells more.)";

void add_commands(CLI::App& app, Session& session) {
  app.require_subcommand(1);
  app.footer(kFooter);
  add_common_options(app, session);
  add_render(app, session);
  add_bulk(app, session);
  add_inspect(app, session);
  add_check(app, session);
  add_convert(app, session);
  add_join(app, session);
  add_diff(app, session);
  add_preview(app, session);
  add_serve(app, session);
  add_unpack(app, session);
  add_pack(app, session);
  add_templates(app, session);
  add_worker(app, session);
}

}  // namespace

}  // namespace thethuc::cli

int main(int argc, char** argv) {
  thethuc::cli::use_huge_pages();
  thethuc::cli::occupy_standard_descriptors();
  thethuc::base::remove_unfinished_on_signals();
  return thethuc::cli::run_program(
      argc,
      argv,
      "Fills Word templates in the Vietnamese administrative layout from JSON.",
      "thethuc",
      thethuc::cli::add_commands);
}
