#include "media/open_beneath.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>

namespace thethuc::media {

namespace {

// O_NONBLOCK: opening a pipe that nobody writes to would wait for ever. O_NOCTTY: a terminal must
// not become ours.
constexpr int kFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY;
// The kernel says EAGAIN when something is renamed on the way, so that it cannot be sure.
constexpr int kAttempts = 16;

}  // namespace

int open_beneath(int folder, std::string const& name) {
  open_how how{};
  how.flags = kFlags;
  how.resolve = RESOLVE_BENEATH | RESOLVE_NO_MAGICLINKS;
  for (int attempt = 0; attempt < kAttempts; ++attempt) {
    long const opened = ::syscall(SYS_openat2, folder, name.c_str(), &how, sizeof how);
    if (opened >= 0) {
      return static_cast<int>(opened);
    }
    if (errno == ENOSYS || errno == EPERM) {
      return open_without_links(folder, name);
    }
    if (errno != EAGAIN && errno != EINTR) {
      return -1;
    }
  }
  return -1;
}

int open_without_links(int folder, std::string const& name) {
  int at = folder;
  std::size_t begin = 0;
  while (true) {
    std::size_t const slash = name.find('/', begin);
    bool const is_last = slash == std::string::npos;
    std::string const step = name.substr(begin, is_last ? slash : slash - begin);
    int opened = at;
    if (step == "..") {
      errno = EXDEV;
      opened = -1;
    } else if (is_last || !step.empty()) {
      // An intermediate folder needs no more than to be passed through.
      int const flags = is_last ? kFlags : O_PATH | O_DIRECTORY | O_CLOEXEC;
      opened = ::openat(at, step.empty() ? "." : step.c_str(), flags | O_NOFOLLOW);
    }
    // ELOOP: O_NOFOLLOW met a link; ENOTDIR: so it did where a folder had to be.
    int error = errno;
    if (opened < 0 && (error == ELOOP || error == ENOTDIR)) {
      char target = '\0';
      error = ::readlinkat(at, step.c_str(), &target, 1) >= 0 ? EXDEV : error;
    }
    if (at != folder && opened != at) {
      ::close(at);
    }
    if (opened < 0 || is_last) {
      errno = error;
      return opened;
    }
    at = opened;
    begin = slash + 1;
  }
}

}  // namespace thethuc::media
