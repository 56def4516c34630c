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
  std::unique_lock lock{mutex_};
  while (!is_stopping_) {
    Clock::time_point const now = Clock::now();
    if (Entry* const entry = choose(now)) {
      Job& job = entry->job;
      job.state = JobState::running;
      job.failure = {};
      job.started = job.started.value_or(job_time_now());
      entry->running = std::make_shared<RunningJob>();
      entry->running->job = job;
      entry->begun = now;
      Owner& owner = owners_[job.order.owner];
      ++owner.running;
      owner.last_turn = ++turns_;
      write(*entry);
      tell(job);
      return entry->running;
    }
    changed_.wait_for(lock, kLook);
  }
  return nullptr;
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

void JobBook::finish(Entry& entry, JobState state, JobFailure failure) {
  Job& job = entry.job;
  job.state = state;
  job.failure = std::move(failure);
  job.finished = job_time_now();
  job.expires = *job.finished + limits_.keep;
  ended_.records_done += job.done;
  ended_.records_failed += job.failed;
}

void JobBook::end(RunningJob& running, JobOutcome const& outcome) {
  JobPaths const paths = files_.of(running.job.id);
  std::lock_guard const lock{mutex_};
  Entry* const entry = entry_of(running);
  if (entry == nullptr) {  // cancelled, and then forgotten
    --owners_[running.job.order.owner].running;
    files_.remove(running.job.id);
    changed_.notify_one();
    return;
  }
  leave(*entry);
  Job& job = entry->job;
  using End = JobOutcome::End;
  if (job.state == JobState::cancelled) {
    files_.remove(job.id);
    return;
  }
  bool const beyond_quota = job.failure.code == kQuotaExceeded;
  if (outcome.end == End::done) {
    job.done = outcome.tally.done + outcome.tally.skipped;
    job.failed = outcome.tally.failed;
    job.result_bytes = outcome.result_bytes;
    job.manifest_sha256 = outcome.manifest_sha256;
    job.kept_bytes = job.result_bytes;
    finish(*entry, JobState::done, {});
  } else if (outcome.end == End::failed || beyond_quota) {
    finish(*entry, JobState::failed, beyond_quota ? job.failure : outcome.failure);
    job.kept_bytes = 0;
  } else {
    job.state = JobState::queued;
    job.kept_bytes = paths.bytes();
    ++entry->turns;
  }
  write(*entry);
  if (job.state == JobState::failed) {
    files_.remove(job.id);
  }
  // Before that is written, a kill would make it run again.
  entry->has_inputs = job.state == JobState::done && entry->is_unwritten;
  if (job.state == JobState::done && !entry->is_unwritten) {
    files_.keep_result(job.id);
  }
  tell(job);
}

void JobBook::pause(RunningJob& running, std::string_view code, std::string_view why) {
  if (running.stop.requested()) {
    JobOutcome stopped;
    stopped.end = JobOutcome::End::stopped;
    end(running, stopped);
    return;
  }
  {
    std::lock_guard const lock{mutex_};
    Entry* const entry = entry_of(running);
    if (entry != nullptr && entry->job.state == JobState::running &&
        ++entry->tries < limits_.max_tries) {
      leave(*entry);
      entry->job.state = JobState::queued;
      entry->job.failure = job_failure(code);
      entry->job.kept_bytes = files_.of(entry->job.id).bytes();
      entry->not_before = Clock::now() + limits_.retry * (1 << (entry->tries - 1));
      write(*entry);
      tell(entry->job, why);
      return;
    }
  }
  JobOutcome failed;
  failed.end = JobOutcome::End::failed;
  failed.failure = job_failure(code);
  end(running, failed);
}

// What cannot be written is written later: whoever starts from an older state comes to this one.
void JobBook::write(Entry& entry) {
  try {
    store_.put(entry.job);
    entry.is_unwritten = false;
  } catch (base::EnvironmentError const& error) {
    if (tell_ && !entry.is_unwritten) {
      tell_("problem", {{"message", error.what()}});
    }
    entry.is_unwritten = true;
  }
}

}  // namespace thethuc::http
