#include "broker/worker.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <optional>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "broker/inbox.h"
#include "broker/lease.h"
#include "broker/run_mark.h"
#include "broker/run_shelf.h"
#include "bulk/folder_output.h"
#include "bulk/manifest.h"
#include "bulk/ordered.h"

namespace thethuc::broker {

namespace {

using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;

constexpr std::size_t kMostOfBatch = 128;   // records
constexpr double kBatchMilliseconds = 250;  // a batch is to take about so long, at most
constexpr double kFirstGuess = 50;          // ms that a record takes
constexpr milliseconds kWait{300};          // for records; so soon a stop is heard

struct Task {
  Message message;
  std::shared_ptr<LoadedRun const> loaded;
  bulk::Filled filled;
};

struct Batch {
  std::vector<Task> tasks;
  std::size_t held = 0;  // bytes of documents
  std::size_t bytes() const { return held; }
};

class Worker {
 public:
  Worker(Address const& address,
         WorkerOptions const& options,
         MakeRule const& make_rule,
         bulk::Stop const& stop,
         std::function<void(std::string_view)> const& log)
      : options_(options),
        stop_(stop),
        log_(log),
        reading_(address, options.patience, stop),
        finishing_(address, options.patience, stop),
        inbox_(reading_, options.name),
        outbox_(finishing_, options.name),
        shelf_(inbox_, options, make_rule),
        output_(options.folder, worker_tag(options.name)),
        lease_(address, options.patience, stop, options.name, options.idle) {
    inbox_.join();
  }

  WorkerReport go() {
    bulk::Ordered<Batch>::Steps steps;
    steps.produce = [this](Batch& batch) { return produce(batch); };
    steps.work = [this](std::size_t thread, Batch& batch) { fill(thread, batch); };
    steps.consume = [this](Batch& batch) {
      finish(batch);
      return true;
    };
    steps.drop = [this](Batch& batch) { drop(batch); };
    bulk::OrderedLimits limits;
    limits.threads = options_.threads;
    limits.chunks_ahead = options_.threads + 1;  // a record in hand is one that no other can take
    try {
      bulk::Ordered<Batch>{limits, std::move(steps)}.run();
    } catch (...) {
      give_back();
      throw;
    }
    inbox_.leave();
    return report_;
  }

 private:
  // False after a stop.
  bool produce(Batch& batch) {
    batch.tasks.clear();
    batch.held = 0;
    while (batch.tasks.empty()) {
      if (stop_.requested()) {
        return false;
      }
      for (Message& message : next_messages()) {
        accept(std::move(message), batch);
      }
    }
    return true;
  }

  std::vector<Message> next_messages() {
    double const each = std::max(milliseconds_.load(std::memory_order_relaxed), 0.001);
    auto const most = static_cast<std::size_t>(
        std::clamp(kBatchMilliseconds / each, 1.0, static_cast<double>(kMostOfBatch)));
    std::vector<Message> messages;
    if (Clock::now() >= claim_at_) {
      claim_at_ = Clock::now() + options_.idle / 3;
      messages = inbox_.claim(most, options_.idle);
    }
    if (messages.empty()) {
      messages = inbox_.read(most, std::min(kWait, options_.idle / 3));
    } else {
      claim_at_ = Clock::now();  // there may be more
      log_(fmt::format("claimed {} records of {}", messages.size(), messages[0].last_worker));
    }
    lease_.hold(messages);
    return messages;
  }

  void accept(Message message, Batch& batch) {
    std::shared_ptr<Run const> const run = shelf_.describe(message.run);
    if (!run) {
      inbox_.drop(message);
    } else if (message.tries > options_.tries) {
      bury(message, *run);
    } else if (auto loaded = shelf_.load(message.run)) {
      batch.tasks.push_back({std::move(message), std::move(loaded), {}});
      return;
    }
    lease_.release({&message});
  }

  // Its template is not touched: that may be what others died of.
  void bury(Message const& message, Run const& run) {
    bulk::Filled filled;
    filled.index = message.record.index;
    filled.place = message.record.place;
    filled.status = bulk::RecordStatus::failed;
    filled.diagnostics.add(base::diagnose(
        base::Id::record_given_up,
        message.record.place,
        {},
        {{"tries", std::to_string(message.tries - 1)}, {"worker", message.last_worker}}));
    inbox_.bury(message, result_of(filled, run));
    log_(fmt::format("record {}: given up after {} tries", filled.index + 1, message.tries - 1));
  }

  static Result result_of(bulk::Filled const& filled, Run const& run) {
    return {"",
            filled.index,
            filled.status == bulk::RecordStatus::done,
            bulk::manifest_line(filled, run.language)};
  }

  void fill(std::size_t thread, Batch& batch) {
    for (Task& task : batch.tasks) {
      task.loaded->fillers[thread]->fill(task.message.record, task.message.number, {}, task.filled);
      if (task.filled.status == bulk::RecordStatus::done) {
        output_.prepare(task.filled);
      }
      milliseconds_.store(task.filled.milliseconds, std::memory_order_relaxed);
      for (bulk::DocumentFile const& file : task.filled.files) {
        batch.held += file.bytes.size();
      }
    }
  }

  // The files are where they belong before Redis hears of them.
  void finish(Batch& batch) {
    std::vector<Message const*> messages;
    std::vector<Result> results;
    for (Task& task : batch.tasks) {
      if (task.filled.status == bulk::RecordStatus::done) {
        output_.add(task.filled);
        ++report_.done;
      } else {
        ++report_.failed;
      }
      messages.push_back(&task.message);
      results.push_back(result_of(task.filled, task.loaded->run));
    }
    output_.hand_over();
    output_.commit();
    outbox_.finish(messages, results);
    lease_.release(messages);
    log_(fmt::format("finished {} records", messages.size()));
  }

  void drop(Batch& batch) {
    for (Task& task : batch.tasks) {
      if (!task.filled.files.empty()) {
        output_.drop(task.filled);
      }
    }
  }

  // The surroundings have failed, and may fail again: then others wait until this one counts as
  // dead.
  void give_back() noexcept {
    try {
      outbox_.give_back(lease_.held());
      outbox_.leave();
    } catch (std::exception const& error) {
      log_(error.what());
    }
  }

  WorkerOptions const& options_;
  bulk::Stop const& stop_;
  std::function<void(std::string_view)> const& log_;
  Connection reading_;    // of whichever thread produces
  Connection finishing_;  // of the thread that consumes
  Inbox inbox_;
  Inbox outbox_;
  RunShelf shelf_;
  bulk::FolderOutput output_;
  std::atomic<double> milliseconds_{kFirstGuess};  // of the last record
  Clock::time_point claim_at_ = Clock::now();
  WorkerReport report_;
  Lease lease_;  // the last member: its thread ends first
};

}  // namespace

std::string default_worker_name() {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  return fmt::format("{}-{}", host.data(), ::getpid());
}

WorkerReport work(Address const& address,
                  WorkerOptions const& options,
                  MakeRule const& make_rule,
                  bulk::Stop const& stop,
                  std::function<void(std::string_view)> const& log) {
  Worker worker{address, options, make_rule, stop, log};
  WorkerReport const report = worker.go();
  return report;
}

}  // namespace thethuc::broker
