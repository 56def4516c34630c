#pragma once

#include <string>

#include "bulk/run.h"
#include "session.h"

namespace thethuc::cli {

// On stderr: how many documents there are, failures by their causes; with -q failures only. With
// --errors=json one object.
void report_run(Session const& session, bulk::RunReport const& report, double seconds);

// That records wait for a worker, and how to start one; `address` without what is secret. Of a run
// that goes on.
void report_no_worker(Session const& session,
                      std::string const& address,
                      std::string const& folder);

// On stderr: how a run that ended early goes on, the command as it would be typed.
void report_how_to_go_on(Session const& session);

// The arguments as a shell reads them, with --resume.
std::string going_on_command(std::vector<std::string> const& arguments);

}  // namespace thethuc::cli
