#include "convert/pool.h"

#include <signal.h>

#include <algorithm>
#include <chrono>
#include <exception>
#include <optional>

#include <fmt/format.h>

namespace thethuc::convert {

namespace {

using namespace std::chrono_literals;

// A disk that has not seen LibreOffice yet, on a machine that does other things too.
constexpr std::chrono::seconds kStartTime = 60s;
// After so many failed starts in a row nobody tries for a while: each takes seconds of a processor.
constexpr int kFailedStarts = 3;
constexpr std::chrono::seconds kRestAfterFailures = 10s;

Unavailable ending() {
  return Unavailable{{"bộ chuyển đổi đang dừng", "the converter is being closed"}};
}

}  // namespace

// One worker, and the thread that looks after it.
class Converter::Pool::Slot {
 public:
  explicit Slot(Pool& pool) : pool_(pool) {}

  void serve() {
    prepare();
    while (std::unique_ptr<Task> task = pool_.next()) {
      serve(*task);
      prepare();
    }
    pool_.end(std::move(worker_));
  }

 private:
  // Starts the next worker while nobody waits for it; a failure is told to who asks next.
  void prepare() {
    if (worker_ || failures_ >= kFailedStarts) {
      return;
    }
    try {
      start();
    } catch (std::exception const&) {
    }
  }

  void start() {
    auto const now = std::chrono::steady_clock::now();
    if (failures_ >= kFailedStarts && now < failed_at_ + kRestAfterFailures) {
      std::rethrow_exception(failure_);
    }
    try {
      worker_ = pool_.spares_.take();
      if (!worker_) {
        worker_ = pool_.spares_.start_now();
      }
      served_ = 0;
      failures_ = 0;
    } catch (std::exception const& error) {
      pool_.log(fmt::format("no worker: {}", error.what()));
      ++failures_;
      failed_at_ = std::chrono::steady_clock::now();
      failure_ = std::current_exception();
      throw;
    }
    if (!worker_) {
      throw ending();
    }
  }

  void serve(Task& task) {
    try {
      if (task.alone && served_ > 0) {
        pool_.end(std::move(worker_));
      }
      Outcome outcome = run(task.job);
      bool const again = may_serve_again(task, outcome);
      task.outcome.set_value(std::move(outcome));  // first: nobody waits for what follows
      if (!again) {
        pool_.end(std::move(worker_));
      }
    } catch (...) {
      pool_.end(std::move(worker_));
      task.outcome.set_exception(std::current_exception());
    }
  }

  Outcome run(Job const& job) {
    Outcome outcome;
    constexpr int kTries = 2;
    for (int i = 0; i < kTries; ++i) {
      if (!worker_) {
        start();
      }
      Deadline const deadline = std::chrono::steady_clock::now() + pool_.settings_.limits.max_time;
      outcome.end = worker_->ask(job, deadline, outcome.answer);
      if (outcome.end != WorkerProcess::End::died) {
        break;
      }
      pool_.end(std::move(worker_));
    }
    if (outcome.end == WorkerProcess::End::died && pool_.is_ending()) {
      throw ending();  // killed with the pool: that says nothing of the document
    }
    ++served_;
    return outcome;
  }

  bool may_serve_again(Task const& task, Outcome const& outcome) const {
    // After a failure LibreOffice's memory may be damaged.
    return !task.alone && outcome.end == WorkerProcess::End::answered &&
           outcome.answer.status != Answer::Status::not_loaded &&
           outcome.answer.status != Answer::Status::not_written &&
           served_ < pool_.settings_.documents_per_worker &&
           outcome.answer.resident_bytes < pool_.settings_.worker_resident_bytes;
  }

