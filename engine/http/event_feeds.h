#pragma once

// Streams of server-sent events that are asked for news now and then: all of them by one thread.
// Not for other modules.

#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <functional>
#include <list>
#include <mutex>
#include <string>
#include <thread>

#include "http/connection.h"
#include "http/message.h"
#include "http/server.h"

namespace thethuc::http {

// Any number of threads.
class EventFeeds {
 public:
  // A client that takes nothing for `patience` is gone.
  EventFeeds(std::size_t most, std::chrono::milliseconds patience, Server::Log const& log);
  ~EventFeeds();  // ends them all
  EventFeeds(EventFeeds const&) = delete;
  EventFeeds& operator=(EventFeeds const&) = delete;

  // False when as many run as may; else there is a place for run().
  bool reserve();
  // Sends the head, and what the feed gives until it ends or the client is gone; then calls `end`.
  // The connection is this feed's until then.
  void run(Connection& connection, std::string head, EventFeed feed, std::function<void()> end);
  std::size_t running() const { return running_.load(); }

 private:
  using Clock = std::chrono::steady_clock;
  struct Feed {
    Connection* connection;
    EventFeed next;
    std::function<void()> end;
    Clock::time_point sent;      // that something was sent last
    Clock::time_point awaiting;  // since when the client has taken nothing of what there is
    bool has_output = true;      // some is still to be sent
    bool has_ended = false;      // after that
  };

  void work();
  bool serve(Feed& feed, Clock::time_point now);
  void look(Feed& feed, Clock::time_point now);

  std::size_t most_;
  std::chrono::milliseconds patience_;
  Server::Log const& log_;
  std::atomic<std::size_t> running_{0};
  std::list<Feed> feeds_;  // of the thread
  std::mutex mutex_;       // of all below
  std::condition_variable arrived_;
  std::list<Feed> new_;
  bool is_ending_ = false;
  std::thread thread_;  // begins with the first feed
};

}  // namespace thethuc::http
