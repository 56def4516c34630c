#include "line_queue.h"

#include <limits.h>
#include <poll.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>

namespace thethuc::service {

namespace {

bool is_regular_file(int descriptor) {
  struct stat found {};
  return ::fstat(descriptor, &found) == 0 && S_ISREG(found.st_mode);
}

std::uint64_t lines_of(std::string_view bytes) {
  return static_cast<std::uint64_t>(std::count(bytes.begin(), bytes.end(), '\n'));
}

}  // namespace

LineQueue::LineQueue(int descriptor, std::size_t max_bytes)
    : descriptor_(descriptor),
      is_file_(is_regular_file(descriptor)),
      max_bytes_(max_bytes),
      thread_([this] { work(); }) {}

LineQueue::~LineQueue() {
  {
    std::lock_guard const lock{mutex_};
    is_ending_ = true;
    given_up_ = std::chrono::steady_clock::now() + kPatience;
  }
  arrived_.notify_all();
  thread_.join();
}

void LineQueue::add(std::string line) {
  {
    std::lock_guard const lock{mutex_};
    if (waiting_.size() + line.size() > max_bytes_) {
      ++lost_;
      return;
    }
    waiting_ += line;
  }
  arrived_.notify_one();
}

std::uint64_t LineQueue::lost() const {
  std::lock_guard const lock{mutex_};
  return lost_;
}

void LineQueue::work() {
  std::unique_lock lock{mutex_};
  while (true) {
    arrived_.wait(lock, [this] { return is_ending_ || !waiting_.empty(); });
    if (waiting_.empty()) {
      return;
    }
    std::string const taken = std::exchange(waiting_, {});
    lock.unlock();
    write(taken);
    lock.lock();
  }
}

// A pipe that can be written to at all takes so many bytes at once (POSIX, write()); whole lines,
// so that what others write to it stands between them.
std::string_view LineQueue::next_piece(std::string_view rest) const {
  if (is_file_) {
    return rest;
  }
  std::string_view const piece = rest.substr(0, PIPE_BUF);
  std::size_t const end = piece.rfind('\n');
  return end == std::string_view::npos ? piece : piece.substr(0, end + 1);
}

// Waits until there is room; false when it is ending and has waited long enough.
bool LineQueue::is_writable() {
  constexpr int kLookMilliseconds = 100;
  while (true) {
    ::pollfd look{descriptor_, POLLOUT, 0};
    if (::poll(&look, 1, kLookMilliseconds) > 0) {
      return true;  // or broken, which writing tells
    }
    std::lock_guard const lock{mutex_};
    if (is_ending_ && std::chrono::steady_clock::now() >= given_up_) {
      return false;
    }
  }
}

void LineQueue::write(std::string_view bytes) {
  while (!bytes.empty() && is_writable()) {
    std::string_view const piece = next_piece(bytes);
    ::ssize_t const written = ::write(descriptor_, piece.data(), piece.size());
    if (written >= 0) {
      bytes.remove_prefix(static_cast<std::size_t>(written));
    } else if (errno != EINTR && errno != EAGAIN) {
      break;
    }
  }
  std::lock_guard const lock{mutex_};
  lost_ += lines_of(bytes);
}

}  // namespace thethuc::service
