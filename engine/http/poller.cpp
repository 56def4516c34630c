#include "http/poller.h"

#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>
#include <string>

#include "base/environment_error.h"

namespace thethuc::http {

namespace {

[[noreturn]] void fail(char const* what) {
  throw base::EnvironmentError(std::string{what} + ": " + std::strerror(errno));
}

std::uint32_t events_of(Poller::Wish wish) {
  switch (wish) {
    case Poller::Wish::read:
      return EPOLLIN | EPOLLRDHUP | EPOLLONESHOT;
    case Poller::Wish::write:
      return EPOLLOUT | EPOLLONESHOT;
    case Poller::Wish::turn:
      break;
  }
  return EPOLLIN | EPOLLOUT | EPOLLONESHOT;
}

void control(int epoll, int operation, int socket, void* what, std::uint32_t events) {
  ::epoll_event event{};
  event.events = events;
  event.data.ptr = what;
  if (::epoll_ctl(epoll, operation, socket, &event) != 0) {
    fail("cannot wait for a connection");
  }
}

}  // namespace

Poller::Poller() : epoll_(::epoll_create1(EPOLL_CLOEXEC)), stop_(::eventfd(0, EFD_CLOEXEC)) {
  if (epoll_ < 0 || stop_ < 0) {
    fail("cannot wait for connections");
  }
  control(epoll_, EPOLL_CTL_ADD, stop_, nullptr, EPOLLIN);
}

Poller::~Poller() {
  ::close(stop_);
  ::close(epoll_);
}

void Poller::add(int socket, void* what, Wish wish) {
  control(epoll_, EPOLL_CTL_ADD, socket, what, events_of(wish));
}

void Poller::arm(int socket, void* what, Wish wish) {
  control(epoll_, EPOLL_CTL_MOD, socket, what, events_of(wish));
}

void* Poller::wait() {
  while (true) {
    ::epoll_event event{};
    int const count = ::epoll_wait(epoll_, &event, 1, -1);
    if (count > 0) {
      return event.data.ptr;
    }
    if (count < 0 && errno != EINTR) {
      fail("cannot wait for connections");
    }
  }
}

void Poller::stop() {
  std::uint64_t const one = 1;
  while (::write(stop_, &one, sizeof one) < 0 && errno == EINTR) {
  }
}

}  // namespace thethuc::http
