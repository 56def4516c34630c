#include "http/event_streams.h"

#include <exception>
#include <utility>

#include <fmt/format.h>

namespace thethuc::http {

namespace {

class ConnectionSink : public EventSink {
 public:
  ConnectionSink(Connection& connection, std::chrono::milliseconds patience)
      : connection_(connection), patience_(patience) {}
  bool send(std::string_view event, std::string_view data) override {
    return connection_.send_waiting(fmt::format("event: {}\ndata: {}\n\n", event, data), patience_);
  }
  bool keep_alive() override { return connection_.send_waiting(": still here\n\n", patience_); }

 private:
  Connection& connection_;
  std::chrono::milliseconds patience_;
};

}  // namespace

EventStreams::EventStreams(std::size_t most,
                           std::chrono::milliseconds patience,
                           Server::Log const& log)
    : most_(most), patience_(patience), log_(log) {}

EventStreams::~EventStreams() {
  for (Stream& one : streams_) {
    one.thread.join();
  }
}

bool EventStreams::reserve() {
  if (running_.fetch_add(1) < most_) {
    return true;
  }
  --running_;
  return false;
}

void EventStreams::run(Connection& connection,
                       std::string head,
                       std::function<void(EventSink&)> events,
                       std::function<void()> end) {
  std::lock_guard const lock{mutex_};
  try {
    Stream& made = streams_.emplace_back();
    made.thread = std::thread{
        [this, &connection, &made, head = std::move(head), events = std::move(events), end] {
          try {
            if (connection.send_waiting(head, patience_)) {
              ConnectionSink sink{connection, patience_};
              events(sink);
            }
          } catch (std::exception const& error) {
            log_(fmt::format("events failed: {}", error.what()));
          }
          end();
          --running_;
          made.has_ended = true;
        }};
  } catch (...) {  // no thread is to be had
    std::erase_if(streams_, [](Stream const& one) { return !one.thread.joinable(); });
    --running_;
    throw;
  }
}

void EventStreams::join_ended() {
  std::lock_guard const lock{mutex_};
  streams_.remove_if([](Stream& one) {
    if (!one.has_ended) {
      return false;
    }
    one.thread.join();
    return true;
  });
}

}  // namespace thethuc::http
