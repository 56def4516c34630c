#include <sys/wait.h>

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include <fmt/format.h>

#include "base/input_file.h"
#include "browser.h"
#include "converter_settings.h"
#include "http/preview_site.h"
#include "http/server.h"
#include "review/preview_session.h"
#include "service.h"
#include "signals.h"
#include "thethuc/log.h"
#include "thethuc/preview_options.h"

namespace thethuc::service {

namespace {

using cli::PreviewArguments;

review::PreviewInput input_of(cli::Session const& session, PreviewArguments const& arguments) {
  review::PreviewInput input;
  cli::FillArguments const& filled = arguments.filled;
  input.reference = filled.reference;
  input.data = filled.data;
  input.templates = session.templates;
  input.profile = cli::profile_request(filled.profile);
  input.convert_legacy = !filled.convert_legacy.empty();
  if (filled.convert_legacy == "tcvn3") {
    input.legacy_encoding = base::LegacyEncoding::tcvn3;
  } else if (filled.convert_legacy == "vni") {
    input.legacy_encoding = base::LegacyEncoding::vni;
  }
  session.limits.apply(input.render);
  input.render.missing = render::missing_from_name(filled.missing);
  input.render.strict = filled.strict;
  input.compile = session.limits.compile;
  input.data_limits = session.limits.data;
  return input;
}

// Until a signal ends the service. `browser` is the process that opens the page; 0: there is none.
void wait_for_end(sigset_t const& signals, pid_t browser) {
  while (true) {
    int signal = 0;
    ::sigwait(&signals, &signal);
    if (signal != SIGCHLD) {
      return;
    }
    if (browser != 0 && ::waitpid(browser, nullptr, WNOHANG) == browser) {
      browser = 0;
    }
  }
}

int run(cli::Session const& session, PreviewArguments const& arguments) {
  cli::require_watchable(arguments);
  // SIGCHLD: for the browser's end.
  sigset_t const signals = block_signals({SIGINT, SIGTERM, SIGHUP, SIGCHLD});
  review::PreviewSettings settings;
  settings.input = input_of(session, arguments);
  settings.layouter = review::layouter_by_libreoffice(converter_settings(session));
  settings.check = session.limits.check;
  settings.check.package = session.limits.compile.package;
  review::PreviewSession preview{std::move(settings)};

  std::string const key = http::new_key();
  http::PreviewSite const site{preview, {key, base::file_display_name(arguments.filled.data)}};
  http::ServerSettings server_settings;
  server_settings.port = arguments.port;
  http::Server server{
      server_settings,
      [&site](http::Request const& request) { return site.admit(request); },
      [](http::Exchange const& exchange) {
        // The query may hold the key to the page: no log shows it.
        cli::log_detail(fmt::format(
            "{} {} {}", exchange.request.method, exchange.request.path, exchange.response.status));
      },
      [](std::string_view message) { cli::log_detail(message); }};
  std::string const address = fmt::format("http://127.0.0.1:{}/?key={}", server.port(), key);
  cli::write_output("-", address + "\n");
  std::optional<pid_t> browser;
  if (arguments.open) {
    browser = open_in_browser(address);
    if (!browser) {
      session.report_failure("environment",
                             session.language() == base::Language::vi
                                 ? "không có xdg-open; hãy tự mở địa chỉ trên"
                                 : "there is no xdg-open; open the address yourself");
    }
  }
  wait_for_end(signals, browser.value_or(0));
  cli::log_step("ending");
  // A second Ctrl+C does not wait for LibreOffice.
  ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  preview.stop();
  server.stop();
  return cli::kDone;
}

}  // namespace

void add_preview(CLI::App& app, cli::Session& session) {
  auto const arguments = std::make_shared<PreviewArguments>();
  CLI::App* const command = app.add_subcommand("preview", "Serve a preview");
  cli::add_preview_options(*command, *arguments);
  cli::add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::service
