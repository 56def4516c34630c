#include "broker/worker.h"

#include <signal.h>

#include <algorithm>
#include <memory>
#include <string>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "broker/template_bundle.h"
#include "bulk/template_digest.h"
#include "fill_words.h"
#include "service.h"
#include "thethuc/bulk.h"
#include "thethuc/bulk_signals.h"
#include "thethuc/log.h"
#include "thethuc/worker_options.h"

namespace thethuc::service {

namespace {

using cli::WorkerArguments;

// A rule, and the files that its template came as.
struct Compiled {
  broker::UnpackedBundle bundle;
  std::shared_ptr<cli::BulkRule> rule;
};

[[noreturn]] void cannot_compile(broker::Run const& run, base::Diagnostics const& diagnostics) {
  throw base::EnvironmentError(base::Words{
      fmt::format("mẫu của lần chạy {} không biên dịch được ở đây, dù ở {} thì được: {}",
                  run.id,
                  run.origin,
                  diagnostics.to_text(base::Language::vi)),
      fmt::format("the template of run {} cannot be compiled here, though it was at {}: {}",
                  run.id,
                  run.origin,
                  diagnostics.to_text(base::Language::en))});
}

std::shared_ptr<bulk::FillRule const> make_rule(cli::Session session,
                                                WorkerArguments const& arguments,
                                                std::size_t threads,
                                                broker::Run const& run,
                                                std::string const& bundle) {
  base::Diagnostics diagnostics;
  auto compiled = std::make_shared<Compiled>(Compiled{
      broker::UnpackedBundle{bundle, session.limits.compile.package, diagnostics}, nullptr});
  if (diagnostics.has_errors()) {
    cannot_compile(run, diagnostics);
  }
  session.templates = compiled->bundle.templates();
  cli::BulkArguments filling = read_fill_words(run.rule);
  filling.reference = compiled->bundle.reference(run.reference);
  filling.records = "-";  // pictures do not lie beside a file that is not here
  filling.pictures = arguments.pictures;
  filling.jobs = threads;
  compiled->rule = cli::make_bulk_rule(session, filling, diagnostics);
  if (!compiled->rule) {
    cannot_compile(run, diagnostics);
  }
  bulk::FillRule const& rule = cli::fill_rule(*compiled->rule);
  if (bulk::template_digest(*rule.compiled) != run.template_digest) {
    throw base::EnvironmentError(base::Words{
        fmt::format(
            "mẫu của lần chạy {} biên dịch ra khác với ở {}: hai bên cần cùng một phiên bản "
            "thethuc",
            run.id,
            run.origin),
        fmt::format("the template of run {} compiles to another one here than at {}: use one "
                    "version of thethuc for both",
                    run.id,
                    run.origin)});
  }
  cli::log_step(fmt::format("run {} of {}", run.id, run.origin));
  return {std::move(compiled), &rule};
}

broker::WorkerOptions worker_options(WorkerArguments const& arguments) {
  broker::WorkerOptions options;
  options.folder = arguments.folder;
  options.name = arguments.name.empty() ? broker::default_worker_name() : arguments.name;
  options.threads =
      arguments.jobs > 0 ? arguments.jobs : std::max(1u, std::thread::hardware_concurrency());
  options.idle = std::chrono::duration_cast<std::chrono::milliseconds>(
      std::chrono::duration<double>{arguments.idle});
  options.tries = arguments.tries;
  options.patience = patience_of(arguments.broker_wait);
  return options;
}

int run(cli::Session const& session, WorkerArguments const& arguments) {
  ::signal(SIGPIPE, SIG_IGN);  // a Redis that goes is no reason to end
  arguments.check();
  broker::Address const address = broker_address(arguments.broker);
  broker::WorkerOptions const options = worker_options(arguments);
  cli::BulkSignals signals;
  cli::log_step(fmt::format("worker {} at {}", options.name, address.text()));
  broker::WorkerReport const report = broker::work(
      address,
      options,
      [&](broker::Run const& run, std::string const& bundle) {
        return make_rule(session, arguments, options.threads, run, bundle);
      },
      signals.stop(),
      [](std::string_view message) { cli::log_detail(message); });
  cli::log_step(fmt::format("ending: {} documents, {} failed", report.done, report.failed));
  return cli::kDone;
}

}  // namespace

void add_worker(CLI::App& app, cli::Session& session) {
  auto const arguments = std::make_shared<WorkerArguments>();
  CLI::App* const command = app.add_subcommand("worker", "Take records of bulk from a stream");
  cli::add_worker_options(*command, *arguments);
  cli::add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::service
