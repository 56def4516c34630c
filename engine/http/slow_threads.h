#pragma once

// Threads for tasks that take long, with a bound on those that wait.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <mutex>
#include <thread>
#include <vector>

namespace thethuc::http {

class SlowThreads {
 public:
  using Task = std::function<void()>;  // must not throw
  SlowThreads(int threads, std::size_t max_waiting);
  ~SlowThreads();  // drops what still waits, and waits for what runs
  SlowThreads(SlowThreads const&) = delete;
  SlowThreads& operator=(SlowThreads const&) = delete;

  // False when as many wait as may.
  bool run(Task task);
  // Nothing that waits is run; run() gives false from now on.
  void drop();
  std::size_t waiting() const;
  std::size_t running() const;

 private:
  void work();

  std::size_t max_waiting_;
  mutable std::mutex mutex_;  // of all below
  std::condition_variable arrived_;
  std::deque<Task> waiting_;
  std::size_t running_ = 0;
  bool is_ending_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace thethuc::http
