#pragma once

// What happens on connections: requests read, admitted, answered; answers sent. Not for other
// modules.

#include <atomic>
#include <chrono>
#include <cstddef>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "http/connections.h"
#include "http/event_feeds.h"
#include "http/event_streams.h"
#include "http/poller.h"
#include "http/server.h"
#include "http/slow_threads.h"

namespace thethuc::http {

class Exchanges {
 public:
  Exchanges(ServerSettings const& settings,
            std::uint16_t port,
            Server::Admit admit,
            Server::Done done,
            Server::Log const& log);
  ~Exchanges();
  Exchanges(Exchanges const&) = delete;
  Exchanges& operator=(Exchanges const&) = delete;

  Connections& connections() { return connections_; }
  // Serves a connection that is new.
  void begin(Connection& connection);
  // Tells one that is not served that there are too many, as far as that goes without waiting; not
  // over TLS.
  void refuse(Connection& connection);
  // A quick thread: returns after stop(). What goes wrong with a connection ends that one alone.
  void run();
  // Those that wait for a slow thread get none any more.
  void stop();

  void drain();
  bool is_draining() const { return drained_at_.load() != 0; }
  void join_ended_streams() { streams_.join_ended(); }
  ServerFigures figures() const;

 private:
  // Runs `work`, which throws only while the connection is its own; the connection ends then.
  void guarded(Connection& connection, std::function<void()> const& work) noexcept;
  void log_failure(std::string_view what) noexcept;
  void tell(Request const& request, Response const& answer, std::chrono::nanoseconds took) noexcept;
  void take_turn(Connection& connection);
  void read(Connection& connection);
  void identify(Connection& connection);
  void admit(Connection& connection);
  void dispatch(Connection& connection);
  void answer_after_wait(Connection& connection);
  void answer(Connection& connection);
  void send(Connection& connection, Response answer);
  void begin_events(Connection& connection, Response answer);
  void write(Connection& connection);
  void after_answer(Connection& connection);
  void forget(Connection& connection);
  void end(Connection& connection);

  void wait(Connection& connection, Poller::Wish wish);
  void set_deadline(Connection& connection, std::uint64_t bytes);
  bool hold_body(Connection& connection);
  void release_body(Connection& connection);
  Response from_handler(Connection& connection);
  std::optional<Response> no_place(Connection& connection, Response const& answer);
  std::string next_id();

  ServerSettings const& settings_;
  std::uint16_t port_;
  Server::Admit admit_;
  Server::Done done_;
  Server::Log const& log_;
  std::string id_prefix_;
  std::atomic<std::uint64_t> requests_{0};
  std::atomic<Connection::Clock::rep> drained_at_{0};
  std::atomic<std::size_t> held_bytes_{0};
  Connections connections_;
  Poller poller_;
  EventStreams streams_;
  EventFeeds feeds_;
  std::unique_ptr<SlowThreads> slow_;
};

}  // namespace thethuc::http
