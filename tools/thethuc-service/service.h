#pragma once

// The subcommands of thethuc-service.

#include <CLI/CLI.hpp>

#include "thethuc/serve_options.h"
#include "thethuc/session.h"

namespace thethuc::service {

void add_bulk(CLI::App& app, cli::Session& session);  // with --broker
void add_preview(CLI::App& app, cli::Session& session);
void add_serve(CLI::App& app, cli::Session& session);
void add_worker(CLI::App& app, cli::Session& session);

// What `serve keys` does; gives an exit code.
int run_keys(cli::KeyArguments const& arguments);

}  // namespace thethuc::service
