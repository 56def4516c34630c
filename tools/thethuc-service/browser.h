#pragma once

#include <sys/types.h>

#include <optional>
#include <string>

namespace thethuc::service {

// Opens the address in the user's browser, by xdg-open; no shell sees it. Gives the process, which
// the caller waits for (it may last as long as the browser); nullopt when it cannot be started.
std::optional<pid_t> open_in_browser(std::string const& address);

}  // namespace thethuc::service
