#include "convert/worker_process.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstdlib>
#include <fstream>
#include <system_error>

#include <fmt/format.h>

#include "base/spawn_setup.h"
#include "base/work_folder.h"
#include "convert/fonts_conf.h"
#include "convert/profile.h"
#include "convert/warm_up.h"
#include "convert/worker.h"

namespace thethuc::convert {

namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostFile = std::size_t{256} << 20;  // that a worker writes
constexpr std::size_t kMostAnswer = std::size_t{2} << 30;  // a PDF and its images
constexpr std::size_t kMostGreeting = std::size_t{1} << 20;

[[noreturn]] void fail(std::string_view what, int error) {
  throw base::EnvironmentError(
      fmt::format("cannot {}: {}", what, std::generic_category().message(error)));
}

// Nothing of our own environment but what time it is: a worker has its own home, and sees no keys.
std::vector<std::string> environment(fs::path const& folder) {
  std::string const home = folder.string();
  std::vector<std::string> all{"HOME=" + home,
                               "TMPDIR=" + home + "/tmp",
                               "XDG_CACHE_HOME=" + home,
                               "XDG_CONFIG_HOME=" + home,
                               "XDG_DATA_HOME=" + home,
                               "FONTCONFIG_FILE=" + home + "/fonts.conf",
                               "PATH=/usr/bin:/bin",
                               "LC_ALL=C.UTF-8",
                               "SAL_USE_VCLPLUGIN=svp",  // draws in memory, needs no display
                               "SAL_DISABLE_PRINTERLIST=1"};
  if (char const* const zone = std::getenv("TZ")) {
    all.push_back(fmt::format("TZ={}", zone));
  }
  return all;
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  all.reserve(words.size() + 1);
  for (std::string& word : words) {
    all.push_back(word.data());
  }
  all.push_back(nullptr);
  return all;
}

// Descriptors that are not above the ones the worker gets would be overwritten on the way.
int above_worker_socket(int descriptor) {
  int const moved = ::fcntl(descriptor, F_DUPFD_CLOEXEC, kWorkerSocket + 1);
  int const error = errno;
  ::close(descriptor);
  if (moved < 0) {
    fail("make a descriptor", error);
  }
  return moved;
}

Unavailable not_working(base::Words const& fault, base::Words const& remedy = what_to_install()) {
  return Unavailable{{fmt::format("LibreOffice không dùng được: {}; {}", fault.vi, remedy.vi),
                      fmt::format("LibreOffice does not work: {}; {}", fault.en, remedy.en)}};
}

}  // namespace

WorkerProcess::WorkerProcess(Installation const& installation,
                             Limits const& limits,
                             fs::path const& folder,
                             fs::path const& seed,
                             Log log)
    : folder_(folder), log_(std::move(log)), memory_bytes_(limits.max_memory) {
  try {
    fs::create_directory(folder_ / "tmp");
    std::ofstream{folder_ / "fonts.conf"} << fonts_conf();
    if (seed.empty()) {
      write_profile(profile());
    } else {
      fs::copy(seed, profile(), fs::copy_options::recursive);
      if (!is_hardened(profile())) {  // another process may have removed it meanwhile
        throw base::EnvironmentError(fmt::format("{} is not whole", seed.string()));
      }
    }
    WorkerOptions options;
    options.folder = folder_;
    options.office = installation.office;
    options.profile = profile();
    options.pdfium = installation.pdfium;
    options.parent = ::getpid();
    options.memory_bytes = limits.max_memory;
    options.file_bytes = kMostFile;
    std::vector<std::string> arguments = to_arguments(options);
    arguments.insert(arguments.begin(), installation.worker.string());
    start(std::move(arguments));
  } catch (...) {
    base::remove_folder(folder_);
    throw;
  }
}

void WorkerProcess::start(std::vector<std::string> arguments) {
  std::array<int, 2> sockets{};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, sockets.data()) != 0) {
    fail("make a pair of sockets", errno);
  }
  socket_ = sockets[0];
  int const theirs = above_worker_socket(sockets[1]);
  errors_ = above_worker_socket(::memfd_create("thethuc-convert", MFD_CLOEXEC));
  base::SpawnSetup setup;
  setup.open("/dev/null", O_RDONLY, STDIN_FILENO);
  setup.give(errors_, STDOUT_FILENO);
  setup.give(errors_, STDERR_FILENO);
  setup.give(theirs, kWorkerSocket);
  setup.close_from(kWorkerSocket + 1);
  setup.own_group();
  std::vector<std::string> variables = environment(folder_);
  int const error = ::posix_spawn(&pid_,
                                  arguments[0].c_str(),
                                  setup.files(),
                                  setup.attributes(),
                                  pointers(arguments).data(),
                                  pointers(variables).data());
  ::close(theirs);
  if (error != 0) {
    pid_ = -1;
    ::close(socket_);
    ::close(errors_);
    fail(fmt::format("start {}", arguments[0]), error);
  }
}

