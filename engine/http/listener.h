#pragma once

// The socket that connections come to. Not for other modules.

#include <cstdint>

#include <Poco/Net/Context.h>
#include <Poco/Net/ServerSocket.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>

#include "http/server.h"

namespace thethuc::http {

// Plain, or of TLS 1.2 and newer. Only one listener listens at an address. One thread.
class Listener {
 public:
  // Throws EnvironmentError when the address cannot be had or the TLS files not read.
  explicit Listener(ServerSettings const& settings);

  std::uint16_t port() const;
  // Whether a connection came within so many milliseconds.
  bool wait(long milliseconds);
  // Never waits, and gives sockets that never do. Throws Poco's exceptions, one with the code
  // EAGAIN when there is none.
  Poco::Net::StreamSocket take(Poco::Net::SocketAddress& client);
  void close();

 private:
  Poco::Net::ServerSocket socket_;
  Poco::Net::Context::Ptr tls_;
};

}  // namespace thethuc::http
