#pragma once

// Settings of posix_spawn.

#include <signal.h>
#include <spawn.h>

namespace thethuc::base {

// What a program gets that we start: the descriptors that are said, in the order in which they are
// said, and signals as at a start, whatever ours are. Belongs to one thread.
class SpawnSetup {
 public:
  SpawnSetup() {
    ::posix_spawn_file_actions_init(&files_);
    ::posix_spawnattr_init(&attributes_);
    sigset_t none;
    sigset_t all;
    ::sigemptyset(&none);
    ::sigfillset(&all);
    ::posix_spawnattr_setsigmask(&attributes_, &none);
    ::posix_spawnattr_setsigdefault(&attributes_, &all);
    set_flags(0);
  }
  ~SpawnSetup() {
    ::posix_spawn_file_actions_destroy(&files_);
    ::posix_spawnattr_destroy(&attributes_);
  }
  SpawnSetup(SpawnSetup const&) = delete;
  SpawnSetup& operator=(SpawnSetup const&) = delete;

  void give(int ours, int theirs) { ::posix_spawn_file_actions_adddup2(&files_, ours, theirs); }
  void open(char const* path, int flags, int theirs) {
    ::posix_spawn_file_actions_addopen(&files_, theirs, path, flags, 0);
  }
  void close_from(int first) { ::posix_spawn_file_actions_addclosefrom_np(&files_, first); }
  // A process group of its own: the interrupt key of a terminal is for us, who then end it.
  void own_group() { set_flags(POSIX_SPAWN_SETPGROUP); }

  posix_spawn_file_actions_t const* files() const { return &files_; }
  posix_spawnattr_t const* attributes() const { return &attributes_; }

 private:
  void set_flags(int more) {
    ::posix_spawnattr_setflags(
        &attributes_, static_cast<short>(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF | more));
  }

  posix_spawn_file_actions_t files_{};
  posix_spawnattr_t attributes_{};
};

}  // namespace thethuc::base
