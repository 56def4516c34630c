#pragma once

// The wish that a run end early.

#include <atomic>

namespace thethuc::bulk {

// A run looks at it between records; what waits for input has the descriptor, too. Any number of
// threads; request() may be called in a signal handler.
class Stop {
 public:
  Stop();
  ~Stop();
  Stop(Stop const&) = delete;
  Stop& operator=(Stop const&) = delete;

  void request() noexcept;
  bool requested() const noexcept { return requested_; }
  int descriptor() const noexcept { return descriptor_; }  // readable once it is requested

 private:
  std::atomic<bool> requested_{false};
  int descriptor_ = -1;
};

}  // namespace thethuc::bulk
