// A process that has entered the sandbox tries what a document might make it try.

#include "convert/sandbox.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <functional>
#include <limits>
#include <thread>

#include <catch2/catch.hpp>

#include "convert/folder_of_test.h"

using namespace thethuc;

namespace {

// What `attempt` says within the sandbox; -1 when the process died.
int inside(test::FolderOfTest const& folder, std::function<int()> const& attempt) {
  std::filesystem::create_directories(folder.path() / "open");
  std::filesystem::create_directories(folder.path() / "readable");
  std::ofstream{folder.path() / "readable" / "x"} << "x";
  std::ofstream{folder.path() / "secret"} << "x";
  convert::Sandbox sandbox;
  sandbox.parent = ::getpid();
  sandbox.readable = {
      folder.path() / "readable", "/khong-co", "/usr", "/lib", "/lib64", "/proc/self"};
  sandbox.writable = {folder.path() / "open"};
  sandbox.memory_bytes = std::numeric_limits<std::size_t>::max();  // sanitizers take all they get
  sandbox.file_bytes = 1'000'000;
  pid_t const child = ::fork();
  if (child == 0) {
    int answer = 100;
    try {
      auto const warnings = convert::enter_sandbox(sandbox);
      answer = warnings.empty() ? attempt() : 101;
    } catch (std::exception const&) {
      answer = 102;
    }
    ::_exit(answer);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

int error_of(long result) {
  return result < 0 ? errno : 0;
}

int opened(std::filesystem::path const& path, int flags) {
  return error_of(::open(path.c_str(), flags, 0600));
}

}  // namespace

TEST_CASE("the sandbox leaves what LibreOffice needs and denies the rest", "[sandbox]") {
  test::FolderOfTest const folder;
  if (inside(folder, [] { return 0; }) == 101) {
    WARN("this kernel has no Landlock or no seccomp: nothing to test");
    return;
  }
  std::filesystem::path const path = folder.path();
  pid_t const self = ::getpid();
  struct Case {
    char const* name;
    std::function<int()> attempt;
    int expected;
  };
  std::vector<Case> const cases = {
      {"reads a readable file", [&] { return opened(path / "readable/x", O_RDONLY); }, 0},
      {"writes there", [&] { return opened(path / "readable/y", O_WRONLY | O_CREAT); }, EACCES},
      {"writes in its folder", [&] { return opened(path / "open/y", O_WRONLY | O_CREAT); }, 0},
      {"reads another file", [&] { return opened(path / "secret", O_RDONLY); }, EACCES},
      {"reads by a way round", [&] { return opened(path / "open/../secret", O_RDONLY); }, EACCES},
      {"reads /etc/shadow", [] { return opened("/etc/shadow", O_RDONLY); }, EACCES},
      {"reads its parent's environment",
       [&] { return opened("/proc/" + std::to_string(self) + "/environ", O_RDONLY); },
       EACCES},
      {"links to another file",
       [&] {
         ::symlink((path / "secret").c_str(), (path / "open/link").c_str());
         return opened(path / "open/link", O_RDONLY);
       },
       EACCES},
      {"opens an internet socket",
       [] { return error_of(::socket(AF_INET, SOCK_STREAM, 0)); },
       EPERM},
      {"opens a UNIX socket", [] { return error_of(::socket(AF_UNIX, SOCK_STREAM, 0)); }, EPERM},
      {"opens a netlink socket", [] { return error_of(::socket(AF_NETLINK, SOCK_RAW, 0)); }, EPERM},
      {"runs a program",
       [] { return error_of(::execl("/bin/true", "true", static_cast<char*>(nullptr))); },
       EPERM},
      {"makes a process",
       [] {
         pid_t const made = ::fork();
         if (made == 0) {
           ::_exit(0);
         }
         return error_of(made);
       },
       EPERM},
      {"makes a thread",
       [] {
         int made = 1;
         std::thread{[&made] { made = 0; }}.join();
         return made;
       },
       0},
      {"signals its parent", [&] { return error_of(::kill(self, 0)); }, EPERM},
      {"stops itself", [] { return ::signal(SIGABRT, SIG_DFL), std::abort(), 0; }, -1},
      {"writes a large file",
       [&] {
         ::signal(SIGXFSZ, SIG_IGN);
         int const file = ::open((path / "open/large").c_str(), O_WRONLY | O_CREAT, 0600);
         return error_of(::pwrite(file, "x", 1, 2'000'000));
       },
       EFBIG},
  };
  for (Case const& c : cases) {
    DYNAMIC_SECTION(c.name) {
      CHECK(inside(folder, c.attempt) == c.expected);
    }
  }
}

TEST_CASE("a sandboxed process whose parent is another does not go on", "[sandbox]") {
  pid_t const child = ::fork();
  if (child == 0) {
    convert::Sandbox sandbox;
    sandbox.parent = 1;
    try {
      convert::enter_sandbox(sandbox);
    } catch (std::runtime_error const&) {
      ::_exit(7);
    }
    ::_exit(0);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  CHECK(WEXITSTATUS(status) == 7);
}
