#include "bulk/stop.h"

#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/environment_error.h"

namespace thethuc::bulk {

Stop::Stop() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
  if (descriptor_ < 0) {
    base::Words const why = base::system_words(errno);
    throw base::EnvironmentError{
        base::Words{"không tạo được eventfd: " + why.vi, "cannot make an eventfd: " + why.en}};
  }
}

Stop::~Stop() {
  ::close(descriptor_);
}

void Stop::request() noexcept {
  requested_ = true;
  ::eventfd_write(descriptor_, 1);
}

}  // namespace thethuc::bulk
