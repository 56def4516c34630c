#include "base/limited_program.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <optional>
#include <system_error>
#include <thread>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/spawn_setup.h"

namespace thethuc::base {

namespace {

constexpr std::size_t kMostErrors = 4096;

[[noreturn]] void fail(Words const& what, int error) {
  std::string const why = std::generic_category().message(error);
  throw EnvironmentError(
      Words{fmt::format("không {}: {}", what.vi, why), fmt::format("cannot {}: {}", what.en, why)});
}

// A file in memory. Unlike a pipe it never makes either side wait, nor raises SIGPIPE in ours.
class MemoryFile {
 public:
  MemoryFile() : descriptor_(::memfd_create("thethuc", MFD_CLOEXEC)) {
    if (descriptor_ < 0) {
      fail({"tạo được tệp trong bộ nhớ", "make a file in memory"}, errno);
    }
  }
  ~MemoryFile() { ::close(descriptor_); }
  MemoryFile(MemoryFile const&) = delete;
  MemoryFile& operator=(MemoryFile const&) = delete;

  int descriptor() const { return descriptor_; }

  void fill(std::string_view bytes) {
    while (!bytes.empty()) {
      ssize_t const count = ::write(descriptor_, bytes.data(), bytes.size());
      if (count < 0 && errno != EINTR) {
        fail({"ghi được tệp trong bộ nhớ", "write to a file in memory"}, errno);
      }
      bytes.remove_prefix(count > 0 ? static_cast<std::size_t>(count) : 0);
    }
    ::lseek(descriptor_, 0, SEEK_SET);
  }

  std::string content(std::size_t most) const {
    std::string out(std::min(most, static_cast<std::size_t>(::lseek(descriptor_, 0, SEEK_END))),
                    '\0');
    std::size_t used = 0;
    while (used < out.size()) {
      ssize_t const count =
          ::pread(descriptor_, out.data() + used, out.size() - used, static_cast<off_t>(used));
      if (count <= 0 && errno != EINTR) {
        break;
      }
      used += count > 0 ? static_cast<std::size_t>(count) : 0;
    }
    out.resize(used);
    return out;
  }

 private:
  int descriptor_;
};

void limit(pid_t program, ProgramLimits const& limits) {
  auto const set = [&](auto resource, rlim_t most) {
    rlimit const bound{most, most};
    ::prlimit(program, resource, &bound, nullptr);
  };
  set(RLIMIT_CPU, static_cast<rlim_t>(limits.cpu.count()));
  set(RLIMIT_AS, limits.memory_bytes);
  set(RLIMIT_FSIZE, limits.output_bytes);
  set(RLIMIT_CORE, 0);
}

// Waits, and kills what takes too long. The status of waitpid; nullopt when the host lets the
// system collect its children (SIGCHLD ignored), so that there is none.
std::optional<int> wait_for(pid_t program, std::chrono::seconds most) {
  using namespace std::chrono_literals;
  auto const deadline = std::chrono::steady_clock::now() + most;
  std::chrono::milliseconds pause = 1ms;
  while (true) {
    int status = 0;
    pid_t const ended = ::waitpid(program, &status, WNOHANG);
    if (ended == program) {
      return status;
    }
    if (ended < 0 && errno != EINTR) {
      return std::nullopt;
    }
    if (std::chrono::steady_clock::now() >= deadline) {
      ::kill(program, SIGKILL);
    }
    std::this_thread::sleep_for(pause);
    pause = std::min(pause * 2, 16ms);
  }
}

}  // namespace

ProgramResult run_limited(std::vector<std::string> const& arguments,
                          std::string_view input,
                          ProgramLimits const& limits) {
  MemoryFile in;
  MemoryFile out;
  MemoryFile errors;
  in.fill(input);
  SpawnSetup setup;
  setup.give(in.descriptor(), STDIN_FILENO);
  setup.give(out.descriptor(), STDOUT_FILENO);
  setup.give(errors.descriptor(), STDERR_FILENO);
  setup.close_from(STDERR_FILENO + 1);
  std::vector<char*> words;
  words.reserve(arguments.size() + 1);
  for (std::string const& argument : arguments) {
    words.push_back(const_cast<char*>(argument.c_str()));  // what C's interface asks for
  }
  words.push_back(nullptr);
  pid_t program = 0;
  int const error =
      ::posix_spawnp(&program, words[0], setup.files(), setup.attributes(), words.data(), environ);
  ProgramResult result;
  if (error == ENOENT || error == EACCES || error == ENOTDIR) {
    return result;
  }
  if (error != 0) {
    fail({fmt::format("chạy được {}", arguments[0]), fmt::format("start {}", arguments[0])}, error);
  }
  // The program runs already; what it may use in the moment before is little.
  limit(program, limits);
  auto const status = wait_for(program, limits.wall);
  using End = ProgramResult::End;
  result.end = !status || (WIFEXITED(*status) && WEXITSTATUS(*status) == 0) ? End::done
               : WIFEXITED(*status)                                         ? End::failed
                                                                            : End::stopped;
  result.output = out.content(limits.output_bytes);
  result.errors = errors.content(kMostErrors);
  return result;
}

}  // namespace thethuc::base
