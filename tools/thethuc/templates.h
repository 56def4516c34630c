#pragma once

// Subcommands of `templates` that have files of their own.

#include <CLI/CLI.hpp>

#include "session.h"

namespace thethuc::cli {

void add_templates_new(CLI::App& group, Session& session);
void add_templates_import(CLI::App& group, Session& session);

}  // namespace thethuc::cli
