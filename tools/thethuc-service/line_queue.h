#pragma once

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>

namespace thethuc::service {

// Lines for a reader that may stall (a pipe that nobody empties, a terminal that is held): who has
// a line never waits for it. One thread writes. spdlog's asynchronous logger does as much, but
// waits for the reader in its end, and so would the program. Any number of threads.
class LineQueue {
 public:
  // `descriptor` is its owner's, and open as long as this is. Of what waits to be written more than
  // `max_bytes` is lost.
  LineQueue(int descriptor, std::size_t max_bytes);
  // Gives the reader so long to take what waits.
  ~LineQueue();
  LineQueue(LineQueue const&) = delete;
  LineQueue& operator=(LineQueue const&) = delete;

  static constexpr std::chrono::milliseconds kPatience{2'000};

  void add(std::string line);  // that ends with a line break
  // Lines that found no room, or that could not be written.
  std::uint64_t lost() const;

 private:
  void work();
  std::string_view next_piece(std::string_view rest) const;
  bool is_writable();
  void write(std::string_view bytes);

  int descriptor_;
  bool is_file_;  // which takes all that it is given
  std::size_t max_bytes_;
  mutable std::mutex mutex_;  // of all below
  std::condition_variable arrived_;
  std::string waiting_;
  std::uint64_t lost_ = 0;
  bool is_ending_ = false;
  std::chrono::steady_clock::time_point given_up_;  // when it is ending
  std::thread thread_;                              // the last member: it uses the others
};

}  // namespace thethuc::service
