#pragma once

// A run over all records: from a source to an output and its manifest.

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/diagnostic.h"
#include "bulk/filler.h"
#include "bulk/manifest.h"
#include "bulk/name_survey.h"
#include "bulk/output.h"
#include "bulk/stop.h"

namespace thethuc::bulk {

// Every count-th record, from `index` on; both as programs count, from 0.
struct Shard {
  std::uint64_t index = 0;
  std::uint64_t count = 1;
  bool takes(std::uint64_t record) const { return record % count == index; }
};

struct RunOptions {
  std::size_t threads = 1;
  Shard shard;
  OnDuplicate on_duplicate = OnDuplicate::error;
  bool fail_fast = false;
  bool resume = false;                           // goes on with the manifest's run, if there is one
  base::Language language = base::Language::en;  // of the manifest's messages
  Remedy remedy = base::hint;                    // their hints
  std::filesystem::path manifest;
  // Where the output makes a file of each document: a run that begins replaces none there. "" when
  // it makes none.
  std::filesystem::path folder;
  std::string template_digest;  // a run that goes on must have the same
  std::string options_digest;   // of all else that decides what the documents are
};

struct Tally {
  std::uint64_t total = 0;  // records of this run's shard
  std::uint64_t done = 0;
  std::uint64_t failed = 0;
  std::uint64_t skipped = 0;  // were there already
  std::uint64_t left() const { return total - done - failed - skipped; }
};

// Records that failed for the same reason.
struct Cause {
  base::Diagnostic example;
  std::uint64_t count = 0;
  std::uint64_t first = 0;  // index of the first of them
  bool varies = false;      // what the messages of others name is not the example's
};

struct RunReport {
  Tally tally;
  bool stopped = false;       // by the Stop, or by the first failure
  std::vector<Cause> causes;  // the most frequent first
};

// Makes the output once the manifest is this run's alone; `known` is what the run that it goes on
// with has written, null when it begins.
using MakeOutput = std::function<std::unique_ptr<Output>(Known const* known)>;

// Runs. Errors in `out` (records that cannot be read, names that meet, another run's manifest,
// files of others that would be replaced) come before anything is written. What becomes of single
// records is in the manifest: a line is written once the output has committed the record's files.
// `progress` is called often, in this thread. Throws EnvironmentError when the surroundings fail;
// what was written until then counts, and a run with `resume` goes on from there, as after a stop
// or a kill.
RunReport run(OpenRecords const& open,
              FillRule const& rule,
              MakeOutput const& make_output,
              RunOptions const& options,
              Stop const& stop,
              std::function<void(Tally const&)> const& progress,
              base::Diagnostics& out);

}  // namespace thethuc::bulk
