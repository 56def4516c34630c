#pragma once

// Workers that stand ready beside those that serve. Not for other modules.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string_view>
#include <thread>

#include "convert/worker_process.h"

namespace thethuc::convert {

// A number of workers that have laid out their first document and wait to take the place of one
// that died, was killed or is used up. Starting LibreOffice takes a processor for longer than most
// documents do, so one spare is started after the other, and only while no serving worker starts.
// Any number of threads may take and start.
class Spares {
 public:
  // Starts a worker; null when the pool ends. Throws EnvironmentError.
  using Start = std::function<std::unique_ptr<WorkerProcess>()>;
  using End = std::function<void(std::unique_ptr<WorkerProcess>)>;
  using Log = std::function<void(std::string_view)>;

  Spares(std::size_t count, Start start, End end, Log log);
  // After `start` has begun to return null. Ends those that stand by.
  ~Spares();
  Spares(Spares const&) = delete;
  Spares& operator=(Spares const&) = delete;

  // One that stands by and lives; null when there is none.
  std::unique_ptr<WorkerProcess> take();
  // Starts a worker that is needed now; throws and returns as Start does. Until the first one has
  // started, and after a spare failed to, until the next has, no spare is tried.
  std::unique_ptr<WorkerProcess> start_now();
  // No more are started.
  void close();

 private:
  void keep_ready();
  bool is_wanted() const;  // of the caller who holds the lock
  std::deque<std::unique_ptr<WorkerProcess>> take_dead();

  std::size_t const count_;
  Start const start_;
  End const end_;
  Log const log_;
  std::mutex mutex_;  // of all below
  std::condition_variable changed_;
  std::deque<std::unique_ptr<WorkerProcess>> ready_;
  std::size_t starting_now_ = 0;
  bool may_start_ = false;  // the last start was a good one
  bool is_ending_ = false;
  std::thread thread_;
};

}  // namespace thethuc::convert
