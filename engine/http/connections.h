#pragma once

// All connections of a server, and the clock over them. Not for other modules.

#include <chrono>
#include <cstddef>
#include <memory>
#include <mutex>
#include <unordered_map>

#include "http/connection.h"

namespace thethuc::http {

// Any number of threads. A connection is closed when it is removed, by the thread whose turn it is.
class Connections {
 public:
  Connection& add(std::unique_ptr<Connection> connection);
  void remove(Connection& connection);
  std::size_t count() const;

  // Wakes connections whose deadline has passed: they are marked late, and closed as far as their
  // threads need to see it.
  void close_late(Connection::Clock::time_point now);
  // Closes connections between two requests, longest silent first: so many at most. Gives how many.
  std::size_t close_idle(std::size_t most);
  void close_all();

 private:
  mutable std::mutex mutex_;
  std::unordered_map<Connection const*, std::unique_ptr<Connection>> all_;
};

}  // namespace thethuc::http
