#pragma once

#include "session.h"

namespace thethuc::cli {

// Becomes thethuc-service, which reads the same arguments: signals and exit code are its own. It
// lies beside this program, or in ../libexec/thethuc from it; or is $THETHUC_SERVICE. Throws
// EnvironmentError when there is none.
[[noreturn]] void become_service(Session const& session);

}  // namespace thethuc::cli
