#include "bulk_command.h"

#include <system_error>
#include <utility>

#include <fmt/format.h>

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
  bool has_begun = false;
  try {
    report = run_records(
        opened,
        signals.stop(),
        [&](bulk::Tally const& tally) {
          has_begun = true;
          progress.show(tally);
        },
        diagnostics);
  } catch (base::EnvironmentError const&) {
    progress.clear();
    if (has_begun) {
      report_how_to_go_on(session);
    }
    throw;
  }
  progress.clear();
  session.report(diagnostics);
  if (diagnostics.has_errors() && report.tally.done == 0) {
    return kInputAtFault;
  }
  report_run(session, report, progress.seconds());
  if (report.stopped && has_begun) {
    report_how_to_go_on(session);
  }
  if (diagnostics.has_errors()) {
    return kInputAtFault;
  }
  return report.tally.failed > 0 ? kPartFailed : kDone;
}

// Threads that the system does not give are no fault of ours, and a lower --jobs is the remedy.
[[noreturn]] void fail_threads(BulkArguments const& arguments, std::error_code const& error) {
  base::Words const why = base::system_words(error.value());
  throw base::EnvironmentError{base::Words{
      fmt::format("không tạo được {} luồng: {}; giảm --jobs, hoặc nâng giới hạn bộ nhớ và số tiến "
                  "trình (ulimit -v, -u)",
                  arguments.threads(),
                  why.vi),
      fmt::format("cannot start {} threads: {}; give fewer --jobs, or raise the limits of memory "
                  "and processes (ulimit -v, -u)",
                  arguments.threads(),
                  why.en)}};
}

int begin(Session const& session,
          BulkArguments const& arguments,
          BulkSignals& signals,
          RunRecords const& run_records) {
  base::Diagnostics diagnostics;
  Opened opened;
  opened.rule = make_bulk_rule(session, arguments, diagnostics);
  session.report(diagnostics);
  if (!opened.rule) {
    return kInputAtFault;
  }
  signals.on_second([rule = opened.rule] { abandon(*rule); });
  return open_source(session, arguments, signals.stop(), opened)
             ? follow(session, signals, opened, run_records)
             : kDone;
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
    try {
      code = begin(session, arguments, signals, run_records);
    } catch (std::system_error const& error) {
      if (error.code() == std::errc::resource_unavailable_try_again) {
        fail_threads(arguments, error.code());
      }
      throw;
    }
    received = signals.received();
  }
  end_by(received);
  return code;
}

}  // namespace thethuc::cli
