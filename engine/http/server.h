#pragma once

// An HTTP/1.1 server: many connections, few threads, limits on all that a client may take.
//
// A connection that says nothing costs no thread. Requests are read and answers sent as the client
// allows, never waiting for it; a thread is only taken while a handler runs. What may take long
// runs in threads of its own, so that the rest is answered meanwhile.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "base/environment_error.h"
#include "http/message.h"
#include "http/request_reader.h"

namespace thethuc::http {

// TLS 1.2 or newer. Both files are PEM; the certificate's may hold the chain behind it.
struct TlsFiles {
  std::string certificate;
  std::string key;
};

struct ServerSettings {
  std::string address = "127.0.0.1";
  std::uint16_t port = 0;  // 0: one that is free
  std::optional<TlsFiles> tls;
  // Requests that name another host than this machine are refused: a page of a stranger whose name
  // was made to mean this machine (DNS rebinding) names its own.
  bool only_this_machine = true;
  int quick_threads = 2;
  int slow_threads = 4;
  std::size_t max_slow_waiting = 32;  // for a slow thread; more are 429
  // More are 503; when they become many, those that say nothing are closed, longest silent first.
  std::size_t max_connections = 4096;
  ReaderLimits reader;
  std::size_t max_bodies_bytes = 512u << 20;  // of all requests that are being read; more are 503
  std::size_t large_body_bytes = 256u << 10;  // who sends more is answered by a slow thread
  // A request must be there, and its answer taken, within this time and what its bytes take at the
  // least rate.
  std::chrono::milliseconds timeout{10'000};
  std::size_t least_bytes_per_second = 16u << 10;
  std::chrono::milliseconds keep_alive_timeout{60'000};  // between two requests
  int max_event_streams = 8;                             // more are 503; each takes a thread
  std::size_t max_event_feeds = 1024;                    // more are 503; all take one
  // Of one Admission::who, or one address: more are 429, so that there are some for others.
  std::size_t max_event_feeds_of_one = 256;
};

// A request and its answer, for logs and figures. `request` has no method when none could be read.
struct Exchange {
  Request const& request;
  Response const& response;
  std::chrono::nanoseconds took;  // from the request's being there to its answer's
};

// What the server currently holds.
struct ServerFigures {
  std::size_t connections = 0;
  std::size_t slow_waiting = 0;
  std::size_t slow_running = 0;
  std::size_t event_streams = 0;
};

// Serves from its making to stop() or its end.
class Server {
 public:
  // Looks at the head of each request. Called by any number of threads at once, as are the handlers
  // that it gives; an exception of either is a 500.
  using Admit = std::function<Admission(Request const&)>;
  // Told each answer, those that the server gives by itself, too; status 499 when nothing was
  // answered, because the client had gone while it waited for a slow thread. Should not throw.
  using Done = std::function<void(Exchange const&)>;
  // What goes wrong, in English; "" of words that strangers chose.
  using Log = std::function<void(std::string_view)>;

  // Throws EnvironmentError when the address cannot be had or the TLS files not read.
  Server(ServerSettings settings, Admit admit, Done done, Log log);
  ~Server();
  Server(Server const&) = delete;
  Server& operator=(Server const&) = delete;

  std::uint16_t port() const;
  ServerFigures figures() const;
  // Takes no further connection; answers what is there or on its way, and later requests on old
  // connections with 503.
  void drain();
  // Drains, waits at most so long for the connections to end, then closes them; what waits for a
  // slow thread is dropped, and the end of the server waits for handlers that run. Streams of
  // events must have been told to end.
  void stop(std::chrono::milliseconds patience = std::chrono::milliseconds{10'000});

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace thethuc::http
