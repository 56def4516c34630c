#include "http/connections.h"

#include <sys/socket.h>

#include <algorithm>
#include <utility>
#include <vector>

namespace thethuc::http {

Connection& Connections::add(std::unique_ptr<Connection> connection) {
  Connection& added = *connection;
  std::lock_guard const lock{mutex_};
  all_.emplace(&added, std::move(connection));
  return added;
}

void Connections::remove(Connection& connection) {
  std::unique_ptr<Connection> removed;  // its end, which closes the socket, needs no lock
  {
    std::lock_guard const lock{mutex_};
    auto const at = all_.find(&connection);
    removed = std::move(at->second);
    all_.erase(at);
  }
}

std::size_t Connections::count() const {
  std::lock_guard const lock{mutex_};
  return all_.size();
}

// The sockets are open while the lock is held: remove() needs it. What is shut down here is seen by
// the poller as readable or writable, so the connection gets its turn, in which it ends.
void Connections::close_late(Connection::Clock::time_point now) {
  using Phase = Connection::Phase;
  constexpr std::chrono::seconds kSecondChance{5};
  std::lock_guard const lock{mutex_};
  for (auto const& [key, connection] : all_) {
    Connection::Clock::rep const deadline = connection->deadline.load();
    if (deadline == 0 || deadline > now.time_since_epoch().count()) {
      continue;
    }
    // Who is late with a request can still be told.
    bool const may_be_told = connection->phase.load() == Phase::reading && !connection->is_late;
    connection->is_late = true;
    // Unless its thread has set another meanwhile.
    Connection::Clock::rep expected = deadline;
    connection->deadline.compare_exchange_strong(expected,
                                                 (now + kSecondChance).time_since_epoch().count());
    ::shutdown(connection->descriptor(), may_be_told ? SHUT_RD : SHUT_RDWR);
  }
}

std::size_t Connections::close_idle(std::size_t most) {
  std::lock_guard const lock{mutex_};
  std::vector<std::pair<Connection::Clock::rep, Connection*>> idle;
  for (auto const& [key, connection] : all_) {
    // One that was closed already is late.
    if (connection->phase.load() == Connection::Phase::idle && !connection->is_late) {
      idle.emplace_back(connection->deadline.load(), connection.get());
    }
  }
  std::size_t const count = std::min(most, idle.size());
  std::partial_sort(idle.begin(), idle.begin() + static_cast<std::ptrdiff_t>(count), idle.end());
  for (std::size_t i = 0; i < count; ++i) {
    idle[i].second->is_late = true;
    ::shutdown(idle[i].second->descriptor(), SHUT_RDWR);
  }
  return count;
}

void Connections::close_all() {
  std::lock_guard const lock{mutex_};
  for (auto const& [key, connection] : all_) {
    connection->is_late = true;
    ::shutdown(connection->descriptor(), SHUT_RDWR);
  }
}

}  // namespace thethuc::http
