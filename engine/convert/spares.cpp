#include "convert/spares.h"

#include <algorithm>
#include <chrono>
#include <exception>
#include <iterator>
#include <utility>

#include <fmt/format.h>

namespace thethuc::convert {

namespace {

using namespace std::chrono_literals;

// How long a spare that was killed from outside may be missing.
constexpr std::chrono::seconds kLookEach = 5s;

}  // namespace

Spares::Spares(std::size_t count, Start start, End end, Log log)
    : count_(count), start_(std::move(start)), end_(std::move(end)), log_(std::move(log)) {
  if (count_ > 0) {
    thread_ = std::thread{[this] { keep_ready(); }};
  }
}

Spares::~Spares() {
  close();
  if (thread_.joinable()) {
    thread_.join();
  }
  for (auto& worker : ready_) {
    end_(std::move(worker));
  }
}

void Spares::close() {
  {
    std::lock_guard const lock{mutex_};
    is_ending_ = true;
  }
  changed_.notify_all();
}

std::unique_ptr<WorkerProcess> Spares::take() {
  std::unique_ptr<WorkerProcess> taken;
  std::deque<std::unique_ptr<WorkerProcess>> dead;
  {
    std::lock_guard const lock{mutex_};
    dead = take_dead();
    if (!ready_.empty()) {
      taken = std::move(ready_.front());
      ready_.pop_front();
    }
  }
  changed_.notify_all();
  for (auto& worker : dead) {
    end_(std::move(worker));
  }
  if (taken) {
    log_(fmt::format("worker {} takes a place", taken->pid()));
  }
  return taken;
}

std::unique_ptr<WorkerProcess> Spares::start_now() {
  {
    std::lock_guard const lock{mutex_};
    ++starting_now_;
  }
  auto const done = [this](bool is_good) {
    {
      std::lock_guard const lock{mutex_};
      --starting_now_;
      may_start_ = may_start_ || is_good;
    }
    changed_.notify_all();
  };
  try {
    auto worker = start_();
    done(worker != nullptr);
    return worker;
  } catch (...) {
    done(false);
    throw;
  }
}

bool Spares::is_wanted() const {
  return may_start_ && starting_now_ == 0 && ready_.size() < count_;
}

std::deque<std::unique_ptr<WorkerProcess>> Spares::take_dead() {
  std::deque<std::unique_ptr<WorkerProcess>> dead;
  auto const first_dead = std::stable_partition(
      ready_.begin(), ready_.end(), [](auto const& worker) { return worker->is_alive(); });
  std::move(first_dead, ready_.end(), std::back_inserter(dead));
  ready_.erase(first_dead, ready_.end());
  return dead;
}

void Spares::keep_ready() {
  std::unique_lock lock{mutex_};
  while (!is_ending_) {
    if (!changed_.wait_for(lock, kLookEach, [this] { return is_ending_ || is_wanted(); })) {
      auto dead = take_dead();
      lock.unlock();
      for (auto& worker : dead) {
        log_(fmt::format("worker {} died while it stood by", worker->pid()));
        end_(std::move(worker));
      }
      lock.lock();
      continue;
    }
    if (is_ending_) {
      return;
    }
    lock.unlock();
    std::unique_ptr<WorkerProcess> worker;
    try {
      worker = start_();
    } catch (std::exception const& error) {
      log_(fmt::format("no worker to stand by: {}", error.what()));
    }
    if (worker) {
      log_(fmt::format("worker {} stands by", worker->pid()));
    }
    lock.lock();
    may_start_ = worker != nullptr;
    if (worker) {
      ready_.push_back(std::move(worker));
    }
  }
}

}  // namespace thethuc::convert
