#include <CLI/CLI.hpp>

#include "service.h"
#include "thethuc/program.h"
#include "thethuc/session.h"

namespace {

void add_commands(CLI::App& app, thethuc::cli::Session& session) {
  app.require_subcommand(1);
  thethuc::cli::add_common_options(app, session);
  thethuc::service::add_preview(app, session);
  thethuc::service::add_bulk(app, session);
  thethuc::service::add_worker(app, session);
  thethuc::service::add_serve(app, session);
}

}  // namespace

int main(int argc, char** argv) {
  thethuc::cli::occupy_standard_descriptors();
  return thethuc::cli::run_program(argc,
                                   argv,
                                   "What of thethuc works over a network; thethuc runs it.",
                                   "thethuc-service",
                                   add_commands);
}
