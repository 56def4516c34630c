#pragma once

#include <signal.h>

#include <initializer_list>

namespace thethuc::service {

// Blocks the signals and gives them as a set to wait for. Before any thread is made: all inherit
// it, and leave them to the one that waits. SIGPIPE is ignored: a client that goes is no reason to
// end.
sigset_t block_signals(std::initializer_list<int> numbers);

}  // namespace thethuc::service
