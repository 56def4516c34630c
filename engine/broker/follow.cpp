#include "broker/follow.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <system_error>
#include <unordered_map>
#include <unordered_set>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "broker/run_mark.h"
#include "broker/run_queue.h"
#include "bulk/causes.h"
#include "bulk/earlier_run.h"
#include "bulk/folder_output.h"
#include "bulk/manifest.h"
#include "data/value.h"

namespace thethuc::broker {

namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;
using std::chrono::milliseconds;
using std::chrono::seconds;

constexpr std::size_t kMostSentAtOnce = 64;  // records
constexpr milliseconds kWait{200};           // for results; so soon bars move and stops are heard
constexpr seconds kSyncEvery{1};
constexpr seconds kSilence{10};  // without a result: is all still there?
constexpr std::chrono::minutes kAnnounceEvery{10};

class Following {
 public:
  Following(bulk::OpenRecords const& open,
            bulk::FillRule const& rule,
            FollowOptions const& options,
            bulk::Survey const& survey,
            bulk::Known const& known,
            bulk::ManifestWriter& manifest,
            Connection& redis,
            RunQueue& queue,
            bulk::Stop const& stop,
            std::function<void(bulk::Tally const&)> const& progress)
      : open_(open),
        options_(options),
        survey_(survey),
        known_(known),
        manifest_(manifest),
        redis_(redis),
        queue_(queue),
        stop_(stop),
        progress_(progress),
        filler_(rule),
        folder_(options.folder, ""),
        settled_(survey.records, false) {
    report_.tally.total = survey.records;
  }

  bulk::RunReport go(base::Diagnostics& out) {
    try {
      queue_.announce(options_.bundle.archive);
      take_over();
      while (left() > 0 && !ends()) {
        pass(out);
        while (!underway_.empty() && !ends()) {
          take_results(kWait);
        }
      }
      end();
    } catch (base::EnvironmentError const&) {
      keep_what_is_done();
      throw;
    }
    progress_(report_.tally);
    report_.causes = causes_.take();
    return std::move(report_);
  }

 private:
  std::uint64_t left() const { return report_.tally.left(); }
  bool ends() const { return failed_fast_ || cannot_read_ || stop_.requested(); }

  // What workers have done, and have still to do, for a run that was killed. Their files have been
  // lying there since, for anybody to change: they are proved, as those of the manifest.
  void take_over() {
    proves_files_ = true;
    take_results(milliseconds{0});
    for (std::uint64_t const index : queue_.unfinished()) {
      if (index < settled_.size() && !settled_[index]) {
        underway_.emplace(index, 0);
      }
    }
    take_results(milliseconds{0});
    proves_files_ = false;
  }

  // Reads all records and sends those that are neither finished nor under way. A further pass
  // follows only when Redis has lost some.
  void pass(base::Diagnostics& out) {
    base::Diagnostics found;  // what is only odd was told when names were compared
    auto const source = open_(found);
    bulk::Record record;
    while (!ends() && source && source->next(record, found)) {
      if (record.index < settled_.size() && !settled_[record.index] &&
          !underway_.contains(record.index)) {
        consider(record);
        make_room();
      }
    }
    send();
    cannot_read_ = !source || found.has_errors();
    if (cannot_read_) {
      out.add(std::move(found));
    }
  }

  void consider(bulk::Record const& record) {
    bool is_needed = false;
    auto const note = [&](bulk::Filled& named) {
      is_needed = !is_there(named);
      return false;
    };
    filler_.fill(record, survey_.number_of(record.index), note, filled_);
    if (is_needed) {
      Message message;
      message.run = run_id_;
      message.record.index = record.index;
      message.record.json = record.json;
      message.record.place = record.place;
      message.number = survey_.number_of(record.index);
      underway_.emplace(record.index, record.json.size());
      bytes_underway_ += record.json.size();
      sending_bytes_ += record.json.size();
      sending_.push_back(std::move(message));
    } else if (filled_.status == bulk::RecordStatus::skipped) {
      settle(record.index);
      ++report_.tally.skipped;
    } else {  // it cannot be read or named: nothing that a worker could change
      settle(record.index);
      note_failure(record.index, filled_.diagnostics.entries());
      manifest_.add(bulk::manifest_line(filled_, options_.run.language));
    }
  }

  bool is_there(bulk::Filled const& named) {
    for (std::size_t i = 0; i < named.files.size(); ++i) {
      std::string_view const sha256 = known_.sha256(named.index, i);
      if (sha256.empty() || !folder_.has(named.files[i].name, sha256)) {
        return false;
      }
    }
    return true;
  }

