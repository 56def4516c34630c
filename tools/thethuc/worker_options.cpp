#include "worker_options.h"

#include <fmt/format.h>

#include "bulk.h"
#include "session.h"

namespace thethuc::cli {

namespace {

constexpr char const* kFooter = R"(
Makes the documents of `thethuc bulk --broker`. Any number of workers, on any number of machines,
share the records of a stream; all write to the folder of the run, on a file system that they share
with it. Templates come with the run. A record is acknowledged once its documents have their names;
what a dead worker left is claimed by others. The password may stand in $THETHUC_REDIS_PASSWORD.

SIGTERM and Ctrl+C: it finishes what it has, and ends with status 0.

Example:
  thethuc worker --broker redis://hang-doi.so.gov.vn/giay-moi -o /mnt/chung/giay-moi

Exit status: 0 ended by a signal, 2 wrong usage, 3 the environment is at fault (disk, memory, Redis,
no LibreOffice, another version than who began the run): what it had is given back to the others.)";

}  // namespace

void WorkerArguments::check() const {
  bool const is_plain =
      name.size() <= 64 &&
      name.find_first_not_of("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.") ==
          std::string::npos;
  if (!is_plain) {
    throw UsageError(
        fmt::format("expected --name of at most 64 letters, digits, '-', '_' and '.', found {}",
                    name),
        fmt::format("--name chỉ gồm tối đa 64 chữ cái không dấu, chữ số, '-', '_' và '.', nhưng "
                    "đây là {}",
                    name));
  }
}

void add_worker_options(CLI::App& command, WorkerArguments& arguments) {
  command
      .add_option("--broker",
                  arguments.broker,
                  "The stream: redis://[[user]:password@]host[:port]/stream[?db=N]")
      ->required()
      ->type_name("URL");
  command.add_option("-o,--output", arguments.folder, "The folder of the run's documents")
      ->required()
      ->type_name("DIR");
  command
      .add_option("--name", arguments.name, "No other worker has it (default: host and process)")
      ->type_name("NAME");
  command.add_option("--jobs", arguments.jobs, "Documents at once (default: processors)")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command.add_option("--pictures", arguments.pictures, "Folder of the pictures that records name")
      ->type_name("DIR");
  command
      .add_option("--idle", arguments.idle, "After so long without a sign of life a worker is dead")
      ->check(CLI::Range(0.5, 86'400.0))
      ->type_name("SECONDS")
      ->capture_default_str();
  command
      .add_option("--tries",
                  arguments.tries,
                  "A record at which so many workers died is given up: it goes to the stream "
                  "STREAM:dead")
      ->check(CLI::Range(1, 1'000))
      ->type_name("N")
      ->capture_default_str();
  add_broker_wait(command, arguments.broker_wait);
  command.footer(kFooter);
}

}  // namespace thethuc::cli