WorkerProcess::~WorkerProcess() {
  // LibreOffice does not always survive its own end, so it is not asked for one.
  if (pid_ > 0) {  // kill(-1) would end everything
    ::kill(pid_, SIGKILL);
  }
  int status = 0;
  while (::waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  ::close(socket_);
  ::close(errors_);
  base::remove_folder(folder_);
}

bool WorkerProcess::is_alive() const {
  // Left to be waited for, so that its number stays its own.
  siginfo_t ended{};
  return ::waitid(P_PID, static_cast<id_t>(pid_), &ended, WEXITED | WNOHANG | WNOWAIT) == 0 &&
         ended.si_pid == 0;
}

std::string WorkerProcess::last_words() const {
  constexpr off_t kMost = 2000;
  off_t const end = ::lseek(errors_, 0, SEEK_END);
  std::string text(static_cast<std::size_t>(std::clamp<off_t>(end, 0, kMost)), '\0');
  ssize_t const got = ::pread(errors_, text.data(), text.size(), std::max<off_t>(0, end - kMost));
  text.resize(got > 0 ? static_cast<std::size_t>(got) : 0);
  return text;
}

// Of a worker that has ended before it was ready, or laid nothing out: where it was given less
// memory than is usual, that is the likelier cause than a missing package.
base::Words WorkerProcess::remedy() const {
  if (memory_bytes_ >= Limits{}.max_memory) {
    return what_to_install();
  }
  return {fmt::format("tăng bộ nhớ bằng --limit convert-memory=N (đang là {} byte)", memory_bytes_),
          fmt::format("raise the memory with --limit convert-memory=N (it is {} bytes)",
                      memory_bytes_)};
}

void WorkerProcess::warm_up(Deadline deadline) {
  std::string message;
  Received const received = receive_message(socket_, kMostGreeting, deadline, message);
  auto const greeting = received == Received::message ? decode_greeting(message) : std::nullopt;
  if (!greeting) {
    bool const late = received == Received::too_late;
    throw not_working({late ? "tiến trình không khởi động xong trong thời hạn"
                            : fmt::format("tiến trình dừng khi khởi động: {}", last_words()),
                       late ? "a worker does not start in time"
                            : fmt::format("a worker ends while it starts: {}", last_words())},
                      remedy());
  }
  if (!greeting->failure.empty()) {
    throw not_working(base::same(greeting->failure), remedy());
  }
  for (std::string const& warning : greeting->warnings) {
    log_(fmt::format("warning: {}", warning));
  }
  Answer answer;
  if (ask(warm_up_job(), deadline, answer) != End::answered) {
    throw not_working({fmt::format("tiến trình dừng ở văn bản đầu tiên: {}", last_words()),
                       fmt::format("a worker ends at its first document: {}", last_words())},
                      remedy());
  }
  if (base::Words const fault = warm_up_fault(answer); !fault.en.empty()) {
    bool const is_laid_out =
        answer.status == Answer::Status::done || answer.status == Answer::Status::no_pdfium;
    throw not_working(fault, is_laid_out ? what_to_install() : remedy());
  }
  if (answer.status == Answer::Status::no_pdfium) {
    log_(fmt::format("warning: no PDFium ({}): no geometry, images by pdftoppm", answer.problem));
  }
  log_(fmt::format("worker {} is ready: LibreOffice {}", pid_, greeting->version));
}

WorkerProcess::End WorkerProcess::ask(Job const& job, Deadline deadline, Answer& answer) {
  std::string message;
  Received received = Received::too_late;
  if (send_message(socket_, encode(job), deadline)) {
    received = receive_message(socket_, kMostAnswer, deadline, message);
  } else if (std::chrono::steady_clock::now() < deadline) {
    received = Received::closed;
  }
  if (received == Received::message) {
    if (auto decoded = decode_answer(message); decoded && is_sound(*decoded, job)) {
      answer = std::move(*decoded);
      return End::answered;
    }
    log_(fmt::format("worker {} answers nonsense", pid_));
    return End::died;
  }
  if (received == Received::too_late) {
    log_(fmt::format("worker {} does not finish in time", pid_));
    return End::too_late;
  }
  log_(fmt::format("worker {} died: {}", pid_, last_words()));
  return End::died;
}

}  // namespace thethuc::convert
