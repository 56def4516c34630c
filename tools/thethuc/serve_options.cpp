#include "serve_options.h"

#include <fstream>

#include <fmt/format.h>

#include "session.h"
#include "usage_words.h"

namespace thethuc::cli {

namespace {

constexpr char const* kFooter = R"(
Renders, checks and compares over HTTP, for other systems; GET /openapi.json says all routes. Prints
the address when it is ready. SIGTERM and Ctrl+C end it when what it has is answered; SIGHUP reads
templates and keys anew. Log lines go to standard error, as JSON. With --job-folder it makes many
documents of one template in the background; jobs go on after a restart.

Without --api-keys it listens on this machine only. Each option can be set in the environment
(THETHUC_SERVE_PORT=8080) and in the file of --config (TOML: port = 8080); arguments come first, then
the environment, then the file.

Examples:
  thethuc serve
  thethuc serve keys add van-thu --scopes render,check --api-keys khoa.json
  thethuc serve --bind 0.0.0.0 --api-keys khoa.json --tls-cert cert.pem --tls-key key.pem

Exit status: 0 it was ended, 2 wrong usage, 3 the environment is at fault (the port is taken, no
library of templates, a file of keys or a certificate that cannot be read, the folder of jobs is
another service's).)";

CLI::Option* with_environment(CLI::Option* option) {
  std::string name = "THETHUC_SERVE_";
  for (char const c : option->get_lnames().front()) {
    name += c == '-' ? '_' : static_cast<char>(c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c);
  }
  return option->envname(name);
}

void add_key_commands(CLI::App& command, KeyArguments& keys, Session& session) {
  CLI::App* const group =
      command.add_subcommand("keys", "The keys of those who may use the service");
  group->require_subcommand(1);
  auto const add = [&](char const* name, char const* words, KeyArguments::Action action) {
    CLI::App* const made = group->add_subcommand(name, words);
    made->add_option("--api-keys", keys.file, "File of keys: it holds their digests")
        ->required()
        ->envname("THETHUC_SERVE_API_KEYS")
        ->type_name("FILE");
    add_common_options(*made, session);
    made->callback([&keys, action] { keys.action = action; });
    return made;
  };
  CLI::App* const adding =
      add("add", "Make a key and print it, this once", KeyArguments::Action::add);
  adding->add_option("NAME", keys.name, "Whom it is for")->required()->type_name("");
  adding->add_option("--scopes", keys.scopes, "What it may be used for")
      ->delimiter(',')
      ->check(CLI::IsMember({"render", "check", "templates", "admin"}))
      ->capture_default_str();
  adding->add_option("--rate", keys.rate, "Requests a second, twice as many at once")
      ->type_name("N");
  adding->add_option("--concurrency", keys.concurrency, "Requests at once")->type_name("N");
  add("list", "Print names, scopes and limits", KeyArguments::Action::list)
      ->add_option("--format", keys.format, "What to print")
      ->check(CLI::IsMember({"text", "json"}))
      ->capture_default_str();
  add("revoke", "Take a key away", KeyArguments::Action::revoke)
      ->add_option("NAME", keys.name, "Whose")
      ->required()
      ->type_name("");
}

}  // namespace

void add_serve_options(CLI::App& command,
                       ServeArguments& arguments,
                       KeyArguments& keys,
                       Session& session) {
  auto const option = [&](char const* name, auto& value, char const* words, char const* type) {
    return with_environment(command.add_option(name, value, words)->type_name(type));
  };
  option("--config", arguments.config, "File of options, TOML or INI", "FILE");
  option("--bind", arguments.bind, "Address to listen at", "ADDRESS")->capture_default_str();
  option("--port", arguments.port, "Port; 0: one that is free", "N")->capture_default_str();
  option("--tls-cert", arguments.tls_certificate, "Certificate and its chain, PEM", "FILE");
  option("--tls-key", arguments.tls_key, "Its private key, PEM", "FILE");
  option("--api-keys", arguments.keys, "File of keys; see `serve keys`", "FILE");
  option("--uploads", arguments.uploads, "Folder that templates may be put into over HTTP", "DIR");
  option("--upload-versions",
         arguments.upload_versions,
         "Versions of a template that are kept, the latest",
         "N")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  option("--upload-count", arguments.upload_count, "Templates that may be uploaded", "N")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  option("--upload-bytes", arguments.upload_bytes, "What all uploads may take, MiB", "N")
      ->check(CLI::Range(1, 16'777'216))
      ->capture_default_str();
  option("--job-folder",
         arguments.job_folder,
         "Folder that jobs are kept in; none are taken without it",
         "DIR");
  option("--job-threads",
         arguments.job_threads,
         "Threads that run jobs (default: half the processors)",
         "N")
      ->check(CLI::Range(1, 64));
  option("--job-keep", arguments.job_keep, "Seconds that a job's result is kept", "N")
      ->check(CLI::Range(1, 31'536'000))
      ->capture_default_str();
  option("--job-count", arguments.job_count, "Unfinished jobs of a key", "N")
      ->check(CLI::Range(1, 10'000))
      ->capture_default_str();
  option("--job-records", arguments.job_records, "Records of a job", "N")
      ->check(CLI::Range(1, 10'000'000))
      ->capture_default_str();
  option("--job-bytes", arguments.job_bytes, "What is kept of a key's jobs, MiB", "N")
      ->check(CLI::Range(1, 16'777'216))
      ->capture_default_str();
  option(
      "--audit-log", arguments.audit_log, "File that each rendered document is noted in", "FILE");
  option("--log", arguments.log, "What is told of", "WHAT")
      ->check(CLI::IsMember({"requests", "problems"}))
      ->capture_default_str();
  option("--max-body", arguments.max_body, "Largest body of a request, MiB", "N")
      ->check(CLI::Range(1, 1024))
      ->capture_default_str();
  option("--timeout", arguments.timeout, "Seconds that a client may take", "N")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  option("--keep-alive", arguments.keep_alive, "Seconds between two requests", "N")
      ->check(CLI::Range(1, 3600))
      ->capture_default_str();
  option("--max-connections", arguments.max_connections, "Open connections", "N")
      ->check(CLI::Range(1, 100'000))
      ->capture_default_str();
  option("--threads", arguments.threads, "Threads that render (default: processors)", "N")
      ->check(CLI::Range(1, 256));
  option("--workers", arguments.workers, "LibreOffice processes; one more stands by", "N")
      ->check(CLI::Range(1, 64))
      ->capture_default_str();
  option("--max-waiting", arguments.max_waiting, "Requests that wait for LibreOffice", "N")
      ->check(CLI::Range(0, 10'000))
      ->capture_default_str();
  option("--rate", arguments.rate, "Requests a second of a key (default: no limit)", "N");
  option(
      "--concurrency", arguments.concurrency, "Requests at once of a key (default: no limit)", "N");
  option("--drain", arguments.drain, "Seconds to answer what there is when ended", "N")
      ->capture_default_str();
  command.footer(kFooter);
  command.require_subcommand(0, 1);
  add_key_commands(command, keys, session);
}

void read_config(CLI::App& command, ServeArguments const& arguments) {
  if (arguments.config.empty()) {
    return;
  }
  std::ifstream stream{arguments.config};
  if (!stream) {
    throw UsageError(fmt::format("cannot read the options in {}", arguments.config),
                     fmt::format("không đọc được tùy chọn trong {}", arguments.config));
  }
  std::string const& file = arguments.config;
  try {
    for (CLI::ConfigItem const& item : CLI::ConfigTOML{}.from_config(stream)) {
      if (item.name == "++" || item.name == "--") {  // how CLI11 says that a section begins or ends
        continue;
      }
      CLI::Option* const option = command.get_option_no_throw("--" + item.name);
      if (option == nullptr || item.name == "config") {
        throw UsageError(fmt::format("{}: there is no option {}", file, item.fullname()),
                         fmt::format("{}: không có tùy chọn {}", file, item.fullname()));
      }
      if (option->count() == 0) {
        option->add_result(item.inputs);
        option->run_callback();
      }
    }
  } catch (CLI::Error const& error) {
    throw UsageError(fmt::format("{}: {}", file, error.what()),
                     fmt::format("{}: {}", file, usage_words(error.what(), base::Language::vi)));
  }
}

void require_safe(ServeArguments const& arguments) {
  bool const is_loopback =
      arguments.bind == "127.0.0.1" || arguments.bind == "::1" || arguments.bind == "localhost";
  if (!is_loopback && !arguments.keys) {
    throw UsageError(
        fmt::format("--bind {} needs --api-keys: without keys only this machine may ask",
                    arguments.bind),
        fmt::format("--bind {} cần --api-keys: không có khóa thì chỉ máy này được dùng",
                    arguments.bind));
  }
  if (arguments.tls_certificate.empty() != arguments.tls_key.empty()) {
    throw UsageError("--tls-cert and --tls-key need each other",
                     "--tls-cert và --tls-key phải đi cùng nhau");
  }
}

}  // namespace thethuc::cli
