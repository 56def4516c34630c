#pragma once

// Many sockets waited for by a few threads: epoll, each socket told to one thread at a time.

#include <cstdint>

namespace thethuc::http {

// Whoever is told of a socket owns it until it is armed again: no other thread is told meanwhile
// (EPOLLONESHOT), so what belongs to the socket needs no lock. Throws EnvironmentError.
class Poller {
 public:
  Poller();
  ~Poller();
  Poller(Poller const&) = delete;
  Poller& operator=(Poller const&) = delete;

  enum class Wish : std::uint8_t {
    read,
    write,
    turn  // nothing is waited for: it is told when those before it have been
  };
  // `what` is what wait() gives. add() once for each socket, then arm() each time; from any thread.
  void add(int socket, void* what, Wish wish);
  void arm(int socket, void* what, Wish wish);
  // The next socket that has what was wished for, or is closed. Null, in all threads, after
  // stop().
  void* wait();
  void stop();

 private:
  int epoll_ = -1;
  int stop_ = -1;  // an eventfd that is never read, so each thread sees it
};

}  // namespace thethuc::http
