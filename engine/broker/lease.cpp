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
  {
    std::lock_guard const lock{mutex_};
    is_ending_ = true;
  }
  ended_.notify_all();
  thread_.join();
}

void Lease::hold(std::vector<Message> const& messages) {
  std::lock_guard const lock{mutex_};
  for (Message const& message : messages) {
    ids_.insert(message.id);
  }
}

void Lease::release(std::vector<Message const*> const& messages) {
  std::lock_guard const lock{mutex_};
  for (Message const* message : messages) {
    ids_.erase(message->id);
  }
}

std::vector<std::string> Lease::held() const {
  std::lock_guard const lock{mutex_};
  return {ids_.begin(), ids_.end()};
}

void Lease::run() {
  std::unique_lock lock{mutex_};
  while (!ended_.wait_for(lock, idle_ / 3, [this] { return is_ending_; })) {
    std::vector<std::string> const ids{ids_.begin(), ids_.end()};
    lock.unlock();
    try {
      inbox_.renew(ids, idle_);
    } catch (base::EnvironmentError const&) {
      // The worker's other connections meet the same, and end it. At worst others do its work too.
    }
    lock.lock();
  }
}

}  // namespace thethuc::broker
