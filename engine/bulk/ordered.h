#pragma once

// Work on many threads whose results are taken in the order in which it was given out.

#include <algorithm>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace thethuc::bulk {

struct OrderedLimits {
  std::size_t threads = 1;
  // What is begun and not yet taken: chunks, and bytes of those that are done. Bytes may be passed
  // by a chunk a thread.
  std::size_t chunks_ahead = 32;
  std::size_t bytes_ahead = 4u << 20;
};

// `Chunk` is default-constructible, is used again and again, and has `std::size_t bytes() const`.
template <typename Chunk>
class Ordered {
 public:
  struct Steps {
    // Fills the chunk; false at the end, and then it is not looked at. One thread at a time. One
    // that waits for something gives way, with false, once interrupt() was called.
    std::function<bool(Chunk&)> produce;
    // Any number of threads at once, `thread` counting from 0.
    std::function<void(std::size_t thread, Chunk&)> work;
    // In the order of produce(), in the thread that called run(); false ends the run, and what is
    // done beyond is given to drop().
    std::function<bool(Chunk&)> consume;
    // Of what was worked on and is not consumed, in its order, when the run ends early.
    std::function<void(Chunk&)> drop = [](Chunk&) {};
    // The run is ending, however it ends: what produce() gives from now on is in vain. Called once,
    // while produce() may be under way.
    std::function<void()> interrupt = [] {};
  };

  Ordered(OrderedLimits limits, Steps steps)
      : limits_(limits), steps_(std::move(steps)), slots_(limits.chunks_ahead) {}

  // Returns when all is consumed, or consume() was false. What a step throws is thrown here, after
  // all that was given out before it has been consumed; the others have ended then. A thread that
  // the system does not give is told as std::system_error, and then nothing is consumed.
  void run() {
    std::vector<std::jthread> threads;
    try {
      for (std::size_t i = 0; i < limits_.threads; ++i) {
        threads.emplace_back([this, i] { work(i); });
      }
      consume_all();
    } catch (...) {
      fail(std::current_exception());
    }
    stop();
    steps_.interrupt();
    threads.clear();
    drop_rest();
    if (error_) {
      std::rethrow_exception(error_);
    }
  }

 private:
  struct Slot {
    std::unique_ptr<Chunk> chunk;
    std::exception_ptr error;
    bool done = false;
  };

  Slot& slot(std::uint64_t ticket) { return slots_[ticket % slots_.size()]; }

  void stop() {
    std::lock_guard const lock{mutex_};
    stopping_ = true;
    may_produce_.notify_all();
  }

  void fail(std::exception_ptr error) {
    std::lock_guard const lock{mutex_};
    error_ = error_ ? error_ : std::move(error);
  }

  // Takes a ticket and fills its chunk; null at the end.
  Chunk* next(std::uint64_t& ticket) {
    std::lock_guard const only_one{producing_};
    std::unique_lock lock{mutex_};
    may_produce_.wait(lock, [this] {
      std::uint64_t const ahead = produced_ - consumed_;
      return stopping_ || ended_ || ahead == 0 ||
             (ahead < slots_.size() && waiting_bytes_ < limits_.bytes_ahead);
    });
    if (stopping_ || ended_) {
      return nullptr;
    }
    ticket = produced_;
    Slot& own = slot(ticket);
    own.done = false;
    lock.unlock();
    if (!own.chunk) {
      own.chunk = std::make_unique<Chunk>();
    }
    bool more = false;
    std::exception_ptr error;
    try {
      more = steps_.produce(*own.chunk);
    } catch (...) {
      error = std::current_exception();
    }
    lock.lock();
    if (!more) {
      ended_ = true;
      error_ = error_ ? error_ : error;
      may_consume_.notify_all();
      may_produce_.notify_all();
      return nullptr;
    }
    ++produced_;
    return own.chunk.get();
  }

  void work(std::size_t thread) {
    std::uint64_t ticket = 0;
    while (Chunk* const chunk = next(ticket)) {
      std::exception_ptr error;
      try {
        steps_.work(thread, *chunk);
      } catch (...) {
        error = std::current_exception();
      }
      std::lock_guard const lock{mutex_};
      Slot& own = slot(ticket);
      own.error = error;
      own.done = true;
      waiting_bytes_ += chunk->bytes();
      may_consume_.notify_one();
    }
  }

  void consume_all() {
    for (;;) {
      std::unique_lock lock{mutex_};
      may_consume_.wait(
          lock, [this] { return slot(consumed_).done || (ended_ && consumed_ == produced_); });
      Slot& own = slot(consumed_);
      if (!own.done) {
        return;
      }
      if (own.error) {
        std::rethrow_exception(own.error);
      }
      std::size_t const bytes = own.chunk->bytes();
      lock.unlock();
      bool const go_on = steps_.consume(*own.chunk);
      lock.lock();
      own.done = false;
      waiting_bytes_ -= bytes;
      ++consumed_;
      may_produce_.notify_all();
      if (!go_on) {
        return;
      }
    }
  }

  // No thread is left.
  void drop_rest() {
    for (; consumed_ < produced_; ++consumed_) {
      if (slot(consumed_).done) {
        steps_.drop(*slot(consumed_).chunk);
      }
    }
  }

  OrderedLimits const limits_;
  Steps steps_;
  std::mutex producing_;  // held while a chunk is filled; taken before mutex_
  std::mutex mutex_;      // of all below
  std::condition_variable may_produce_;
  std::condition_variable may_consume_;
  std::vector<Slot> slots_;
  std::uint64_t produced_ = 0;
  std::uint64_t consumed_ = 0;
  std::size_t waiting_bytes_ = 0;
  bool ended_ = false;
  bool stopping_ = false;
  std::exception_ptr error_;
};

}  // namespace thethuc::bulk
