#pragma once

// What `bulk` does around a run, wherever its documents are made: signals, progress, reports, exit
// codes.

#include <functional>

#include "bulk.h"
#include "bulk/run.h"
#include "bulk_source.h"

namespace thethuc::cli {

// As bulk::run().
using RunRecords =
    std::function<bulk::RunReport(Opened const& opened,
                                  bulk::Stop const& stop,
                                  std::function<void(bulk::Tally const&)> const& progress,
                                  base::Diagnostics& out)>;

// Gives an ExitCode; a signal that ended the run ends the program, once all is put away.
int run_bulk(Session const& session, BulkArguments const& arguments, RunRecords const& run_records);

}  // namespace thethuc::cli
