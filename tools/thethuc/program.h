#pragma once

// What our programs share: reading their arguments, and failures as exit codes.

#include <functional>
#include <string>

#include <CLI/CLI.hpp>

#include "session.h"

namespace thethuc::cli {

// A descriptor of 0, 1 or 2 that the caller has closed would be taken by the next file opened, and
// our messages would end in a document. The substitutes fail: what is read from or written to them
// is reported.
void occupy_standard_descriptors();

using AddCommands = std::function<void(CLI::App&, Session&)>;

// Parses the arguments and runs the subcommand that they choose; gives an ExitCode. What goes wrong
// is reported as the session says.
int run_program(int argc,
                char** argv,
                std::string const& description,
                std::string const& name,
                AddCommands const& add_commands);

}  // namespace thethuc::cli
