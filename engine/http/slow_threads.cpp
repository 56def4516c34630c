#include "http/slow_threads.h"

#include <utility>

namespace thethuc::http {

SlowThreads::SlowThreads(int threads, std::size_t max_waiting) : max_waiting_(max_waiting) {
  for (int i = 0; i < threads; ++i) {
    threads_.emplace_back([this] { work(); });
  }
}

SlowThreads::~SlowThreads() {
  drop();
  for (std::thread& thread : threads_) {
    thread.join();
  }
}

bool SlowThreads::run(Task task) {
  {
    std::lock_guard const lock{mutex_};
    // One for each thread that has nothing to do waits for no longer than its waking.
    if (is_ending_ || waiting_.size() >= max_waiting_ + (threads_.size() - running_)) {
      return false;
    }
    waiting_.push_back(std::move(task));
  }
  arrived_.notify_one();
  return true;
}

void SlowThreads::drop() {
  std::deque<Task> dropped;  // what they hold goes while nobody waits for the lock
  {
    std::lock_guard const lock{mutex_};
    is_ending_ = true;
    dropped.swap(waiting_);
  }
  arrived_.notify_all();
}

std::size_t SlowThreads::waiting() const {
  std::lock_guard const lock{mutex_};
  return waiting_.size();
}

std::size_t SlowThreads::running() const {
  std::lock_guard const lock{mutex_};
  return running_;
}

void SlowThreads::work() {
  std::unique_lock lock{mutex_};
  while (true) {
    arrived_.wait(lock, [this] { return is_ending_ || !waiting_.empty(); });
    if (waiting_.empty()) {
      return;
    }
    Task task = std::move(waiting_.front());
    waiting_.pop_front();
    ++running_;
    lock.unlock();
    task();
    task = nullptr;  // what it holds goes while nobody waits for the lock
    lock.lock();
    --running_;
  }
}

}  // namespace thethuc::http
