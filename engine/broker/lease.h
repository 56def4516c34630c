#pragma once

// The records that a worker has in its hands, kept from being claimed by others while it lives.

#include <chrono>
#include <condition_variable>
#include <cstdint>
#include <map>
#include <mutex>
#include <set>
#include <string>
#include <thread>
#include <utility>
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

  enum class Held : std::uint8_t {
    first,  // nothing of this record was in hand
    again,  // this very entry was in hand: it has been delivered twice
    twin,   // another entry of the same record is in hand; this one is not held
  };
  Held hold(Message const& message);
  void release(std::vector<Message const*> const& messages);
  std::vector<std::string> held() const;  // ids of entries
  // Says nothing from now on; what was held is given. For a worker that gives back what it has: a
  // sign of life that comes behind would take it again.
  std::vector<std::string> end();

 private:
  using Record = std::pair<std::string, std::uint64_t>;  // its run and its index
  static Record record_of(Message const& message);
  void run();

  Connection redis_;
  Inbox inbox_;
  std::chrono::milliseconds const idle_;
  mutable std::mutex mutex_;
  std::condition_variable ended_;
  std::map<std::string, Record> held_;  // by the id of the entry
  std::set<Record> records_;            // of these entries
  bool is_ending_ = false;
  std::thread thread_;  // the last member: it uses the others
};

}  // namespace thethuc::broker
