#pragma once

// Streams of server-sent events that are asked for news now and then: all of them by one thread.
// Not for other modules.

#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <list>
#include <map>
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
  EventFeeds(std::size_t most,
             std::size_t most_of_one,
             std::chrono::milliseconds patience,
             Server::Log const& log);
  ~EventFeeds();  // ends them all
  EventFeeds(EventFeeds const&) = delete;
  EventFeeds& operator=(EventFeeds const&) = delete;

  enum class Place : std::uint8_t { given, none_of_all, none_of_one };
  // A place for run(), unless as many run as may, of all or of that one.
  Place reserve(std::string const& who);
  // Sends the head, and what the feed gives until it ends or the client is gone; then calls `end`.
  // The connection is this feed's until then. When it throws, the place is free again, and the
  // connection as it was.
  void run(Connection& connection,
           std::string who,
           std::string head,
           EventFeed feed,
           std::function<void()> end);
  std::size_t running() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Feed {
    Connection* connection;
    std::string who;
    EventFeed next;
    std::function<void()> end;
    Clock::time_point sent;      // that something was sent last
    Clock::time_point awaiting;  // since when the client has taken nothing of what there is
    bool has_output = true;      // some is still to be sent
    bool has_ended = false;      // after that
  };

  void work();
  bool serve(Feed& feed, Clock::time_point now);
  bool serve_or_end(Feed& feed, Clock::time_point now) noexcept;
  void release(std::string const& who);
  void look(Feed& feed, Clock::time_point now);

  std::size_t most_;
  std::size_t most_of_one_;
  std::chrono::milliseconds patience_;
  Server::Log const& log_;
  std::list<Feed> feeds_;     // of the thread
  mutable std::mutex mutex_;  // of all below
  std::size_t running_ = 0;
  std::map<std::string, std::size_t> of_one_;
  std::condition_variable arrived_;
  std::list<Feed> new_;
  bool is_ending_ = false;
  std::thread thread_;  // begins with the first feed
};

}  // namespace thethuc::http
