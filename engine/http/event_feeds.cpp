#include "http/event_feeds.h"

#include <exception>
#include <optional>
#include <utility>

#include <fmt/format.h>

namespace thethuc::http {

namespace {

constexpr std::chrono::milliseconds kLook{200};  // how often feeds are asked
constexpr std::chrono::seconds kHeartbeat{10};   // so that who is gone is noticed

}  // namespace

EventFeeds::EventFeeds(std::size_t most, std::chrono::milliseconds patience, Server::Log const& log)
    : most_(most), patience_(patience), log_(log) {}

EventFeeds::~EventFeeds() {
  {
    std::lock_guard const lock{mutex_};
    is_ending_ = true;
  }
  arrived_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
  feeds_.splice(feeds_.end(), new_);
  for (Feed const& feed : feeds_) {
    feed.end();
  }
}

bool EventFeeds::reserve() {
  if (running_.fetch_add(1) < most_) {
    return true;
  }
  --running_;
  return false;
}

void EventFeeds::run(Connection& connection,
                     std::string head,
                     EventFeed feed,
                     std::function<void()> end) {
  connection.set_output(std::move(head), std::nullopt);
  Clock::time_point const now = Clock::now();
  std::lock_guard const lock{mutex_};
  new_.push_back({&connection, std::move(feed), std::move(end), now, now});
  if (!thread_.joinable()) {
    thread_ = std::thread{[this] { work(); }};
  }
  arrived_.notify_all();
}

void EventFeeds::work() {
  std::unique_lock lock{mutex_};
  while (!is_ending_) {
    feeds_.splice(feeds_.end(), new_);
    lock.unlock();
    Clock::time_point const now = Clock::now();
    for (auto at = feeds_.begin(); at != feeds_.end();) {
      if (serve(*at, now)) {
        ++at;
        continue;
      }
      at->end();
      at = feeds_.erase(at);
      --running_;
    }
    lock.lock();
    auto const is_called = [this] { return is_ending_ || !new_.empty(); };
    if (feeds_.empty()) {
      arrived_.wait(lock, is_called);
    } else {
      arrived_.wait_for(lock, kLook, is_called);
    }
  }
}

// False when it is over.
bool EventFeeds::serve(Feed& feed, Clock::time_point now) {
  for (;;) {
    if (feed.has_output) {
      switch (feed.connection->flush()) {
        case Connection::Io::closed:
          return false;
        case Connection::Io::blocked:
          return now - feed.awaiting < patience_;
        case Connection::Io::ready:
          feed.has_output = false;
          feed.sent = now;
          break;
      }
    }
    if (feed.has_ended) {
      return false;
    }
    look(feed, now);
    if (!feed.has_output) {
      return !feed.has_ended;
    }
  }
}

void EventFeeds::look(Feed& feed, Clock::time_point now) {
  std::string news;
  try {
    feed.has_ended = !feed.next(news);
  } catch (std::exception const& error) {
    log_(fmt::format("events failed: {}", error.what()));
    feed.has_ended = true;
  }
  if (news.empty() && !feed.has_ended && now - feed.sent >= kHeartbeat) {
    news = ": still here\n\n";
  }
  if (!news.empty()) {
    feed.connection->set_output(std::move(news), std::nullopt);
    feed.has_output = true;
    feed.awaiting = now;
  }
}

}  // namespace thethuc::http
