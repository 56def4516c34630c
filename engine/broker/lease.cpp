#include "broker/lease.h"

#include "base/environment_error.h"

namespace thethuc::broker {

Lease::Lease(Address const& address,
             Patience patience,
             bulk::Stop const& stop,
             std::string const& worker,
             std::chrono::milliseconds idle)
    : redis_(address, patience, stop), inbox_(redis_, worker), idle_(idle) {
  inbox_.renew({}, idle_);  // from the first file on it is known to live
  thread_ = std::thread{[this] { run(); }};
}

Lease::~Lease() {
  end();
}

std::vector<std::string> Lease::end() {
  {
    std::lock_guard const lock{mutex_};
    is_ending_ = true;
  }
  ended_.notify_all();
  if (thread_.joinable()) {
    thread_.join();
  }
  return held();
}

Lease::Record Lease::record_of(Message const& message) {
  return {message.run, message.record.index};
}

Lease::Held Lease::hold(Message const& message) {
  std::lock_guard const lock{mutex_};
  if (held_.contains(message.id)) {
    return Held::again;
  }
  if (!records_.insert(record_of(message)).second) {
    return Held::twin;
  }
  held_.emplace(message.id, record_of(message));
  return Held::first;
}

void Lease::release(std::vector<Message const*> const& messages) {
  std::lock_guard const lock{mutex_};
  for (Message const* message : messages) {
    if (auto const found = held_.find(message->id); found != held_.end()) {
      records_.erase(found->second);
      held_.erase(found);
    }
  }
}

std::vector<std::string> Lease::held() const {
  std::lock_guard const lock{mutex_};
  std::vector<std::string> ids;
  for (auto const& entry : held_) {
    ids.push_back(entry.first);
  }
  return ids;
}

void Lease::run() {
  std::unique_lock lock{mutex_};
  while (!ended_.wait_for(lock, idle_ / 3, [this] { return is_ending_; })) {
    lock.unlock();
    try {
      inbox_.renew(held(), idle_);
    } catch (base::EnvironmentError const&) {
      // The worker's other connections meet the same, and end it. At worst others do its work too.
    }
    lock.lock();
  }
}

}  // namespace thethuc::broker
