#include <sys/resource.h>

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "converter_settings.h"
#include "event_log.h"
#include "http/api/service.h"
#include "http/server.h"
#include "library/library.h"
#include "service.h"
#include "signals.h"

namespace thethuc::service {

namespace {

using cli::KeyArguments;
using cli::ServeArguments;

// The system's first limit on open files is often 1024.
void allow_open_files() {
  rlimit limit{};
  if (::getrlimit(RLIMIT_NOFILE, &limit) == 0) {
    limit.rlim_cur = limit.rlim_max;
    ::setrlimit(RLIMIT_NOFILE, &limit);
  }
}

http::ServerSettings server_settings(ServeArguments const& arguments) {
  http::ServerSettings settings;
  settings.address = arguments.bind == "localhost" ? "127.0.0.1" : arguments.bind;
  settings.port = arguments.port;
  if (!arguments.tls_certificate.empty()) {
    settings.tls = http::TlsFiles{arguments.tls_certificate, arguments.tls_key};
  }
  settings.only_this_machine = !arguments.keys.has_value();
  settings.quick_threads =
      arguments.threads > 0 ? arguments.threads
                            : static_cast<int>(std::max(2U, std::thread::hardware_concurrency()));
  // Those that wait for LibreOffice, and a few for large bodies and documents that are checked.
  settings.slow_threads = static_cast<int>(arguments.workers) + 3;
  settings.max_slow_waiting = arguments.max_waiting;
  settings.max_connections = arguments.max_connections;
  settings.timeout = std::chrono::seconds{arguments.timeout};
  settings.keep_alive_timeout = std::chrono::seconds{arguments.keep_alive};
  return settings;
}

std::optional<http::JobSettings> job_settings(ServeArguments const& arguments) {
  if (!arguments.job_folder) {
    return std::nullopt;
  }
  http::JobSettings settings;
  settings.folder = *arguments.job_folder;
  settings.threads = arguments.job_threads > 0
                         ? arguments.job_threads
                         : std::max(1U, std::thread::hardware_concurrency() / 2);
  settings.max_records = arguments.job_records;
  settings.limits.keep = std::chrono::seconds{arguments.job_keep};
  settings.limits.max_unfinished = arguments.job_count;
  settings.limits.max_bytes = std::uint64_t{arguments.job_bytes} << 20;
  return settings;
}

http::ServiceSettings service_settings(cli::Session const& session,
                                       ServeArguments const& arguments,
                                       EventLog& log) {
  http::ServiceSettings settings;
  settings.templates = library::templates_folder(session.templates);
  settings.uploads = arguments.uploads;
  settings.upload_limits = {arguments.upload_versions,
                            arguments.upload_count,
                            std::uint64_t{arguments.upload_bytes} << 20};
  settings.keys = arguments.keys;
  settings.callers = {arguments.rate, arguments.concurrency};
  settings.jobs = job_settings(arguments);
  settings.max_body_bytes = arguments.max_body << 20;
  settings.compile = session.limits.compile;
  settings.data = session.limits.data;
  session.limits.apply(settings.render);
  settings.records = session.limits.records;
  settings.records.package = session.limits.compile.package;
  settings.check = session.limits.check;
  settings.version = THETHUC_VERSION;
  try {
    convert::Settings converter = converter_settings(session);
    converter.workers = arguments.workers;
    converter.spare_workers = 1;
    settings.converter = std::make_shared<convert::Converter>(std::move(converter));
  } catch (convert::Unavailable const& error) {
    settings.why_no_converter = {error.text(base::Language::vi), error.text(base::Language::en)};
  }
  settings.tell = [&log](std::string_view event, http::Notes const& notes) {
    log.tell(event, notes);
  };
  return settings;
}

// Looks after the service every two seconds, until its end.
class Caretaker {
 public:
  explicit Caretaker(http::Service& service) : thread_([this, &service] { run(service); }) {}
  ~Caretaker() {
    {
      std::lock_guard const lock{mutex_};
      is_ending_ = true;
    }
    ended_.notify_all();
    thread_.join();
  }
  Caretaker(Caretaker const&) = delete;
  Caretaker& operator=(Caretaker const&) = delete;

 private:
  void run(http::Service& service) {
    std::unique_lock lock{mutex_};
    while (!is_ending_) {
      lock.unlock();
      service.look_after();
      lock.lock();
      ended_.wait_for(lock, std::chrono::seconds{2}, [this] { return is_ending_; });
    }
  }
  std::mutex mutex_;
  std::condition_variable ended_;
  bool is_ending_ = false;
  std::thread thread_;  // the last member: it uses the others
};

int run(cli::Session const& session, ServeArguments const& arguments) {
  sigset_t const signals = block_signals({SIGINT, SIGTERM, SIGHUP});
  allow_open_files();
  EventLog log{arguments.log == "requests", arguments.audit_log};
  http::ServiceSettings settings = service_settings(session, arguments, log);
  auto const converter = settings.converter;
  http::Service service{std::move(settings)};
  http::Server server{server_settings(arguments),
                      [&service](http::Request const& request) { return service.admit(request); },
                      [&service](http::Exchange const& exchange) { service.done(exchange); },
                      [&log](std::string_view message) {
                        log.tell("problem", {{"message", std::string{message}}});
                      }};
  service.watch([&server] { return server.figures(); });
  Caretaker const caretaker{service};
  bool const is_ipv6 = arguments.bind.find(':') != std::string::npos;
  cli::write_output("-",
                    fmt::format(fmt::runtime(is_ipv6 ? "{}://[{}]:{}/\n" : "{}://{}:{}/\n"),
                                arguments.tls_key.empty() ? "http" : "https",
                                arguments.bind,
                                server.port()));
  int signal = 0;
  while (::sigwait(&signals, &signal) == 0 && signal == SIGHUP) {
    service.reload();
  }
  log.tell("ending", {});
  service.drain();
  // A second signal does not wait.
  ::pthread_sigmask(SIG_UNBLOCK, &signals, nullptr);
  server.stop(std::chrono::seconds{arguments.drain});
  return cli::kDone;
}

}  // namespace

void add_serve(CLI::App& app, cli::Session& session) {
  struct Arguments {
    ServeArguments serve;
    KeyArguments keys;
  };
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand("serve", "Serve the API");
  cli::add_serve_options(*command, arguments->serve, arguments->keys, session);
  cli::add_common_options(*command, session);
  command->callback([&session, arguments, command] {
    session.command = [&session, arguments, command]() -> int {
      if (arguments->keys.action != KeyArguments::Action::none) {
        return run_keys(arguments->keys);
      }
      cli::read_config(*command, arguments->serve);
      cli::require_safe(arguments->serve);
      return run(session, arguments->serve);
    };
  });
}

}  // namespace thethuc::service
