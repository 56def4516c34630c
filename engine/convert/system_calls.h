#pragma once

namespace thethuc::convert {

// From here on this process opens no socket, runs no program, makes no process (threads it may) and
// touches no other process: these system calls fail with EPERM. False when this kernel or machine
// cannot filter them. PR_SET_NO_NEW_PRIVS must be set. Not for other modules.
bool restrict_system_calls();

}  // namespace thethuc::convert
