#pragma once

// The records that a worker has in its hands, kept from being claimed by others while it lives.

#include <chrono>
#include <condition_variable>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <vector>

#include "broker/address.h"
#include "broker/connection.h"
#include "broker/inbox.h"

namespace thethuc::broker {

// Says every third of `idle`, in a thread and by a connection of its own, that the worker lives: a
// record may take longer than that. Any number of threads.
class Lease {
 public:
  // Throws as Connection.
  Lease(Address const& address,
        Patience patience,
        bulk::Stop const& stop,
        std::string const& worker,
        std::chrono::milliseconds idle);
  ~Lease();
  Lease(Lease const&) = delete;
  Lease& operator=(Lease const&) = delete;

  void hold(std::vector<Message> const& messages);
  void release(std::vector<Message const*> const& messages);
  std::vector<std::string> held() const;

 private:
  void run();

  Connection redis_;
  Inbox inbox_;
  std::chrono::milliseconds const idle_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  std::set<std::string> ids_;
  bool is_ending_ = false;
  std::thread thread_;  // the last member: it uses the others
};

}  // namespace thethuc::broker
