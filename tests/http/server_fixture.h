#pragma once

// A server in this process, whose handlers a test holds, and clients of it.

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <memory>
#include <mutex>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>

#include <Poco/Exception.h>
#include <Poco/Net/NetException.h>
#include <Poco/Net/SocketAddress.h>
#include <Poco/Net/StreamSocket.h>
#include <Poco/Timespan.h>

#include "http/problem.h"
#include "http/server.h"

namespace thethuc::test {

using namespace thethuc::http;
using namespace std::chrono_literals;

inline constexpr std::size_t kHuge = std::size_t{32} << 20;

// What holds handlers until a test lets them go.
class Gate {
 public:
  void pass() {
    std::unique_lock lock{mutex_};
    ++waiting_;
    changed_.notify_all();
    changed_.wait(lock, [this] { return is_open_; });
  }
  void open() {
    std::lock_guard const lock{mutex_};
    is_open_ = true;
    changed_.notify_all();
  }
  void wait_for(int count) {
    std::unique_lock lock{mutex_};
    changed_.wait_for(lock, 20s, [&] { return waiting_ >= count; });
  }

 private:
  std::mutex mutex_;
  std::condition_variable changed_;
  int waiting_ = 0;
  bool is_open_ = false;
};

class Client {
 public:
  explicit Client(std::uint16_t port) : socket_(Poco::Net::SocketAddress{"127.0.0.1", port}) {
    socket_.setReceiveTimeout(Poco::Timespan{20, 0});
  }
  void send(std::string_view bytes) {
    socket_.sendBytes(bytes.data(), static_cast<int>(bytes.size()));
  }
  // One answer, or what came before the server closed.
  std::string answer() {
    std::size_t end = std::string::npos;
    while ((end = waiting_.find("\r\n\r\n")) == std::string::npos && more()) {
    }
    std::size_t size = waiting_.size();
    std::size_t const length = waiting_.find("Content-Length: ");
    if (end != std::string::npos && length < end) {
      size = end + 4 + std::stoul(waiting_.substr(length + 16));
    }
    while (waiting_.size() < size && more()) {
    }
    std::string const whole = waiting_.substr(0, size);
    waiting_.erase(0, size);
    return whole;
  }
  std::string ask(std::string_view path) {
    send("GET " + std::string{path} + " HTTP/1.1\r\nHost: x\r\n\r\n");
    return answer();
  }
  bool is_closed() {
    while (more()) {
    }
    return is_closed_;
  }

 private:
  bool more() {
    char buffer[65536];
    int read = 0;
    try {
      read = socket_.receiveBytes(buffer, sizeof buffer);
    } catch (Poco::Net::ConnectionResetException const&) {
      read = 0;
    } catch (Poco::TimeoutException const&) {
      return false;
    }
    is_closed_ = read == 0;
    waiting_.append(buffer, static_cast<std::size_t>(std::max(read, 0)));
    return read > 0;
  }
  Poco::Net::StreamSocket socket_;
  std::string waiting_;
  bool is_closed_ = false;
};

struct Fixture {
  Gate gate;
  std::atomic<int> answered{0};
  std::atomic<int> begun{0};  // handlers
  // Each request holds it, from its head on.
  std::shared_ptr<int> hold = std::make_shared<int>();
  bool is_held_by(long requests) const {
    for (int i = 0; i < 4'000 && hold.use_count() != 1 + requests; ++i) {
      std::this_thread::sleep_for(5ms);
    }
    return hold.use_count() == 1 + requests;
  }
  ServerSettings settings = [] {
    ServerSettings made;
    made.only_this_machine = false;
    made.quick_threads = 2;
    made.slow_threads = 1;
    made.max_slow_waiting = 1;
    made.timeout = 300ms;
    made.keep_alive_timeout = 500ms;
    return made;
  }();

  // "/slow" waits for the gate in a slow thread; "/large" has a million bytes, a piece at a time.
  Admission admit(Request const& request) {
    Admission made;
    made.max_body_bytes = 100;
    if (request.path == "/refused") {
      made.refusal = problem(request, 404, {"từ chối", "refused"});
    }
    made.lane = request.path == "/slow" ? Lane::slow : Lane::quick;
    made.handler = [this, place = hold](Request const& whole) {
      Response response;
      ++begun;
      if (whole.path == "/slow") {
        gate.pass();
      } else if (whole.path == "/broken") {
        throw std::runtime_error("broken");
      } else if (whole.path == "/large") {
        response.source = BodySource{1'000'000, [](std::string& out) {
                                       out.append(100'000, 'x');
                                       return true;
                                     }};
      } else if (whole.path == "/huge") {  // more than all buffers between us hold
        response.source = BodySource{kHuge, [](std::string& out) {
                                       out.append(kHuge / 128, 'x');
                                       return true;
                                     }};
      } else if (whole.path == "/feed") {  // three events, then the end
        response.feed = [count = 0](std::string& out) mutable {
          out += "id: " + std::to_string(++count) + "\ndata: x\n\n";
          return count < 3;
        };
      } else if (whole.path == "/silent") {
        response.feed = [](std::string&) { return true; };
      } else if (whole.path == "/endless") {
        response.feed = [](std::string& out) {
          out.append(1'000'000, 'x');
          return true;
        };
      } else if (whole.path == "/thrown") {
        response.source =
            BodySource{1'000'000, [](std::string&) -> bool { throw std::bad_alloc{}; }};
      } else if (whole.path == "/short") {
        response.source = BodySource{1'000'000, [](std::string&) { return false; }};
      }
      response.body = whole.path + whole.body;
      return response;
    };
    return made;
  }
  std::unique_ptr<Server> server() {
    return std::make_unique<Server>(
        settings,
        [this](Request const& request) { return admit(request); },
        [this](Exchange const&) { ++answered; },
        [](std::string_view) {});
  }
};

inline bool has_status(std::string const& answer, std::string_view status) {
  return answer.starts_with("HTTP/1.1 " + std::string{status});
}

}  // namespace thethuc::test