  void make_room() {
    if (sending_.size() >= kMostSentAtOnce || sending_bytes_ >= (1u << 20)) {
      send();
      take_results(milliseconds{0});
    }
    bool const is_full = underway_.size() >= options_.most_underway ||
                         bytes_underway_ >= options_.most_bytes_underway;
    if (is_full) {
      send();
    }
    // Half of the room is made, so that records are sent by many.
    while (is_full && !ends() &&
           (underway_.size() > options_.most_underway / 2 ||
            bytes_underway_ > options_.most_bytes_underway / 2)) {
      take_results(kWait);
    }
    if (Clock::now() - shown_ > kWait) {
      shown_ = Clock::now();
      progress_(report_.tally);
    }
  }

  void send() {
    queue_.send(sending_);
    sending_.clear();
    sending_bytes_ = 0;
  }

  void take_results(milliseconds wait) {
    bool const came = take_those_there(wait);
    auto const now = Clock::now();
    heard_ = came ? now : heard_;
    if (now - synced_ >= kSyncEvery) {
      keep();
    }
    if (now - announced_ >= kAnnounceEvery) {
      announced_ = now;
      queue_.announce(options_.bundle.archive);
    }
    progress_(report_.tally);
    look_for_workers(came);
    if (redis_.interruptions() != interruptions_ || now - heard_ >= kSilence) {
      look_for_lost();
    }
  }

  // A run that nobody works for waits for ever, and says so.
  void look_for_workers(bool came) {
    auto const now = Clock::now();
    if (came || underway_.empty()) {
      silent_since_ = now;
      told_of_no_worker_ = false;
    } else if (now - silent_since_ >= kSilence) {
      silent_since_ = now;
      bool const none = !queue_.has_workers();
      if (none && !told_of_no_worker_) {
        options_.no_worker();
      }
      told_of_no_worker_ = none;
    }
  }

  // Whether there were any.
  bool take_those_there(milliseconds wait) {
    bool came = false;
    for (;;) {
      std::vector<Result> const results = queue_.results(came ? milliseconds{0} : wait);
      for (Result const& result : results) {
        take(result);
      }
      if (results.empty() || ends()) {
        return came;
      }
      came = true;
      progress_(report_.tally);
    }
  }

  void take(Result const& result) {
    auto const sent = underway_.find(result.index);
    if (sent != underway_.end()) {
      bytes_underway_ -= std::min(bytes_underway_, sent->second);
      underway_.erase(sent);
    }
    if (result.index >= settled_.size() || settled_[result.index]) {
      return;  // delivered twice
    }
    if (proves_files_ && result.done && !has_files(result)) {
      return;  // pass() sends the record
    }
    settle(result.index);
    if (result.done) {
      ++report_.tally.done;
    } else {
      note_failure(result.index, diagnostics_of(result.line, memory_));
    }
    manifest_.add(result.line);
  }

  bool has_files(Result const& result) {
    std::vector<bulk::DocumentFile> const files = files_of(result.line, memory_);
    return !files.empty() && std::all_of(files.begin(), files.end(), [this](auto const& file) {
      return folder_.has(file.name, file.sha256);
    });
  }

  void settle(std::uint64_t index) { settled_[index] = true; }

  void note_failure(std::uint64_t index, std::vector<base::Diagnostic> const& diagnostics) {
    ++report_.tally.failed;
    causes_.add(index, diagnostics);
    failed_fast_ = failed_fast_ || options_.run.fail_fast;
  }

  // Redis may have come back without the last second, or without anything.
  void look_for_lost() {
    interruptions_ = redis_.interruptions();
    heard_ = Clock::now();
    if (!queue_.is_known()) {
      queue_.announce(options_.bundle.archive);
      queue_.read_results_anew();
    } else if (queue_.entries() >= underway_.size() && interruptions_ == looked_at_) {
      return;
    }
    looked_at_ = interruptions_;
    std::vector<std::uint64_t> const there = queue_.unfinished();
    std::unordered_set<std::uint64_t> known{there.begin(), there.end()};
    for (Message const& message : sending_) {
      known.insert(message.record.index);
    }
    take_those_there(milliseconds{0});  // what was finished between is no more under way now
    for (auto entry = underway_.begin(); entry != underway_.end();) {
      bool const is_lost = !known.contains(entry->first);
      bytes_underway_ -= is_lost ? std::min(bytes_underway_, entry->second) : 0;
      entry = is_lost ? underway_.erase(entry) : std::next(entry);
    }
  }

  // Results are on the disk before Redis forgets them.
  void keep() {
    synced_ = Clock::now();
    manifest_.sync();
    queue_.forget_results();
  }

  void end() {
    report_.stopped = ends();
    keep();
    if (!report_.stopped) {
      remove_left_over();
      queue_.end();
    } else if (failed_fast_) {
      queue_.end();
    } else {
      queue_.withdraw();
    }
  }

