#include "bulk_signals.h"

#include <poll.h>
#include <sys/eventfd.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <utility>

namespace thethuc::cli {

BulkSignals::BulkSignals() : end_(::eventfd(0, EFD_CLOEXEC)) {
  ::sigemptyset(&signals_);
  for (int const number : {SIGINT, SIGTERM, SIGHUP}) {
    struct sigaction action {};
    ::sigaction(number, nullptr, &action);
    if (action.sa_handler != SIG_IGN) {  // nohup and the like stay in force
      ::sigaddset(&signals_, number);
    }
  }
  ::pthread_sigmask(SIG_BLOCK, &signals_, &before_);
  watcher_ = std::thread{[this] { watch(); }};
}

BulkSignals::~BulkSignals() {
  ::eventfd_write(end_, 1);
  watcher_.join();
  ::close(end_);
  ::pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

void BulkSignals::on_second(std::function<void()> abandon) {
  std::lock_guard const lock{mutex_};
  abandon_ = std::move(abandon);
}

void BulkSignals::watch() {
  int const arriving = ::signalfd(-1, &signals_, SFD_CLOEXEC);
  for (;;) {
    std::array<pollfd, 2> waiting{{{arriving, POLLIN, 0}, {end_, POLLIN, 0}}};
    if (::poll(waiting.data(), waiting.size(), -1) < 0 && errno == EINTR) {
      continue;
    }
    signalfd_siginfo arrived{};
    if (waiting[1].revents != 0 || ::read(arriving, &arrived, sizeof arrived) != sizeof arrived) {
      break;
    }
    int const number = static_cast<int>(arrived.ssi_signo);
    if (received_ != 0) {
      std::lock_guard const lock{mutex_};
      if (abandon_) {
        abandon_();
      }
      ::pthread_sigmask(SIG_UNBLOCK, &signals_, nullptr);
      ::raise(number);
    }
    received_ = number;
    stop_.request();
  }
  ::close(arriving);
}

void end_by(int signal_number) {
  if (signal_number != 0) {
    ::signal(signal_number, SIG_DFL);
    ::raise(signal_number);
  }
}

}  // namespace thethuc::cli
