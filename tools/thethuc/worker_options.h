#pragma once

// `worker`: its options, as `thethuc` reads them to tell mistakes, and thethuc-service to work.

#include <cstddef>
#include <cstdint>
#include <string>

#include <CLI/CLI.hpp>

namespace thethuc::cli {

struct WorkerArguments {
  std::string broker;
  double broker_wait = 30;  // seconds
  std::string folder;       // -o
  std::string name;         // "": of the host and the process
  std::string pictures;
  std::size_t jobs = 0;  // 0: the processors
  double idle = 30;      // seconds
  std::uint64_t tries = 3;

  // Throws UsageError for a name that no file could have.
  void check() const;
};

// Declares them, with the help.
void add_worker_options(CLI::App& command, WorkerArguments& arguments);

}  // namespace thethuc::cli
