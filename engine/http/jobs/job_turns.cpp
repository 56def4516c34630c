// Which job gets a thread, and what becomes of it afterwards.

#include <algorithm>
#include <utility>

#include "base/environment_error.h"
#include "http/jobs/job_book.h"

namespace thethuc::http {

// Of the owners that wait, the one with the fewest threads, then the one that has waited longest;
// of its jobs the oldest.
JobBook::Entry* JobBook::choose(Clock::time_point now) {
  Entry* best = nullptr;
  std::pair<std::size_t, std::uint64_t> best_owner{};
  for (std::string const& id : order_) {
    Entry& entry = entries_.find(id)->second;
    if (entry.job.state != JobState::queued || entry.running || entry.not_before > now) {
      continue;
    }
    Owner const& owner = owners_[entry.job.order.owner];
    std::pair<std::size_t, std::uint64_t> const rank{owner.running, owner.last_turn};
    if (best == nullptr || rank < best_owner) {
      best = &entry;
      best_owner = rank;
    }
  }
  return best;
}

std::shared_ptr<RunningJob> JobBook::next() {
  constexpr std::chrono::milliseconds kLook{500};  // for jobs that are to be tried again
  while (true) {
    {
      std::unique_lock lock{mutex_};
      while (!is_stopping_ && choose(Clock::now()) == nullptr) {
        changed_.wait_for(lock, kLook);
      }
      if (is_stopping_) {
        return nullptr;
      }
    }
    std::lock_guard const changing{changing_};
    if (auto running = begin()) {
      return running;
    }
  }
}

// Null when another thread was sooner.
std::shared_ptr<RunningJob> JobBook::begin() {
  auto running = std::make_shared<RunningJob>();
  Entry* entry = nullptr;
  bool was_unwritten = false;
  {
    std::lock_guard const lock{mutex_};
    entry = choose(Clock::now());
    if (entry == nullptr) {
      return nullptr;
    }
    running->job = entry->job;
    was_unwritten = entry->is_unwritten;
  }
  Job& job = running->job;
  job.state = JobState::running;
  job.failure = {};
  job.started = job.started.value_or(job_time_now());
  bool const is_written = write(job, was_unwritten);
  {
    std::lock_guard const lock{mutex_};
    entry->job = job;
    entry->is_unwritten = !is_written;
    entry->running = running;
    entry->begun = Clock::now();
    Owner& owner = owners_[job.order.owner];
    ++owner.running;
    owner.last_turn = ++turns_;
    if (is_stopping_) {  // it was not among those that were asked
      running->stop.request();
    }
  }
  tell(job);
  return running;
}

JobBook::Entry* JobBook::entry_of(RunningJob const& running) {
  auto const at = entries_.find(running.job.id);
  bool const is_it = at != entries_.end() && at->second.running.get() == &running;
  return is_it ? &at->second : nullptr;
}

void JobBook::progress(RunningJob& running, bulk::Tally const& tally, std::uint64_t bytes) {
  std::lock_guard const lock{mutex_};
  Entry* const entry = entry_of(running);
  if (entry == nullptr || entry->job.state != JobState::running) {
    running.stop.request();
    return;
  }
  Job& job = entry->job;
  // A run that goes on meets what is done again.
  job.done = std::max(job.done, tally.done + tally.skipped);
  job.failed = tally.failed;
  job.kept_bytes = bytes;
  if (kept_by(job.order.owner) > limits_.max_bytes) {
    job.failure = job_failure(kQuotaExceeded);
    running.stop.request();
  } else if (shall_yield(*entry, Clock::now())) {
    running.stop.request();
  }
}

// One of its owner's threads is to go to an owner that has fewer, and no other does so already.
bool JobBook::shall_yield(Entry const& entry, Clock::time_point now) const {
  if (now - entry.begun < limits_.slice * (1 + entry.turns)) {
    return false;
  }
  auto const running_of = [&](std::string const& name) {
    auto const at = owners_.find(name);
    return at == owners_.end() ? std::size_t{0} : at->second.running;
  };
  std::size_t const own = running_of(entry.job.order.owner);
  std::set<std::string_view> waiting;
  std::size_t yielding = 0;
  for (auto const& [id, other] : entries_) {
    yielding += other.running && other.running->stop.requested() ? 1u : 0u;
    bool const waits =
        other.job.state == JobState::queued && !other.running && other.not_before <= now;
    if (waits && running_of(other.job.order.owner) < own) {
      waiting.insert(other.job.order.owner);
    }
  }
  return waiting.size() > yielding;
}

// The job no longer has its thread.
void JobBook::leave(Entry& entry) {
  --owners_[entry.job.order.owner].running;
  entry.running.reset();
  changed_.notify_one();
}

void JobBook::finish(Job& job, JobState state, JobFailure failure) const {
  job.state = state;
  job.failure = std::move(failure);
  job.finished = job_time_now();
  job.expires = *job.finished + limits_.keep;
}

void JobBook::count_ended(Job const& job) {
  ended_.records_done += job.done;
  ended_.records_failed += job.failed;
}

void JobBook::end(RunningJob& running, JobOutcome const& outcome) {
  std::lock_guard const changing{changing_};
  bool is_wanted = false;
  {
    std::lock_guard const lock{mutex_};
    Entry* const entry = entry_of(running);
    is_wanted = entry != nullptr && entry->job.state != JobState::cancelled;
    if (entry == nullptr) {  // cancelled, and then forgotten
      --owners_[running.job.order.owner].running;
      changed_.notify_one();
    } else if (!is_wanted) {
      leave(*entry);
    }
  }
  if (is_wanted) {
    end_as(running, outcome);
  } else {
    files_.remove(running.job.id);
  }
}

// Nobody else changes the job meanwhile: who would cancel it waits, and progress comes from here.
void JobBook::end_as(RunningJob& running, JobOutcome const& outcome) {
  Entry* entry = nullptr;
  Job job;
  bool was_unwritten = false;
  {
    std::lock_guard const lock{mutex_};
    entry = entry_of(running);
    job = entry->job;
    was_unwritten = entry->is_unwritten;
  }
  using End = JobOutcome::End;
  bool const beyond_quota = job.failure.code == kQuotaExceeded;
  if (outcome.end == End::done) {
    job.done = outcome.tally.done + outcome.tally.skipped;
    job.failed = outcome.tally.failed;
    job.result_bytes = outcome.result_bytes;
    job.manifest_sha256 = outcome.manifest_sha256;
    job.kept_bytes = job.result_bytes;
    finish(job, JobState::done, {});
  } else if (outcome.end == End::failed || beyond_quota) {
    finish(job, JobState::failed, beyond_quota ? job.failure : outcome.failure);
    job.kept_bytes = 0;
  } else {
    job.state = JobState::queued;
    job.kept_bytes = files_.of(job.id).bytes();
  }
  bool const is_written = write(job, was_unwritten);
  {
    std::lock_guard const lock{mutex_};
    leave(*entry);
    entry->job = job;
    entry->is_unwritten = !is_written;
    // Before that is written, a kill would make it run again.
    entry->has_inputs = job.state == JobState::done && !is_written;
    if (job.is_unfinished()) {
      ++entry->turns;
    } else {
      count_ended(job);
    }
  }
  if (job.state == JobState::failed) {
    files_.remove(job.id);
  } else if (job.state == JobState::done && is_written) {
    files_.keep_result(job.id);
  }
  tell(job);
}

void JobBook::pause(RunningJob& running, std::string_view code, std::string_view why) {
  JobOutcome outcome;
  if (running.stop.requested()) {
    outcome.end = JobOutcome::End::stopped;
    end(running, outcome);
    return;
  }
  if (!try_later(running, code, why)) {
    outcome.end = JobOutcome::End::failed;
    outcome.failure = job_failure(code);
    end(running, outcome);
  }
}

// False when it was tried often enough, or is no longer to run.
bool JobBook::try_later(RunningJob& running, std::string_view code, std::string_view why) {
  std::lock_guard const changing{changing_};
  Entry* entry = nullptr;
  Job job;
  bool was_unwritten = false;
  {
    std::lock_guard const lock{mutex_};
    entry = entry_of(running);
    if (entry == nullptr || entry->job.state != JobState::running ||
        ++entry->tries >= limits_.max_tries) {
      return false;
    }
    job = entry->job;
    was_unwritten = entry->is_unwritten;
  }
  job.state = JobState::queued;
  job.failure = job_failure(code);
  job.kept_bytes = files_.of(job.id).bytes();
  bool const is_written = write(job, was_unwritten);
  {
    std::lock_guard const lock{mutex_};
    leave(*entry);
    entry->job = job;
    entry->is_unwritten = !is_written;
    entry->not_before = Clock::now() + limits_.retry * (1 << (entry->tries - 1));
  }
  tell(job, why);
  return true;
}

// What cannot be written is written later: whoever starts from an older state comes to this one.
// Gives whether it was.
bool JobBook::write(Job const& job, bool was_unwritten) {
  try {
    store_.put(job);
    return true;
  } catch (base::EnvironmentError const& error) {
    if (tell_ && !was_unwritten) {
      tell_("problem", {{"message", error.what()}});
    }
    return false;
  }
}

}  // namespace thethuc::http
