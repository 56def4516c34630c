#pragma once

// Streams of server-sent events, a thread each. Not for other modules.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "http/connection.h"
#include "http/server.h"

namespace thethuc::http {

// Any number of threads.
class EventStreams {
 public:
  // A client that takes nothing for `patience` is gone.
  EventStreams(std::size_t most, std::chrono::milliseconds patience, Server::Log const& log);
  ~EventStreams();  // waits for those that run
  EventStreams(EventStreams const&) = delete;
  EventStreams& operator=(EventStreams const&) = delete;

  // False when as many run as may; else there is a place for run().
  bool reserve();
  // Sends the head, and events until `events` returns; then calls `end`. The connection is this
  // stream's until then. When it throws, the place is free again, and the connection as it was.
  void run(Connection& connection,
           std::string head,
           std::function<void(EventSink&)> events,
           std::function<void()> end);
  void join_ended();
  std::size_t running() const { return running_.load(); }

 private:
  struct Stream {
    std::thread thread;
    std::atomic<bool> has_ended{false};
  };

  std::size_t most_;
  std::chrono::milliseconds patience_;
  Server::Log const& log_;
  std::atomic<std::size_t> running_{0};
  std::mutex mutex_;
  std::list<Stream> streams_;
};

}  // namespace thethuc::http
