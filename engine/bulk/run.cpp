#include "bulk/run.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <optional>
#include <utility>

#include "base/environment_error.h"
#include "bulk/causes.h"
#include "bulk/commits.h"
#include "bulk/earlier_run.h"
#include "bulk/existing_files.h"
#include "bulk/ordered.h"

namespace thethuc::bulk {

namespace {

using Clock = std::chrono::steady_clock;

// Records of a chunk: so many, or so many as have so many bytes.
constexpr std::size_t kMostOfChunk = 16;
constexpr std::size_t kChunkBytes = 256u << 10;
// Begun and not yet taken, for each thread: enough that a large record holds nobody up, and so few
// that a short run has as many under way as a long one, and its memory is the same.
constexpr std::size_t kChunksAhead = 4;
constexpr double kChunkMilliseconds = 50;  // a chunk is to take about so long, at most
constexpr std::chrono::milliseconds kCommitAfter{1'000};

struct Task {
  Record record;
  Filled filled;
};

struct Chunk {
  std::vector<Task> tasks{kMostOfChunk};
  std::size_t count = 0;
  std::size_t held = 0;  // bytes of records, and of documents
  std::size_t bytes() const { return held; }
};

class Run {
 public:
  Run(FillRule const& rule,
      RunOptions const& options,
      Survey const& survey,
      Known const* known,
      Output& output,
      ManifestWriter& manifest,
      Stop const& stop,
      std::function<void(Tally const&)> const& progress)
      : rule_(rule),
        options_(options),
        survey_(survey),
        known_(known),
        output_(output),
        commits_(output, manifest),
        stop_(stop),
        progress_(progress) {
    std::uint64_t const last = options.shard.count - options.shard.index - 1;
    report_.tally.total = (survey.records + last) / options.shard.count;
    for (std::size_t i = 0; i < options.threads; ++i) {
      fillers_.push_back(std::make_unique<Filler>(rule));
    }
  }

  RunReport go(RecordSource& source, base::Diagnostics& out) {
    Ordered<Chunk>::Steps steps;
    steps.produce = [&](Chunk& chunk) { return produce(source, chunk, out); };
    steps.work = [this](std::size_t thread, Chunk& chunk) { work(*fillers_[thread], chunk); };
    steps.consume = [this](Chunk& chunk) { return consume(chunk); };
    steps.drop = [this](Chunk& chunk) { drop(chunk); };
    OrderedLimits limits;
    limits.threads = options_.threads;
    limits.chunks_ahead = kChunksAhead * options_.threads;
    try {
      Ordered<Chunk>{limits, std::move(steps)}.run();
    } catch (base::EnvironmentError const&) {
      keep_what_is_done();
      throw;
    }
    commits_.finish(lines_);
    progress_(report_.tally);
    report_.causes = causes_.take();
    return std::move(report_);
  }

 private:
  bool produce(RecordSource& source, Chunk& chunk, base::Diagnostics& out) {
    chunk.count = 0;
    chunk.held = 0;
    double const each = milliseconds_.load(std::memory_order_relaxed);
    auto const fitting = static_cast<std::size_t>(kChunkMilliseconds / std::max(each, 0.001));
    std::size_t const most = std::clamp<std::size_t>(fitting, 1, kMostOfChunk);
    while (chunk.count < most && chunk.held < kChunkBytes && !stop_.requested()) {
      Record& record = chunk.tasks[chunk.count].record;
      if (!source.next(record, out)) {
        break;
      }
      if (options_.shard.takes(record.index)) {
        ++chunk.count;
        chunk.held += record.json.size();
      }
    }
    return chunk.count > 0;
  }

  void work(Filler& filler, Chunk& chunk) {
    for (std::size_t i = 0; i < chunk.count; ++i) {
      chunk.tasks[i].filled.status = RecordStatus::left;
      chunk.tasks[i].filled.files.clear();
    }
    for (std::size_t i = 0; i < chunk.count && !stop_.requested(); ++i) {
      auto& [record, filled] = chunk.tasks[i];
      filler.fill(
          record,
          survey_.number_of(record.index),
          [this](Filled& named) { return is_wanted(named); },
          filled);
      if (filled.status == RecordStatus::done) {
        output_.prepare(filled);
        milliseconds_.store(filled.milliseconds, std::memory_order_relaxed);
      }
      chunk.held -= record.json.size();
      release_if_large(record);
      chunk.held += record.json.size();
      for (DocumentFile const& file : filled.files) {
        chunk.held += file.bytes.size();
      }
    }
  }

  // Whether its files are not there yet, as the run before has written them. That run began when
  // nothing had their names; it has written none of a record that it says failed.
  bool is_wanted(Filled& named) const {
    named.may_replace = known_ && !known_->failed(named.index);
    if (!known_) {
      return true;
    }
    for (std::size_t i = 0; i < named.files.size(); ++i) {
      std::string_view const sha256 = known_->sha256(named.index, i);
      if (sha256.empty() || !output_.has(named.files[i].name, sha256)) {
        return true;
      }
      named.files[i].sha256 = sha256;
    }
    return false;
  }

  bool consume(Chunk& chunk) {
    bool go_on = true;
    for (std::size_t i = 0; i < chunk.count; ++i) {
      Filled& filled = chunk.tasks[i].filled;
      if (go_on) {
        go_on = take(filled);
      } else if (filled.status == RecordStatus::done) {
        output_.drop(filled);
      }
    }
    if (waiting_ >= output_.records_per_commit() || Clock::now() - committed_ >= kCommitAfter) {
      commits_.begin(lines_);
      waiting_ = 0;
      committed_ = Clock::now();
    }
    progress_(report_.tally);
    return go_on;
  }

  // False after the failure that ends the run.
  bool take(Filled& filled) {
    if (filled.status == RecordStatus::done) {
      output_.add(filled);
    }
    switch (filled.status) {
      case RecordStatus::left:
        report_.stopped = true;
        return true;
      case RecordStatus::skipped:
        ++report_.tally.skipped;
        return true;
      case RecordStatus::done:
        ++report_.tally.done;
        break;
      case RecordStatus::failed:
        causes_.add(filled.index, filled.diagnostics.entries());
        ++report_.tally.failed;
        break;
    }
    lines_ += manifest_line(filled, options_.language, options_.remedy);
    ++waiting_;
    bool const ends = options_.fail_fast && filled.status == RecordStatus::failed;
    report_.stopped = report_.stopped || ends;
    return !ends;
  }

  void drop(Chunk& chunk) {
    for (std::size_t i = 0; i < chunk.count; ++i) {
      if (!chunk.tasks[i].filled.files.empty()) {
        output_.drop(chunk.tasks[i].filled);
      }
    }
  }

  // The surroundings have failed, and may fail again.
  void keep_what_is_done() noexcept {
    try {
      commits_.finish(lines_);
    } catch (std::exception const&) {  // then the run that goes on makes these files again
    }
  }

  FillRule const& rule_;
  RunOptions const& options_;
  Survey const& survey_;
  Known const* known_;  // null: the run begins
  Output& output_;
  Commits commits_;
  Stop const& stop_;
  std::function<void(Tally const&)> const& progress_;
  std::vector<std::unique_ptr<Filler>> fillers_;
  std::atomic<double> milliseconds_{0};  // of the last record
  RunReport report_;
  Causes causes_;
  std::string lines_;  // of records that were added and not yet handed over to a commit
  std::size_t waiting_ = 0;
  Clock::time_point committed_ = Clock::now();
};

}  // namespace

RunReport run(OpenRecords const& open,
              FillRule const& rule,
              MakeOutput const& make_output,
              RunOptions const& options,
              Stop const& stop,
              std::function<void(Tally const&)> const& progress,
              base::Diagnostics& out) {
  RunReport report;
  Survey const found = survey(open, rule, options.on_duplicate, options.threads, stop, out);
  if (stop.requested()) {
    report.stopped = true;
    return report;
  }
  Fingerprint const own{
      options.template_digest, found.digest, options.options_digest, found.records};
  std::optional<Fingerprint> const earlier =
      out.has_errors() ? std::nullopt : earlier_run(options, own, open, out);
  if (!earlier && !out.has_errors() && !options.folder.empty()) {
    auto const takes = [&](std::uint64_t index) { return options.shard.takes(index); };
    check_nothing_is_replaced(options.folder, open, rule, found, takes, options.threads, stop, out);
    if (stop.requested()) {
      report.stopped = true;
      return report;
    }
  }
  std::unique_ptr<RecordSource> const source = out.has_errors() ? nullptr : open(out);
  if (!source) {
    return report;
  }
  make_folder_of(options.manifest);
  ManifestWriter manifest{options.manifest, earlier.has_value()};
  Known const known = earlier ? Known::read(options.manifest) : Known{};
  std::unique_ptr<Output> const output = make_output(earlier ? &known : nullptr);
  if (earlier != own) {
    write_fingerprint(fingerprint_path(options.manifest), own);
  }
  Run running{rule, options, found, earlier ? &known : nullptr, *output, manifest, stop, progress};
  report = running.go(*source, out);
  report.stopped = report.stopped || stop.requested();
  if (!report.stopped) {
    output->finish(out);
  }
  manifest.sync();
  if (earlier) {
    manifest.put_in_order();
  }
  return report;
}

}  // namespace thethuc::bulk
