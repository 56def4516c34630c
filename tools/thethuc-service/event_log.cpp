#include "event_log.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <chrono>
#include <ctime>
#include <mutex>
#include <string>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "data/json_writer.h"
#include "line_queue.h"

namespace thethuc::service {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t kMostWaiting = std::size_t{4} << 20;  // bytes, some ten thousand requests

std::string now() {
  auto const time = std::chrono::system_clock::now();
  std::time_t const seconds = std::chrono::system_clock::to_time_t(time);
  auto const milliseconds =
      std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count() % 1000;
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::size_t const size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  return fmt::format("{}.{:03}Z", std::string_view{text, size}, milliseconds);
}

// Which are numbers, to be counted and compared by those who read the log.
bool is_number(std::string_view name) {
  return name == "status" || name == "ms" || name == "bytes_in" || name == "bytes_out" ||
         name == "errors" || name == "records" || name == "done" || name == "failed" ||
         name == "lost";
}

std::string line_of(std::string_view event, http::Notes const& notes) {
  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  json.begin_object();
  json.key("time").text(now()).key("event").text(event);
  for (auto const& [name, value] : notes) {
    if (is_number(name)) {
      json.key(name).raw(value);
    } else if (!value.empty()) {
      json.key(name).text(value);
    }
  }
  json.end_object();
  return json.take() + "\n";
}

// Lets one through, and then none for a while.
class Seldom {
 public:
  explicit Seldom(std::chrono::seconds pause) : pause_(pause) {}
  bool may() {
    Clock::rep const time = Clock::now().time_since_epoch().count();
    Clock::rep next = next_.load();
    Clock::rep const later = time + std::chrono::duration_cast<Clock::duration>(pause_).count();
    return time >= next && next_.compare_exchange_strong(next, later);
  }

 private:
  std::chrono::seconds pause_;
  std::atomic<Clock::rep> next_{0};
};

}  // namespace

// Standard error.
class EventLog::Events {
 public:
  void add(std::string line) {
    std::uint64_t const lost = queue_.lost();
    if (lost != told_ && seldom_.may()) {
      queue_.add(line_of("problem",
                         {{"message", "lines of the log were lost: nobody took them in time"},
                          {"lost", fmt::format("{}", lost)}}));
      told_ = lost;
    }
    queue_.add(std::move(line));
  }
  std::uint64_t lost() const { return queue_.lost(); }

 private:
  LineQueue queue_{STDERR_FILENO, kMostWaiting};
  std::atomic<std::uint64_t> told_{0};
  Seldom seldom_{std::chrono::seconds{10}};
};

// A file that is appended to; what is none (a pipe) is not waited for.
class EventLog::Audit {
 public:
  explicit Audit(std::filesystem::path const& file) {
    std::error_code error;
    std::filesystem::create_directories(std::filesystem::absolute(file).parent_path(), error);
    descriptor_ = ::open(file.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0666);
    if (descriptor_ < 0) {
      std::string const why = std::generic_category().message(errno);
      throw base::EnvironmentError(
          base::Words{fmt::format("không ghi được {}: {}", file.string(), why),
                      fmt::format("cannot write {}: {}", file.string(), why)});
    }
    struct stat found {};
    if (::fstat(descriptor_, &found) != 0 || !S_ISREG(found.st_mode)) {
      queue_.emplace(descriptor_, kMostWaiting);
    }
  }
  ~Audit() {
    queue_.reset();
    ::close(descriptor_);
  }
  Audit(Audit const&) = delete;
  Audit& operator=(Audit const&) = delete;

  // Why it was lost; "" when it was not, or when that is not known yet or was told just now.
  std::string add(std::string line) {
    if (queue_) {
      queue_->add(std::move(line));
      return {};
    }
    std::lock_guard const lock{mutex_};
    if (is_torn_) {
      line.insert(line.begin(), '\n');  // else it would stand behind half a line
    }
    int const error_number = write(line);
    if (error_number == 0) {
      is_torn_ = false;
      return {};
    }
    ++lost_;
    return seldom_.may() ? std::generic_category().message(error_number) : "";
  }

  std::uint64_t lost() const {
    std::lock_guard const lock{mutex_};
    return lost_ + (queue_ ? queue_->lost() : 0);
  }

 private:
  int write(std::string_view bytes) {
    while (!bytes.empty()) {
      ::ssize_t const written = ::write(descriptor_, bytes.data(), bytes.size());
      if (written < 0 && errno != EINTR) {
        return errno;
      }
      if (written > 0) {
        is_torn_ = true;  // until all of it is there
        bytes.remove_prefix(static_cast<std::size_t>(written));
      }
    }
    return 0;
  }

  int descriptor_ = -1;
  std::optional<LineQueue> queue_;  // of what is no file
  mutable std::mutex mutex_;        // of all below, and of the file
  bool is_torn_ = false;            // ends with half a line
  std::uint64_t lost_ = 0;
  Seldom seldom_{std::chrono::seconds{60}};
};

EventLog::EventLog(bool requests, std::optional<std::filesystem::path> const& audit)
    : requests_(requests),
      events_(std::make_unique<Events>()),
      audit_(audit ? std::make_unique<Audit>(*audit) : nullptr) {}

EventLog::~EventLog() = default;

void EventLog::tell(std::string_view event, http::Notes const& notes) {
  bool const is_render = event == "render";
  if (is_render && audit_) {
    std::string const why = audit_->add(line_of(event, notes));
    if (!why.empty()) {
      events_->add(line_of("problem",
                           {{"message", fmt::format("the audit log cannot be written: {}", why)},
                            {"lost", fmt::format("{}", audit_->lost())}}));
    }
  } else if (requests_ || (!is_render && event != "request")) {
    events_->add(line_of(event, notes));
  }
}

http::LostLines EventLog::lost() const {
  return {events_->lost(), audit_ ? audit_->lost() : 0};
}

}  // namespace thethuc::service