  // Temporary files of workers that were killed: their records were made by others.
  void remove_left_over() {
    std::vector<fs::path> found;
    std::error_code error;
    for (fs::directory_iterator at{options_.folder, error}, last; !error && at != last;
         at.increment(error)) {
      std::string const worker = worker_of_temporary(at->path().filename().string());
      if (!worker.empty() && !queue_.is_worker_alive(worker)) {
        found.push_back(at->path());
      }
    }
    for (fs::path const& file : found) {
      fs::remove(file, error);
    }
  }

  // The surroundings have failed, and may fail again.
  void keep_what_is_done() noexcept {
    try {
      manifest_.sync();
    } catch (std::exception const&) {  // then Redis has the results still
    }
  }

  bulk::OpenRecords const& open_;
  FollowOptions const& options_;
  bulk::Survey const& survey_;
  bulk::Known const& known_;
  bulk::ManifestWriter& manifest_;
  Connection& redis_;
  RunQueue& queue_;
  bulk::Stop const& stop_;
  std::function<void(bulk::Tally const&)> const& progress_;
  bulk::Filler filler_;
  bulk::FolderOutput folder_;  // for has() alone

  std::vector<bool> settled_;                                // by index: has its line, or its files
  std::unordered_map<std::uint64_t, std::size_t> underway_;  // index and bytes
  std::size_t bytes_underway_ = 0;
  std::vector<Message> sending_;
  std::size_t sending_bytes_ = 0;
  std::string const run_id_ = read_run_mark(options_.folder);
  bulk::Filled filled_;
  data::Document memory_;
  bulk::RunReport report_;
  bulk::Causes causes_;
  bool failed_fast_ = false;
  bool cannot_read_ = false;
  bool proves_files_ = false;  // of results
  bool told_of_no_worker_ = false;
  std::uint64_t interruptions_ = 0;
  std::uint64_t looked_at_ = 0;
  Clock::time_point synced_ = Clock::now();
  Clock::time_point heard_ = Clock::now();
  Clock::time_point silent_since_ = Clock::now();
  Clock::time_point shown_ = Clock::now();
  Clock::time_point announced_ = Clock::now();
};

std::string origin_of(fs::path const& folder) {
  std::array<char, 256> host{};
  ::gethostname(host.data(), host.size() - 1);
  std::error_code error;
  fs::path const whole = fs::absolute(folder, error);
  return fmt::format("{}:{}", host.data(), error ? folder.string() : whole.string());
}

Run describe(FollowOptions const& options, std::string id) {
  Run run;
  run.id = std::move(id);
  run.bundle = options.bundle.digest;
  run.reference = options.bundle.reference;
  run.template_digest = options.run.template_digest;
  run.rule = options.rule;
  run.language = options.run.language;
  run.origin = origin_of(options.folder);
  return run;
}

}  // namespace

bulk::RunReport follow(bulk::OpenRecords const& open,
                       bulk::FillRule const& rule,
                       Address const& address,
                       FollowOptions const& options,
                       bulk::Stop const& stop,
                       std::function<void(bulk::Tally const&)> const& progress,
                       base::Diagnostics& out) {
  bulk::RunReport report;
  Connection redis{address, options.patience, stop};
  bulk::Survey const found =
      bulk::survey(open, rule, options.run.on_duplicate, options.run.threads, stop, out);
  if (stop.requested()) {
    report.stopped = true;
    return report;
  }
  bulk::Fingerprint const own{
      options.run.template_digest, found.digest, options.run.options_digest, found.records};
  auto const earlier =
      out.has_errors() ? std::nullopt : bulk::earlier_run(options.run, own, open, out);
  if (out.has_errors()) {
    return report;
  }
  bulk::make_folder_of(options.run.manifest);
  bulk::ManifestWriter manifest{options.run.manifest, earlier.has_value()};
  bulk::Known const known = earlier ? bulk::Known::read(options.run.manifest) : bulk::Known{};
  std::string const before = read_run_mark(options.folder);
  std::string const id = earlier && !before.empty() ? before : new_run_id();
  if (id != before) {
    write_run_mark(options.folder, id);
  }
  if (id != before && !before.empty()) {
    // Nobody waits for its records any more, and workers could not bring them here.
    RunQueue{redis, describe(options, before)}.end();
  }
  if (earlier != own) {
    bulk::write_fingerprint(bulk::fingerprint_path(options.run.manifest), own);
  }
  RunQueue queue{redis, describe(options, id)};
  Following following{open, rule, options, found, known, manifest, redis, queue, stop, progress};
  report = following.go(out);
  manifest.sync();
  manifest.put_in_order();  // results come in any order
  return report;
}

}  // namespace thethuc::broker
