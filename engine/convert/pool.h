#pragma once

// The workers of a converter, and who serves whom. Not for other modules.

#include <condition_variable>
#include <cstddef>
#include <deque>
#include <filesystem>
#include <future>
#include <memory>
#include <mutex>
#include <set>
#include <string_view>
#include <thread>
#include <vector>

#include "base/work_folder.h"
#include "convert/converter.h"
#include "convert/installation.h"
#include "convert/job.h"
#include "convert/seed_profile.h"
#include "convert/spares.h"
#include "convert/worker_process.h"

namespace thethuc::convert {

// How a job ended.
struct Outcome {
  WorkerProcess::End end = WorkerProcess::End::answered;
  Answer answer;  // when answered
};

// One thread a worker: it starts it, gives it one job after the other, and replaces it: by a spare
// when one stands by. A job whose worker dies is given to one other worker; one that takes too long
// is not.
class Converter::Pool {
 public:
  explicit Pool(Settings const& settings);
  ~Pool();
  Pool(Pool const&) = delete;
  Pool& operator=(Pool const&) = delete;

  // Waits for the outcome. Throws Unavailable, Busy.
  Outcome run(Job job, bool alone);
  void log(std::string_view message);
  bool is_ending();
  void abandon();

 private:
  struct Task {
    Job job;
    bool alone = false;
    std::promise<Outcome> outcome;
  };
  class Slot;

  // The next task; null when the pool ends.
  std::unique_ptr<Task> next();
  // A worker that is ready; null when the pool ends. Throws EnvironmentError.
  std::unique_ptr<WorkerProcess> new_worker();
  std::unique_ptr<WorkerProcess> new_worker(std::filesystem::path const& seed);
  void end(std::unique_ptr<WorkerProcess> worker);

  Settings const& settings_;
  Installation installation_;
  base::WorkFolder folder_{"thethuc-convert-"};
  SeedProfile seed_;
  std::mutex log_mutex_;
  std::mutex mutex_;  // of all below
  std::condition_variable arrived_;
  std::deque<std::unique_ptr<Task>> waiting_;
  std::set<pid_t> starting_;  // may be killed when the pool ends
  std::set<pid_t> running_;   // all, those too
  std::size_t idle_ = 0;      // workers or threads that wait for a task
  bool is_ending_ = false;
  Spares spares_;
  std::vector<std::thread> threads_;
};

}  // namespace thethuc::convert
