#include "convert/sandbox.h"

#include <fcntl.h>
#include <linux/landlock.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <stdexcept>
#include <system_error>

#include <fmt/format.h>

#include "convert/system_calls.h"

namespace thethuc::convert {

namespace {

[[noreturn]] void fail(std::string_view what) {
  throw std::runtime_error(
      fmt::format("cannot {}: {}", what, std::generic_category().message(errno)));
}

void set_limit(__rlimit_resource resource, std::size_t most) {
  rlimit const bound{most, most};
  if (::setrlimit(resource, &bound) != 0) {
    fail("set a limit");
  }
}

// The kernel's struct as of ABI 6; older ones accept the tail as long as it is zero.
struct RulesetAttributes {
  std::uint64_t file_access;
  std::uint64_t network_access;
  std::uint64_t scoped;
};

// linux/landlock.h of Debian 12 ends with ABI 2.
constexpr std::uint64_t kReadFile = LANDLOCK_ACCESS_FS_READ_FILE | LANDLOCK_ACCESS_FS_EXECUTE;
constexpr std::uint64_t kRead = kReadFile | LANDLOCK_ACCESS_FS_READ_DIR;
constexpr std::uint64_t kFirstAbi = (std::uint64_t{LANDLOCK_ACCESS_FS_MAKE_SYM} << 1) - 1;
constexpr std::uint64_t kRefer = std::uint64_t{1} << 13;        // ABI 2
constexpr std::uint64_t kTruncate = std::uint64_t{1} << 14;     // ABI 3
constexpr std::uint64_t kIoctlDevice = std::uint64_t{1} << 15;  // ABI 5
constexpr std::uint64_t kAllNetwork = 0b11;                     // ABI 4: TCP bind, connect
constexpr std::uint64_t kAllScopes = 0b11;                      // ABI 6: abstract sockets, signals

RulesetAttributes attributes_of(long abi) {
  RulesetAttributes attributes{kFirstAbi, 0, 0};
  attributes.file_access |= abi >= 2 ? kRefer : 0;
  attributes.file_access |= abi >= 3 ? kTruncate : 0;
  attributes.file_access |= abi >= 5 ? kIoctlDevice : 0;
  attributes.network_access = abi >= 4 ? kAllNetwork : 0;
  attributes.scoped = abi >= 6 ? kAllScopes : 0;
  return attributes;
}

// What is not there needs no rule.
void allow(int ruleset, std::filesystem::path const& path, std::uint64_t access) {
  int const descriptor = ::open(path.c_str(), O_PATH | O_CLOEXEC);
  if (descriptor < 0) {
    return;
  }
  struct stat about {};
  if (::fstat(descriptor, &about) == 0 && !S_ISDIR(about.st_mode)) {
    access &= kReadFile | LANDLOCK_ACCESS_FS_WRITE_FILE | kTruncate;
  }
  landlock_path_beneath_attr rule{};
  rule.allowed_access = access;
  rule.parent_fd = descriptor;
  long const done =
      ::syscall(SYS_landlock_add_rule, ruleset, LANDLOCK_RULE_PATH_BENEATH, &rule, 0U);
  int const error = errno;
  ::close(descriptor);
  if (done != 0) {
    errno = error;
    fail(fmt::format("allow {} in the sandbox", path.string()));
  }
}

// "" when the files that can be seen are those of `sandbox`.
std::string restrict_files(Sandbox const& sandbox) {
  long const abi =
      ::syscall(SYS_landlock_create_ruleset, nullptr, 0, LANDLOCK_CREATE_RULESET_VERSION);
  if (abi <= 0) {
    return "this kernel has no Landlock: documents are laid out by a process that may read files "
           "of its user";
  }
  RulesetAttributes const attributes = attributes_of(abi);
  int const ruleset =
      static_cast<int>(::syscall(SYS_landlock_create_ruleset, &attributes, sizeof attributes, 0U));
  if (ruleset < 0) {
    fail("make a sandbox for files");
  }
  for (auto const& path : sandbox.readable) {
    allow(ruleset, path, kRead);
  }
  for (auto const& path : sandbox.writable) {
    allow(ruleset, path, attributes.file_access & ~std::uint64_t{LANDLOCK_ACCESS_FS_EXECUTE});
  }
  bool const done = ::syscall(SYS_landlock_restrict_self, ruleset, 0U) == 0;
  ::close(ruleset);
  if (!done) {
    fail("enter the sandbox for files");
  }
  return "";
}

}  // namespace

std::vector<std::string> enter_sandbox(Sandbox const& sandbox) {
  ::prctl(PR_SET_PDEATHSIG, SIGKILL);
  if (::getppid() != sandbox.parent) {
    throw std::runtime_error("the parent process is gone");  // before the line above
  }
  set_limit(RLIMIT_AS, sandbox.memory_bytes);
  set_limit(RLIMIT_FSIZE, sandbox.file_bytes);
  set_limit(RLIMIT_CORE, 0);
  if (::prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) != 0) {
    fail("give up new rights");
  }
  std::vector<std::string> warnings;
  if (std::string warning = restrict_files(sandbox); !warning.empty()) {
    warnings.push_back(std::move(warning));
  }
  if (!restrict_system_calls()) {
    warnings.emplace_back(
        "system calls cannot be filtered here: documents are laid out by a process that may open "
        "connections and run programs");
  }
  return warnings;
}

}  // namespace thethuc::convert