  Pool& pool_;
  std::unique_ptr<WorkerProcess> worker_;
  std::size_t served_ = 0;
  int failures_ = 0;
  std::chrono::steady_clock::time_point failed_at_;
  std::exception_ptr failure_;
};

Converter::Pool::Pool(Settings const& settings)
    : settings_(settings),
      installation_(find_installation(settings)),
      seed_(installation_.office, folder_.path()),
      spares_(
          settings_.spare_workers,
          [this] { return new_worker(); },
          [this](std::unique_ptr<WorkerProcess> worker) { end(std::move(worker)); },
          [this](std::string_view text) { log(text); }) {
  std::size_t const workers = std::max<std::size_t>(settings_.workers, 1);
  for (std::size_t i = 0; i < workers; ++i) {
    threads_.emplace_back([this] { Slot{*this}.serve(); });
  }
}

Converter::Pool::~Pool() {
  std::deque<std::unique_ptr<Task>> left;
  {
    std::lock_guard const lock{mutex_};
    is_ending_ = true;
    left.swap(waiting_);
    for (pid_t const pid : starting_) {
      ::kill(pid, SIGKILL);
    }
  }
  arrived_.notify_all();
  spares_.close();
  for (auto const& task : left) {
    task->outcome.set_exception(std::make_exception_ptr(ending()));
  }
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

Outcome Converter::Pool::run(Job job, bool alone) {
  auto task = std::make_unique<Task>();
  task->job = std::move(job);
  task->alone = alone;
  std::future<Outcome> outcome = task->outcome.get_future();
  {
    std::lock_guard const lock{mutex_};
    if (is_ending_) {
      throw ending();
    }
    if (settings_.max_waiting > 0 && waiting_.size() >= settings_.max_waiting + idle_) {
      throw Busy(fmt::format("{} documents wait for LibreOffice already", waiting_.size()));
    }
    waiting_.push_back(std::move(task));
  }
  arrived_.notify_one();
  return outcome.get();
}

void Converter::Pool::log(std::string_view message) {
  if (settings_.log) {
    std::lock_guard const lock{log_mutex_};
    settings_.log(message);
  }
}

std::unique_ptr<Converter::Pool::Task> Converter::Pool::next() {
  std::unique_lock lock{mutex_};
  ++idle_;
  arrived_.wait(lock, [this] { return is_ending_ || !waiting_.empty(); });
  --idle_;
  if (is_ending_) {
    return nullptr;
  }
  std::unique_ptr<Task> task = std::move(waiting_.front());
  waiting_.pop_front();
  return task;
}

std::unique_ptr<WorkerProcess> Converter::Pool::new_worker() {
  std::filesystem::path const seed = seed_.path();
  if (!seed.empty()) {
    try {
      return new_worker(seed);
    } catch (std::exception const&) {
      // It may be at fault, or gone. Or not: then a start without it fails, too, and says why.
    }
  }
  auto worker = new_worker({});
  if (worker) {
    seed_.drop(seed);
    seed_.take(worker->profile());
  }
  return worker;
}

std::unique_ptr<WorkerProcess> Converter::Pool::new_worker(std::filesystem::path const& seed) {
  std::unique_ptr<WorkerProcess> worker;
  {
    // Started under the lock, so that no worker is unknown to who ends them all.
    std::lock_guard const lock{mutex_};
    if (is_ending_) {
      return nullptr;
    }
    worker = std::make_unique<WorkerProcess>(installation_,
                                             settings_.limits,
                                             folder_.new_folder("worker-"),
                                             seed,
                                             [this](std::string_view text) { log(text); });
    starting_.insert(worker->pid());
    running_.insert(worker->pid());
  }
  std::exception_ptr failure;
  try {
    worker->warm_up(std::chrono::steady_clock::now() + kStartTime);
  } catch (...) {
    failure = std::current_exception();
  }
  bool is_wanted = false;
  {
    std::lock_guard const lock{mutex_};
    starting_.erase(worker->pid());
    is_wanted = !is_ending_;
  }
  if (is_wanted && !failure) {
    return worker;
  }
  end(std::move(worker));
  if (is_wanted) {
    std::rethrow_exception(failure);
  }
  return nullptr;
}

void Converter::Pool::end(std::unique_ptr<WorkerProcess> worker) {
  if (worker) {
    std::lock_guard const lock{mutex_};
    running_.erase(worker->pid());
  }
}

bool Converter::Pool::is_ending() {
  std::lock_guard const lock{mutex_};
  return is_ending_;
}

void Converter::Pool::abandon() {
  std::deque<std::unique_ptr<Task>> left;
  {
    std::lock_guard const lock{mutex_};
    is_ending_ = true;
    left.swap(waiting_);
    for (pid_t const pid : running_) {
      ::kill(pid, SIGKILL);
    }
    base::remove_folder(folder_.path());
  }
  arrived_.notify_all();
  for (auto const& task : left) {
    task->outcome.set_exception(std::make_exception_ptr(ending()));
  }
}

}  // namespace thethuc::convert
