#pragma once

// All jobs: what is known of them, who may have how many, which comes next.

#include <array>
#include <chrono>
#include <condition_variable>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bulk/stop.h"
#include "http/jobs/job.h"
#include "http/jobs/job_files.h"
#include "http/jobs/job_run.h"
#include "http/jobs/job_store.h"

namespace thethuc::http {

struct JobLimits {
  std::chrono::milliseconds keep{
      std::chrono::hours{24}};  // a result, and then word that it is gone
  // Of one owner.
  std::size_t max_unfinished = 10;
  std::uint64_t max_bytes = std::uint64_t{1} << 30;  // of all files of its jobs
  // A job gives its thread to another owner's when it has had it so long; longer each time, since
  // going on costs a look at all that is done.
  std::chrono::milliseconds slice{10'000};
  // A job that the surroundings have made fail is tried again after so long, twice as long each
  // time.
  std::chrono::milliseconds retry{2'000};
  int max_tries = 10;
};

// A job that has a thread.
struct RunningJob {
  Job job;  // as it was when it got the thread
  bulk::Stop stop;
};

// Any number of threads. Each change is on the disk before a function returns, but for what it says
// itself. Throws EnvironmentError when the disk fails.
//
// Who only asks (may_take, find, list, libraries, progress, figures) never waits for the disk or
// for the log: what changes jobs first writes, then says so in memory, then removes files and
// tells.
class JobBook {
 public:
  using Notes = std::vector<std::pair<std::string_view, std::string>>;
  using Tell = std::function<void(std::string_view event, Notes const& notes)>;

  // Takes up what an earlier process has left: jobs that ran wait for a thread again.
  JobBook(std::filesystem::path const& folder, JobLimits limits, Tell tell);

  JobFiles const& files() const { return files_; }
  JobLimits const& limits() const { return limits_; }

  // --- for those who ask
  enum class Refusal : std::uint8_t { none, too_many_unfinished, too_many_bytes, larger_than_all };
  struct Taken {
    Refusal refusal = Refusal::none;
    std::chrono::seconds retry_after{1};
    Job job;  // when it is none
  };
  Taken take(JobDraft& draft, JobOrder order, std::uint64_t records);
  // Whether the owner could have one with so many bytes: before its records are written.
  Taken may_take(std::string const& owner, std::uint64_t bytes) const;
  std::optional<Job> find(std::string_view id) const;
  std::vector<Job> list(std::optional<std::string> const& owner) const;  // newest first
  // An unfinished job is cancelled, any other forgotten with its files.
  void remove(std::string const& id);
  std::set<std::string> libraries() const;  // that unfinished jobs need

  // --- for those who run them
  // Waits for a job that may run; null when stopped. How far it has come is not on the disk: a
  // process that goes on finds that out.
  std::shared_ptr<RunningJob> next();
  // `bytes`: of all its files so far.
  void progress(RunningJob& running, bulk::Tally const& tally, std::uint64_t bytes);
  void end(RunningJob& running, JobOutcome const& outcome);
  // The surroundings have failed: it is tried again later, some times. `why` is for the log.
  void pause(RunningJob& running, std::string_view code, std::string_view why);

  // --- for those who look after it
  // Takes what is too old away, and writes what could not be written.
  void look_after(JobTime now = job_time_now());
  // next() gives nothing from now on, and what runs is asked to stop; it goes on with the next
  // process.
  void stop();
  bool is_stopping() const;

  struct Figures {
    std::array<std::size_t, std::size(kJobStates)> by_state{};
    std::uint64_t kept_bytes = 0;
    std::uint64_t records_done = 0;  // of jobs that ended since the process began
    std::uint64_t records_failed = 0;
  };
  Figures figures() const;

 private:
  using Clock = std::chrono::steady_clock;
  struct Entry {
    Job job;
    std::shared_ptr<RunningJob> running;  // while it has a thread
    Clock::time_point begun;              // that it got it
    Clock::time_point not_before;
    int turns = 0;  // that it had a thread and gave it away
    int tries = 0;
    bool is_unwritten = false;  // the store has an older state
    bool has_inputs = false;    // of a job that is done: they go when that is written
  };
  struct Owner {
    std::size_t running = 0;
    std::uint64_t last_turn = 0;  // the number of the turn that it got last
  };

  // --- with mutex_ held
  Taken refusal_of(std::string const& owner, std::uint64_t bytes) const;
  std::uint64_t kept_by(std::string const& owner) const;
  Entry* choose(Clock::time_point now);
  bool shall_yield(Entry const& entry, Clock::time_point now) const;
  Entry* entry_of(RunningJob const& running);
  void leave(Entry& entry);
  void count_ended(Job const& job);
  bool needs_care(Entry const& entry, JobTime now) const;

  // --- with neither
  bool try_later(RunningJob& running, std::string_view code, std::string_view why);

  // --- with changing_ held, and mutex_ not
  bool write(Job const& job, bool was_unwritten);
  void finish(Job& job, JobState state, JobFailure failure) const;
  void tell(Job const& job, std::string_view why = {}) const;
  std::shared_ptr<RunningJob> begin();
  void end_as(RunningJob& running, JobOutcome const& outcome);
  void cancel(Entry& entry, Job cancelled);
  void forget(std::string const& id);
  void look_after(std::string const& id, JobTime now);

  JobLimits limits_;
  Tell tell_;
  JobFiles files_;
  JobStore store_;
  // Who changes jobs holds it, and so alone writes, removes and tells: each job's states come to
  // the disk and to the log in their order. Taken before mutex_; entries come and go with both.
  std::mutex changing_;
  mutable std::mutex mutex_;  // of all below; never held over the disk or the log
  std::condition_variable changed_;
  std::map<std::string, Entry, std::less<>> entries_;
  std::vector<std::string> order_;  // ids, as they were taken
  std::map<std::string, Owner, std::less<>> owners_;
  std::uint64_t turns_ = 0;
  Figures ended_;
  bool is_stopping_ = false;
};

}  // namespace thethuc::http
