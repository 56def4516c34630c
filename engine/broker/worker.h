#pragma once

// Takes records from a stream, makes their documents, and says what became of each.

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "broker/address.h"
#include "broker/connection.h"
#include "broker/messages.h"
#include "bulk/filler.h"
#include "bulk/stop.h"

namespace thethuc::broker {

struct WorkerOptions {
  std::filesystem::path folder;  // of the documents: the one in which who began the run awaits them
  std::string name;              // no other worker of the stream has it
  std::size_t threads = 1;
  // Without a sign of life for so long, a worker is dead and its records are others'.
  std::chrono::milliseconds idle{30'000};
  // A record at which so many workers died goes to the stream of the dead.
  std::uint64_t tries = 3;
  Patience patience;
};

struct WorkerReport {
  std::uint64_t done = 0;
  std::uint64_t failed = 0;    // those that were given up among them
  std::uint64_t given_up = 0;  // others had died at them
};

// Makes the rule of a run by its description and its template's bundle. Throws EnvironmentError
// when this machine cannot fill it as was asked for.
using MakeRule =
    std::function<std::shared_ptr<bulk::FillRule const>(Run const& run, std::string const& bundle)>;

// A name that no other process has: "host-pid".
std::string default_worker_name();

// Works until `stop`: then it finishes what it has and leaves. A record whose data or template are
// at fault has failed, and is not tried again. When the surroundings fail it throws
// EnvironmentError and gives back what it had: others get it at once. A worker that is killed gives
// back nothing: others claim its records after `idle`. `log` may be called by any thread.
WorkerReport work(Address const& address,
                  WorkerOptions const& options,
                  MakeRule const& make_rule,
                  bulk::Stop const& stop,
                  std::function<void(std::string_view)> const& log);

}  // namespace thethuc::broker
