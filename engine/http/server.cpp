#include "http/server.h"

#include <atomic>
#include <cerrno>
#include <exception>
#include <thread>
#include <utility>
#include <vector>

#include <Poco/Exception.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <fmt/format.h>

#include "http/connections.h"
#include "http/exchanges.h"
#include "http/listener.h"
#include "http/poller.h"

namespace thethuc::http {

namespace {

using Clock = Connection::Clock;
namespace net = Poco::Net;

constexpr std::chrono::milliseconds kTick{100};  // how often deadlines are looked at

}  // namespace

// One thread takes connections and keeps the clock; the quick threads do all else.
class Server::Impl {
 public:
  Impl(ServerSettings settings, Admit admit, Done done, Log log)
      : settings_(std::move(settings)),
        log_(std::move(log)),
        listener_(settings_),
        port_(listener_.port()),
        exchanges_(settings_, port_, std::move(admit), std::move(done), log_) {
    front_ = std::thread{[this] { run_front(); }};
    for (int i = 0; i < settings_.quick_threads; ++i) {
      quick_.emplace_back([this] { exchanges_.run(); });
    }
  }

  ~Impl() { stop(std::chrono::milliseconds{0}); }

  std::uint16_t port() const { return port_; }
  ServerFigures figures() const { return exchanges_.figures(); }

  void drain() {
    exchanges_.drain();
    exchanges_.connections().close_idle(settings_.max_connections + kOverflow);
  }

  void stop(std::chrono::milliseconds patience) {
    drain();
    Clock::time_point const end = Clock::now() + patience;
    while (exchanges_.connections().count() > 0 && Clock::now() < end) {
      std::this_thread::sleep_for(std::chrono::milliseconds{5});
      // Those that have become idle meanwhile.
      exchanges_.connections().close_idle(settings_.max_connections + kOverflow);
    }
    if (front_.joinable()) {
      is_ending_ = true;
      front_.join();
      exchanges_.connections().close_all();
      exchanges_.stop();
      for (std::thread& thread : quick_) {
        thread.join();
      }
    }
  }

 private:
  // Connections that are closed take a moment to go; so many may be on their way.
  static constexpr std::size_t kOverflow = 64;

  void run_front() {
    while (!is_ending_) {
      try {
        if (exchanges_.is_draining()) {
          listener_.close();  // new connections are refused by the system
          std::this_thread::sleep_for(kTick);
        } else if (listener_.wait(kTick.count())) {
          take_connections();
        }
        exchanges_.connections().close_late(Clock::now());
        exchanges_.join_ended_streams();
      } catch (std::exception const& error) {
        log_(fmt::format("taking connections: {}", error.what()));
        std::this_thread::sleep_for(kTick);
      }
    }
  }

  void take_connections() {
    constexpr int kAtOnce = 256;  // then the clock is looked at
    for (int i = 0; i < kAtOnce && !exchanges_.is_draining(); ++i) {
      net::SocketAddress client;
      net::StreamSocket socket;
      try {
        socket = listener_.take(client);
      } catch (Poco::Exception const& error) {
        if (error.code() == EAGAIN || error.code() == EWOULDBLOCK) {  // there is none
          return;
        }
        // Out of descriptors, mostly; or the client has gone again.
        if (exchanges_.connections().close_idle(kOverflow / 8) > 0) {
          log_(fmt::format("no room for a connection, idle ones are closed: {}",
                           error.displayText()));
        }
        std::this_thread::sleep_for(std::chrono::milliseconds{1});
        return;
      }
      try {
        welcome(std::move(socket), client.host().toString());
      } catch (Poco::Exception const&) {  // it is gone already
      }
    }
  }

  void welcome(net::StreamSocket socket, std::string peer) {
    Connections& connections = exchanges_.connections();
    std::size_t const count = connections.count();
    auto connection = std::make_unique<Connection>(
        std::move(socket), std::move(peer), settings_.tls.has_value(), settings_.reader);
    if (count >= settings_.max_connections) {
      connections.close_idle(1);
    }
    if (count >= settings_.max_connections + kOverflow) {
      exchanges_.refuse(*connection);
      return;
    }
    exchanges_.begin(connections.add(std::move(connection)));
  }

  ServerSettings settings_;
  Log log_;
  Listener listener_;
  std::uint16_t port_;
  Exchanges exchanges_;
  std::atomic<bool> is_ending_{false};
  std::thread front_;
  std::vector<std::thread> quick_;
};

Server::Server(ServerSettings settings, Admit admit, Done done, Log log)
    : impl_(std::make_unique<Impl>(
          std::move(settings), std::move(admit), std::move(done), std::move(log))) {}

Server::~Server() = default;

std::uint16_t Server::port() const {
  return impl_->port();
}

ServerFigures Server::figures() const {
  return impl_->figures();
}

void Server::drain() {
  impl_->drain();
}

void Server::stop(std::chrono::milliseconds patience) {
  impl_->stop(patience);
}

}  // namespace thethuc::http
