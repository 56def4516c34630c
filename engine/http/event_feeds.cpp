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

EventFeeds::EventFeeds(std::size_t most,
                       std::size_t most_of_one,
                       std::chrono::milliseconds patience,
                       Server::Log const& log)
    : most_(most), most_of_one_(most_of_one), patience_(patience), log_(log) {}

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

EventFeeds::Place EventFeeds::reserve(std::string const& who) {
  std::lock_guard const lock{mutex_};
  if (running_ >= most_) {
    return Place::none_of_all;
  }
  std::size_t& of_one = of_one_[who];
  if (of_one >= most_of_one_) {
    return Place::none_of_one;
  }
  ++of_one;
  ++running_;
  return Place::given;
}

void EventFeeds::release(std::string const& who) {
  std::lock_guard const lock{mutex_};
  --running_;
  auto const at = of_one_.find(who);
  if (--at->second == 0) {
    of_one_.erase(at);
  }
}

std::size_t EventFeeds::running() const {
  std::lock_guard const lock{mutex_};
  return running_;
}

void EventFeeds::run(Connection& connection,
                     std::string who,
                     std::string head,
                     EventFeed feed,
                     std::function<void()> end) {
  connection.set_output(std::move(head), std::nullopt);
  Clock::time_point const now = Clock::now();
  try {
    std::lock_guard const lock{mutex_};
    if (!thread_.joinable()) {
      thread_ = std::thread{[this] { work(); }};
    }
    new_.push_back({&connection, who, std::move(feed), std::move(end), now, now});
  } catch (...) {
    release(who);
    throw;
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
      if (serve_or_end(*at, now)) {
        ++at;
        continue;
      }
      at->end();
      release(at->who);
      at = feeds_.erase(at);
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

bool EventFeeds::serve_or_end(Feed& feed, Clock::time_point now) noexcept {
  try {
    return serve(feed, now);
  } catch (...) {  // no memory even for words
    return false;
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
    // Who asked for a stream and says that nothing more will come from there has gone: what its key
    // may have at once is free again.
    bool const is_gone = feed.connection->look_at_peer() != Connection::Peer::there;
    if (feed.has_ended || is_gone) {
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
