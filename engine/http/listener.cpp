#include "http/listener.h"

#include <Poco/Exception.h>
#include <Poco/Net/SecureStreamSocket.h>
#include <Poco/Timespan.h>
#include <fmt/format.h>

namespace thethuc::http {

namespace {

namespace net = Poco::Net;

constexpr int kBacklog = 1024;  // connections that are not accepted yet

net::Context::Ptr context_of(TlsFiles const& files) {
  // Of TLS 1.2 only ciphers with forward secrecy that authenticate what they encrypt (RFC 9325,
  // 4.2); those of TLS 1.3 are all of that kind.
  constexpr char const* kCiphers = "ECDHE+AESGCM:ECDHE+CHACHA20";
  try {
    net::Context::Ptr made = new net::Context(net::Context::TLS_SERVER_USE,
                                              files.key,
                                              files.certificate,
                                              "",
                                              net::Context::VERIFY_NONE,
                                              9,
                                              false,
                                              kCiphers);
    made->requireMinimumProtocol(net::Context::PROTO_TLSV1_2);
    made->preferServerCiphers();
    return made;
  } catch (Poco::Exception const& error) {
    throw base::EnvironmentError(base::Words{fmt::format("không dùng được {} và {} cho TLS: {}",
                                                         files.certificate,
                                                         files.key,
                                                         error.displayText()),
                                             fmt::format("cannot use {} and {} for TLS: {}",
                                                         files.certificate,
                                                         files.key,
                                                         error.displayText())});
  }
}

}  // namespace

Listener::Listener(ServerSettings const& settings) {
  if (settings.tls) {
    tls_ = context_of(*settings.tls);
  }
  try {
    net::SocketAddress const address{settings.address, settings.port};
    // SO_REUSEADDR, so that a server can come back to its port at once; not SO_REUSEPORT, by which
    // two servers would share one.
    if (address.family() == net::SocketAddress::IPv6) {
      socket_.bind6(address, true, false, true);
    } else {
      socket_.bind(address, true, false);
    }
    socket_.listen(kBacklog);
    socket_.setBlocking(false);
  } catch (Poco::Exception const& error) {
    throw base::EnvironmentError(base::Words{
        fmt::format("không mở được địa chỉ {}:{}: {}",
                    settings.address,
                    settings.port,
                    error.displayText()),
        fmt::format(
            "cannot listen on {}:{}: {}", settings.address, settings.port, error.displayText())});
  }
}

std::uint16_t Listener::port() const {
  return socket_.address().port();
}

bool Listener::wait(long milliseconds) {
  return socket_.poll(Poco::Timespan{0, 1000 * milliseconds}, net::Socket::SELECT_READ);
}

// Poco's SecureServerSocket would wrap sockets that wait, and what is set on the wrapping later
// does not reach them.
net::StreamSocket Listener::take(net::SocketAddress& client) {
  net::StreamSocket plain = socket_.acceptConnection(client);
  plain.setBlocking(false);
  return tls_ ? net::SecureStreamSocket::attach(plain, tls_) : plain;
}

void Listener::close() {
  socket_.close();
}

}  // namespace thethuc::http
