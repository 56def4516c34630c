#pragma once

#include <signal.h>

#include <atomic>
#include <functional>
#include <mutex>
#include <thread>

#include "bulk/stop.h"

namespace thethuc::cli {

// While it lives, the first SIGINT, SIGTERM or SIGHUP asks a run to stop; a second ends the program
// at once. Made before any thread that is to live with it.
class BulkSignals {
 public:
  BulkSignals();
  ~BulkSignals();
  BulkSignals(BulkSignals const&) = delete;
  BulkSignals& operator=(BulkSignals const&) = delete;

  bulk::Stop& stop() { return stop_; }
  // What the second signal calls, in a thread of its own, before the program ends.
  void on_second(std::function<void()> abandon);

  // The signal that came; 0: none.
  int received() const { return received_; }

 private:
  void watch();
  bulk::Stop stop_;
  std::mutex mutex_;
  std::function<void()> abandon_;
  ::sigset_t signals_{};
  ::sigset_t before_{};
  std::atomic<int> received_{0};
  int end_ = -1;  // readable when the watcher may go
  std::thread watcher_;
};

// After everything is put away: the program ends as if the signal had done it, so that who called
// it knows. 0: nothing.
void end_by(int signal_number);

}  // namespace thethuc::cli
