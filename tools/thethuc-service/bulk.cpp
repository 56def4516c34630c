// `bulk --broker`.

#include <signal.h>

#include <functional>
#include <memory>

#include "broker/follow.h"
#include "broker/template_bundle.h"
#include "fill_words.h"
#include "service.h"
#include "thethuc/bulk.h"
#include "thethuc/bulk_command.h"
#include "thethuc/bulk_report.h"
#include "thethuc/bulk_source.h"

namespace thethuc::service {

namespace {

int run(cli::Session const& session, cli::BulkArguments const& arguments) {
  ::signal(SIGPIPE, SIG_IGN);  // a Redis that goes is no reason to end
  arguments.check();
  broker::Address const address = broker_address(arguments.broker);
  auto const follow = [&](cli::Opened const& opened,
                          bulk::Stop const& stop,
                          std::function<void(bulk::Tally const&)> const& progress,
                          base::Diagnostics& out) {
    broker::FollowOptions options;
    options.run = cli::run_options(session, arguments, *opened.rule);
    options.folder = arguments.folder;
    options.bundle = broker::bundle_template(arguments.reference, session.templates);
    options.rule = fill_words(arguments);
    options.patience = patience_of(arguments.broker_wait);
    options.no_worker = [&] { cli::report_no_worker(session, address.text(), arguments.folder); };
    return broker::follow(
        opened.open, cli::fill_rule(*opened.rule), address, options, stop, progress, out);
  };
  return cli::run_bulk(session, arguments, follow);
}

}  // namespace

void add_bulk(CLI::App& app, cli::Session& session) {
  auto const arguments = std::make_shared<cli::BulkArguments>();
  CLI::App* const command = app.add_subcommand("bulk", "Fill a template with many records");
  cli::add_bulk_options(*command, *arguments);
  command->get_option("--broker")->required();
  cli::add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::service
