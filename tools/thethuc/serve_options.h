#pragma once

// `serve`: its options, as `thethuc` reads them to tell mistakes, and thethuc-service to serve.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>

#include "session.h"

namespace thethuc::cli {

struct ServeArguments {
  std::string config;  // a file of options; "": none
  std::string bind = "127.0.0.1";
  std::uint16_t port = 8080;  // 0: one that is free
  std::string tls_certificate;
  std::string tls_key;
  std::optional<std::filesystem::path> keys;
  std::optional<std::filesystem::path> uploads;
  std::size_t upload_versions = 100;  // of each template
  std::size_t upload_count = 500;     // templates
  std::size_t upload_bytes = 2048;    // MiB of all
  std::optional<std::filesystem::path> audit_log;
  std::string log = "requests";  // "requests", "problems"
  std::size_t max_body = 32;     // MiB
  unsigned timeout = 10;         // seconds
  unsigned keep_alive = 60;
  std::size_t max_connections = 4096;
  int threads = 0;          // 0: as many as there are processors
  std::size_t workers = 1;  // LibreOffice processes that serve
  std::size_t max_waiting = 32;
  unsigned rate = 0;  // of each key; 0: no limit
  unsigned concurrency = 0;
  unsigned drain = 30;  // seconds
  std::optional<std::filesystem::path> job_folder;
  std::size_t job_threads = 0;  // 0: half as many as there are processors
  unsigned job_keep = 86'400;   // seconds
  std::size_t job_count = 10;   // unfinished ones of each key
  std::size_t job_records = 100'000;
  std::size_t job_bytes = 1024;  // MiB of each key
};

struct KeyArguments {
  enum class Action { none, add, list, revoke };
  Action action = Action::none;
  std::filesystem::path file;
  std::string name;
  std::vector<std::string> scopes{"render"};
  unsigned rate = 0;
  unsigned concurrency = 0;
  std::string format = "text";
};

// Declares them, with the help and the subcommand `keys`.
void add_serve_options(CLI::App& command,
                       ServeArguments& arguments,
                       KeyArguments& keys,
                       Session& session);

// Takes what --config says for the options that neither the arguments nor the environment have set.
// Throws UsageError for an option that there is not, or a value that it cannot have.
void read_config(CLI::App& command, ServeArguments const& arguments);

// Throws UsageError for what makes no sense together: an address that others can reach without
// keys, half of TLS.
void require_safe(ServeArguments const& arguments);

}  // namespace thethuc::cli
