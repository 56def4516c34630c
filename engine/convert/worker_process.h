#pragma once

// A worker as the converter sees it. Not for other modules.

#include <sys/types.h>

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

#include "convert/converter.h"
#include "convert/installation.h"
#include "convert/job.h"
#include "convert/wire.h"

namespace thethuc::convert {

// One process and its folder; both are gone when this is. It dies with the thread that started it,
// too (PR_SET_PDEATHSIG), so that thread must live as long.
class WorkerProcess {
 public:
  using Log = std::function<void(std::string_view)>;

  // Starts the program in the new folder `folder`, with a copy of the profile `seed` unless that is
  // empty. Throws EnvironmentError.
  WorkerProcess(Installation const& installation,
                Limits const& limits,
                std::filesystem::path const& folder,
                std::filesystem::path const& seed,
                Log log);
  ~WorkerProcess();
  WorkerProcess(WorkerProcess const&) = delete;
  WorkerProcess& operator=(WorkerProcess const&) = delete;

  pid_t pid() const { return pid_; }
  // False once the process has ended, for whatever reason.
  bool is_alive() const;
  std::filesystem::path profile() const { return folder_ / "profile"; }

  // Waits until it is ready and has laid out its first document as it should. Throws Unavailable.
  void warm_up(Deadline deadline);

  enum class End { answered, died, too_late };
  End ask(Job const& job, Deadline deadline, Answer& answer);

 private:
  void start(std::vector<std::string> arguments);
  std::string last_words() const;  // what it said on standard error, its end
  base::Words remedy() const;

  std::filesystem::path folder_;
  Log log_;
  std::size_t memory_bytes_;
  pid_t pid_ = -1;
  int socket_ = -1;
  int errors_ = -1;
};

}  // namespace thethuc::convert
