#pragma once

// A small HTTP/1.1 server: Poco's, each answer sent at once, within limits. Only server.cpp knows
// Poco.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "base/environment_error.h"
#include "http/message.h"

namespace thethuc::http {

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: one that is free
  // Requests that name another host than this machine are refused: a page of a stranger whose name
  // was made to mean this machine (DNS rebinding) names its own.
  bool only_this_machine = true;
  std::size_t max_body_bytes = 0;  // more is 413
  // A connection takes a thread while it is open; browsers open six, and one stays for events.
  int threads = 24;
  int max_waiting = 32;              // connections that wait for a thread; more are closed
  std::chrono::seconds timeout{10};  // of reading a request and of sending, each step
  std::chrono::seconds keep_alive_timeout{5};  // a connection without request
  int max_event_streams = 8;                   // more are 503
};

// Serves from its making to stop() or its end. `answer` is called by any number of threads at once;
// an exception that it throws is a 500.
class Server {
 public:
  using Answer = std::function<Response(Request const&)>;
  using Log = std::function<void(std::string_view)>;

  // Throws EnvironmentError when the address cannot be had. `log` is told each request, in English.
  Server(ServerSettings settings, Answer answer, Log log);
  ~Server();
  Server(Server const&) = delete;
  Server& operator=(Server const&) = delete;

  std::uint16_t port() const;
  // Takes no further connection and finishes what is being answered. Streams of events must have
  // been told to end.
  void stop();

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thethuc::http
