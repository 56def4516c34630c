#include "convert/system_calls.h"

#include <linux/audit.h>
#include <linux/filter.h>
#include <linux/seccomp.h>
#include <sched.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace thethuc::convert {

namespace {

#if defined(__x86_64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_X86_64;
constexpr std::uint32_t kForeignNumbers = 0x40000000;  // of the x32 ABI
#elif defined(__aarch64__)
constexpr std::uint32_t kMachine = AUDIT_ARCH_AARCH64;
constexpr std::uint32_t kForeignNumbers = 0;
#else
constexpr std::uint32_t kMachine = 0;
constexpr std::uint32_t kForeignNumbers = 0;
#endif

// Numbers that the headers of Debian 12 do not know are the same on all machines.
constexpr long kDenied[] = {
    // connections; LibreOffice needs none, and a pair of sockets cannot reach anybody else
    SYS_socket,
    SYS_connect,
    SYS_bind,
    SYS_listen,
    SYS_accept,
    SYS_accept4,
    // programs
    SYS_execve,
    SYS_execveat,
#ifdef SYS_fork
    SYS_fork,
    SYS_vfork,
#endif
    // other processes
    SYS_kill,
    SYS_tkill,
    SYS_rt_sigqueueinfo,
    SYS_rt_tgsigqueueinfo,
    SYS_pidfd_open,
    SYS_pidfd_send_signal,
    SYS_pidfd_getfd,
    SYS_ptrace,
    SYS_process_vm_readv,
    SYS_process_vm_writev,
    SYS_process_madvise,
    SYS_kcmp,
    SYS_setpriority,
    SYS_setpgid,
    SYS_migrate_pages,
    SYS_move_pages,
    // what widens the way into the kernel, or out of the sandbox
    SYS_io_uring_setup,
    SYS_io_uring_enter,
    SYS_io_uring_register,
    SYS_bpf,
    SYS_perf_event_open,
    SYS_userfaultfd,
    SYS_keyctl,
    SYS_add_key,
    SYS_request_key,
    SYS_mount,
    SYS_umount2,
    SYS_pivot_root,
    SYS_chroot,
    SYS_unshare,
    SYS_setns,
    SYS_open_by_handle_at,
    SYS_name_to_handle_at,
    SYS_init_module,
    SYS_finit_module,
    SYS_kexec_load,
    SYS_personality,
    SYS_acct,
    SYS_swapon,
    SYS_quotactl,
    SYS_fanotify_init,
    SYS_move_mount,
    SYS_fsopen,
    SYS_open_tree,
    SYS_syslog,
    SYS_reboot,
    SYS_msgget,
    SYS_shmget,
    SYS_semget,
    SYS_mq_open,
};

class Filter {
 public:
  void load(std::size_t offset) {
    add(BPF_LD | BPF_W | BPF_ABS, static_cast<std::uint32_t>(offset), 0, 0);
  }
  void answer(std::uint32_t action) { add(BPF_RET | BPF_K, action, 0, 0); }
  void deny(int error) {
    answer(SECCOMP_RET_ERRNO | (static_cast<std::uint32_t>(error) & SECCOMP_RET_DATA));
  }
  // The next `count` instructions are left out unless what was loaded equals `value`.
  void only_if_equal(std::uint32_t value, std::uint8_t count) {
    add(BPF_JMP | BPF_JEQ | BPF_K, value, 0, count);
  }
  void only_if_bits(std::uint32_t bits, std::uint8_t count) {
    add(BPF_JMP | BPF_JSET | BPF_K, bits, 0, count);
  }
  void skip_if_equal(std::uint32_t value, std::uint8_t count) {
    add(BPF_JMP | BPF_JEQ | BPF_K, value, count, 0);
  }

  bool install() {
    sock_fprog program{static_cast<unsigned short>(code_.size()), code_.data()};
    return ::prctl(PR_SET_SECCOMP, SECCOMP_MODE_FILTER, &program, 0, 0) == 0;
  }

 private:
  void add(int code, std::uint32_t value, std::uint8_t if_true, std::uint8_t if_false) {
    code_.push_back({static_cast<std::uint16_t>(code), if_true, if_false, value});
  }
  std::vector<sock_filter> code_;
};

// The lower half of an argument; both machines are little-endian.
constexpr std::size_t argument(std::size_t index) {
  return offsetof(seccomp_data, args) + index * sizeof(std::uint64_t);
}

}  // namespace

bool restrict_system_calls() {
  if (kMachine == 0) {
    return false;
  }
  Filter filter;
  filter.load(offsetof(seccomp_data, arch));
  filter.skip_if_equal(kMachine, 1);
  filter.answer(SECCOMP_RET_KILL_PROCESS);
  filter.load(offsetof(seccomp_data, nr));
  if (kForeignNumbers != 0) {
    filter.only_if_bits(kForeignNumbers, 1);
    filter.deny(ENOSYS);
  }
  for (long const number : kDenied) {
    filter.only_if_equal(static_cast<std::uint32_t>(number), 1);
    filter.deny(EPERM);
  }
  // Its flags lie in memory, where no filter looks; without it the C library takes clone().
  filter.only_if_equal(SYS_clone3, 1);
  filter.deny(ENOSYS);
  filter.only_if_equal(SYS_clone, 3);
  filter.load(argument(0));
  filter.only_if_bits(CLONE_THREAD, 1);
  filter.answer(SECCOMP_RET_ALLOW);
  // Here: clone without CLONE_THREAD, or anything else; the number tells.
  filter.load(offsetof(seccomp_data, nr));
  filter.only_if_equal(SYS_clone, 1);
  filter.deny(EPERM);
  // Its own threads it may signal: abort() does.
  filter.only_if_equal(SYS_tgkill, 4);
  filter.load(argument(0));
  filter.skip_if_equal(static_cast<std::uint32_t>(::getpid()), 1);
  filter.deny(EPERM);
  filter.answer(SECCOMP_RET_ALLOW);
  // The limits of other processes are theirs; 0 is this one.
  filter.only_if_equal(SYS_prlimit64, 3);
  filter.load(argument(0));
  filter.skip_if_equal(0, 1);
  filter.deny(EPERM);
  filter.answer(SECCOMP_RET_ALLOW);
  return filter.install();
}

}  // namespace thethuc::convert
