#include "broker/run_shelf.h"

#include <chrono>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/sha256.h"
#include "broker/run_mark.h"

namespace thethuc::broker {

namespace {

constexpr std::size_t kMostLoaded = 8;
// A file that is new on another machine may show late on a network file system.
constexpr int kLooks = 10;
constexpr std::chrono::milliseconds kBetweenLooks{300};

}  // namespace

std::shared_ptr<Run const> RunShelf::describe(std::string const& id) {
  for (auto const& known : loaded_) {
    if (known->run.id == id) {
      return {known, &known->run};
    }
  }
  auto run = inbox_.run(id);
  return run ? std::make_shared<Run const>(std::move(*run)) : nullptr;
}

void RunShelf::require_folder(Run const& run) const {
  for (int look = 1; read_run_mark(options_.folder) != run.id; ++look) {
    if (look == kLooks) {
      throw base::EnvironmentError(fmt::format(
          "the documents of run {} are awaited in {}, and {} is not that folder; start the worker "
          "with -o and the same folder, on a file system that both machines share",
          run.id,
          run.origin,
          options_.folder.string()));
    }
    std::this_thread::sleep_for(kBetweenLooks);
  }
}

std::shared_ptr<LoadedRun const> RunShelf::load(std::string const& id) {
  for (auto const& known : loaded_) {
    if (known->run.id == id) {
      return known;
    }
  }
  auto run = inbox_.run(id);
  if (!run) {
    return nullptr;
  }
  require_folder(*run);
  std::string const bundle = inbox_.bundle(run->bundle);
  if (base::sha256_hex(bundle) != run->bundle) {
    throw base::EnvironmentError(fmt::format(
        "the template of run {} is not in Redis; go on with it: thethuc bulk … --resume", id));
  }
  auto made = std::make_shared<LoadedRun>();
  made->rule = make_rule_(*run, bundle);
  made->run = std::move(*run);
  for (std::size_t i = 0; i < options_.threads; ++i) {
    made->fillers.push_back(std::make_unique<bulk::Filler>(*made->rule));
  }
  loaded_.push_front(made);
  if (loaded_.size() > kMostLoaded) {
    loaded_.pop_back();
  }
  return made;
}

}  // namespace thethuc::broker
