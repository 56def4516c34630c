#include "http/jobs/job_book.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"

namespace thethuc::http {

namespace {

constexpr std::chrono::seconds kAskAgain{10};  // for who has too many jobs

}  // namespace

JobBook::JobBook(std::filesystem::path const& folder, JobLimits limits, Tell tell)
    : limits_(limits), tell_(std::move(tell)), files_(folder), store_(files_.database()) {
  std::set<std::string> ids;
  for (Job& job : store_.all()) {
    if (job.state == JobState::running) {
      job.state = JobState::queued;
    }
    ids.insert(job.id);
    order_.push_back(job.id);
    entries_[job.id].job = std::move(job);
  }
  files_.keep_only(ids);
  for (auto const& [id, entry] : entries_) {
    if (entry.job.state == JobState::done) {  // what a kill has left
      files_.keep_result(id);
    } else if (!entry.job.is_unfinished()) {
      files_.remove(id);
    }
  }
}

// --- for those who ask

std::uint64_t JobBook::kept_by(std::string const& owner) const {
  std::uint64_t sum = 0;
  for (auto const& [id, entry] : entries_) {
    sum += entry.job.order.owner == owner ? entry.job.kept_bytes : 0;
  }
  return sum;
}

JobBook::Taken JobBook::refusal_of(std::string const& owner, std::uint64_t bytes) const {
  Taken taken;
  if (bytes > limits_.max_bytes) {
    taken.refusal = Refusal::larger_than_all;
    return taken;
  }
  std::size_t unfinished = 0;
  std::optional<JobTime> first_to_go;
  for (auto const& [id, entry] : entries_) {
    if (entry.job.order.owner == owner) {
      unfinished += entry.job.is_unfinished() ? 1u : 0u;
      if (entry.job.state == JobState::done) {
        first_to_go = std::min(first_to_go.value_or(*entry.job.expires), *entry.job.expires);
      }
    }
  }
  if (unfinished >= limits_.max_unfinished) {
    taken.refusal = Refusal::too_many_unfinished;
    taken.retry_after = kAskAgain;
  } else if (kept_by(owner) + bytes > limits_.max_bytes) {
    taken.refusal = Refusal::too_many_bytes;
    auto const left = first_to_go ? *first_to_go - job_time_now() : kAskAgain;
    taken.retry_after = std::max<std::chrono::seconds>(
        std::chrono::seconds{1}, std::chrono::ceil<std::chrono::seconds>(left));
  }
  return taken;
}

JobBook::Taken JobBook::may_take(std::string const& owner, std::uint64_t bytes) const {
  std::lock_guard const lock{mutex_};
  return refusal_of(owner, bytes);
}

JobBook::Taken JobBook::take(JobDraft& draft, JobOrder order, std::uint64_t records) {
  draft.sync();
  Entry made;
  made.job.id = draft.id();
  made.job.order = std::move(order);
  made.job.total = records;
  made.job.kept_bytes = draft.paths().bytes();
  made.job.created = job_time_now();
  std::lock_guard const changing{changing_};
  Taken taken;
  {
    std::lock_guard const lock{mutex_};
    taken = refusal_of(made.job.order.owner, made.job.kept_bytes);
  }
  if (taken.refusal != Refusal::none) {
    return taken;
  }
  store_.put(made.job);
  draft.keep();
  taken.job = made.job;
  {
    std::lock_guard const lock{mutex_};
    order_.push_back(made.job.id);
    entries_.emplace(made.job.id, std::move(made));
  }
  changed_.notify_one();
  tell(taken.job);
  return taken;
}

std::optional<Job> JobBook::find(std::string_view id) const {
  std::lock_guard const lock{mutex_};
  auto const at = entries_.find(id);
  return at == entries_.end() ? std::nullopt : std::optional{at->second.job};
}

std::vector<Job> JobBook::list(std::optional<std::string> const& owner) const {
  std::lock_guard const lock{mutex_};
  std::vector<Job> jobs;
  for (auto at = order_.rbegin(); at != order_.rend(); ++at) {
    Job const& job = entries_.find(*at)->second.job;
    if (!owner || job.order.owner == *owner) {
      jobs.push_back(job);
    }
  }
  return jobs;
}

void JobBook::remove(std::string const& id) {
  std::lock_guard const changing{changing_};
  Entry* entry = nullptr;
  Job job;
  {
    std::lock_guard const lock{mutex_};
    auto const at = entries_.find(id);
    if (at == entries_.end()) {
      return;
    }
    entry = &at->second;
    job = entry->job;
  }
  if (job.is_unfinished()) {
    cancel(*entry, std::move(job));
  } else {
    forget(id);
  }
}

void JobBook::cancel(Entry& entry, Job cancelled) {
  cancelled.state = JobState::cancelled;
  cancelled.failure = {};
  cancelled.finished = job_time_now();
  cancelled.expires = *cancelled.finished + limits_.keep;
  cancelled.kept_bytes = 0;
  store_.put(cancelled);  // before anything is stopped: after a kill it does not go on
  bool is_running = false;
  {
    std::lock_guard const lock{mutex_};
    entry.job = cancelled;
    entry.is_unwritten = false;
    is_running = entry.running != nullptr;
    if (is_running) {
      entry.running->stop.request();
    }
  }
  tell(cancelled);
  if (!is_running) {  // else its thread removes them
    files_.remove(cancelled.id);
  }
}

void JobBook::forget(std::string const& id) {
  store_.remove(id);
  bool is_running = false;
  {
    std::lock_guard const lock{mutex_};
    auto const at = entries_.find(id);
    is_running = at->second.running != nullptr;
    entries_.erase(at);
    std::erase(order_, id);
  }
  if (!is_running) {  // else its thread removes them
    files_.remove(id);
  }
}

std::set<std::string> JobBook::libraries() const {
  std::lock_guard const lock{mutex_};
  std::set<std::string> versions;
  for (auto const& [id, entry] : entries_) {
    if (entry.job.is_unfinished() || entry.running) {
      versions.insert(entry.job.order.library);
    }
  }
  return versions;
}

// --- for those who look after it

bool JobBook::needs_care(Entry const& entry, JobTime now) const {
  bool const is_too_old = !entry.job.is_unfinished() && !entry.running && entry.job.expires &&
                          *entry.job.expires <= now;
  return entry.is_unwritten || entry.has_inputs || is_too_old;
}

void JobBook::look_after(JobTime now) {
  std::vector<std::string> ids;
  {
    std::lock_guard const lock{mutex_};
    for (auto const& [id, entry] : entries_) {
      if (needs_care(entry, now)) {
        ids.push_back(id);
      }
    }
  }
  for (std::string const& id : ids) {
    std::lock_guard const changing{changing_};  // for each anew: others have changes, too
    look_after(id, now);
  }
}

void JobBook::look_after(std::string const& id, JobTime now) {
  Entry seen;
  {
    std::lock_guard const lock{mutex_};
    auto const at = entries_.find(id);
    if (at == entries_.end() || !needs_care(at->second, now)) {
      return;  // changed meanwhile
    }
    seen = at->second;
  }
  auto const keep = [&] {
    std::lock_guard const lock{mutex_};
    Entry& entry = entries_.find(id)->second;
    entry.job.state = seen.job.state;
    entry.job.expires = seen.job.expires;
    entry.job.kept_bytes = seen.job.is_unfinished() ? entry.job.kept_bytes : seen.job.kept_bytes;
    entry.is_unwritten = seen.is_unwritten;
    entry.has_inputs = seen.has_inputs;
  };
  if (seen.is_unwritten) {
    seen.is_unwritten = !write(seen.job, true);
  }
  if (seen.job.state == JobState::done && seen.has_inputs && !seen.is_unwritten) {
    files_.keep_result(id);
    seen.has_inputs = false;
  }
  Job& job = seen.job;
  if (job.is_unfinished() || seen.running || !job.expires || *job.expires > now) {
    keep();
  } else if (job.state == JobState::expired) {
    forget(id);
  } else {
    job.state = JobState::expired;
    job.expires = *job.expires + limits_.keep;
    job.kept_bytes = 0;
    seen.is_unwritten = !write(job, seen.is_unwritten);
    keep();
    files_.remove(id);
    tell(job);
  }
}

void JobBook::stop() {
  std::lock_guard const lock{mutex_};
  is_stopping_ = true;
  for (auto& [id, entry] : entries_) {
    if (entry.running) {
      entry.running->stop.request();
    }
  }
  changed_.notify_all();
}

bool JobBook::is_stopping() const {
  std::lock_guard const lock{mutex_};
  return is_stopping_;
}

JobBook::Figures JobBook::figures() const {
  std::lock_guard const lock{mutex_};
  Figures figures = ended_;
  for (auto const& [id, entry] : entries_) {
    ++figures.by_state.at(static_cast<std::size_t>(entry.job.state));
    figures.kept_bytes += entry.job.kept_bytes;
  }
  return figures;
}

void JobBook::tell(Job const& job, std::string_view why) const {
  if (!tell_) {
    return;
  }
  Notes notes{{"job", job.id},
              {"who", job.order.owner},
              {"state", std::string{job_state_name(job.state)}},
              {"template", job.order.template_id},
              {"version", job.order.version},
              {"records", fmt::format("{}", job.total)},
              {"done", fmt::format("{}", job.done)},
              {"failed", fmt::format("{}", job.failed)},
              {"code", job.failure.code},
              {"why", std::string{why}}};
  tell_("job", notes);
  if (job.state == JobState::done) {  // the audit log: the manifest has the hash of each document
    tell_("render",
          {{"job", job.id},
           {"who", job.order.owner},
           {"template", job.order.template_id},
           {"version", job.order.version},
           {"form", "zip"},
           {"done", fmt::format("{}", job.done)},
           {"failed", fmt::format("{}", job.failed)},
           {"manifest_sha256", job.manifest_sha256}});
  }
}

}  // namespace thethuc::http
