#pragma once

#include <chrono>
#include <condition_variable>
#include <deque>
#include <mutex>
#include <string>
#include <string_view>

#include <catch2/catch.hpp>

namespace thethuc::test {

// The workers that stand by, as a converter's log tells.
class SparesOfTest {
 public:
  void read(std::string_view message) {
    constexpr std::string_view kWorker = "worker ";
    std::size_t const end = message.find(" stands by");
    if (end != std::string_view::npos) {
      std::lock_guard const lock{mutex_};
      came_.emplace_back(message.substr(kWorker.size(), end - kWorker.size()));
      changed_.notify_all();
    }
  }
  // Waits for one that was not told before.
  std::string next() {
    std::unique_lock lock{mutex_};
    REQUIRE(changed_.wait_for(lock, std::chrono::minutes{1}, [this] { return !came_.empty(); }));
    std::string worker = came_.front();
    came_.pop_front();
    return worker;
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::string> came_;
};

}  // namespace thethuc::test
