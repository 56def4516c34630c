#include "bulk_command.h"

#include <utility>

#include "base/environment_error.h"
#include "bulk_progress.h"
#include "bulk_report.h"
#include "bulk_signals.h"

namespace thethuc::cli {

namespace {

int follow(Session const& session,
           BulkSignals& signals,
           Opened const& opened,
           RunRecords const& run_records) {
  base::Diagnostics diagnostics;
  BulkProgress progress{session.language(), session.quiet || session.errors == "json"};
  bulk::RunReport report;
  try {
    report = run_records(
        opened,
        signals.stop(),
        [&](bulk::Tally const& tally) { progress.show(tally); },
        diagnostics);
  } catch (base::EnvironmentError const&) {
    progress.clear();
    report_how_to_go_on(session);
    throw;
  }
  progress.clear();
  session.report(diagnostics);
  if (diagnostics.has_errors() && report.tally.done == 0) {
    return kInputAtFault;
  }
  report_run(session, report, progress.seconds());
  if (report.stopped) {
    report_how_to_go_on(session);
  }
  if (diagnostics.has_errors()) {
    return kInputAtFault;
  }
  return report.tally.failed > 0 ? kPartFailed : kDone;
}

}  // namespace

int run_bulk(Session const& session,
             BulkArguments const& arguments,
             RunRecords const& run_records) {
  arguments.check();
  int received = 0;
  int code = kDone;
  {
    BulkSignals signals;
    base::Diagnostics diagnostics;
    Opened opened;
    opened.rule = make_bulk_rule(session, arguments, diagnostics);
    session.report(diagnostics);
    if (!opened.rule) {
      return kInputAtFault;
    }
    signals.on_second([rule = opened.rule] { abandon(*rule); });
    code = open_source(session, arguments, signals.stop(), opened)
               ? follow(session, signals, opened, run_records)
               : kDone;
    received = signals.received();
  }
  end_by(received);
  return code;
}

}  // namespace thethuc::cli
