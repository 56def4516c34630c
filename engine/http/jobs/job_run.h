#pragma once

// One job's run: from its records to its archive, on the machinery of `bulk`.

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "bulk/record_source.h"
#include "bulk/run.h"
#include "bulk/stop.h"
#include "compile/template.h"
#include "convert/converter.h"
#include "data/limits.h"
#include "http/jobs/job.h"
#include "http/jobs/job_files.h"
#include "render/render.h"

namespace thethuc::http {

// What all jobs have in common. Never changes.
struct JobRules {
  render::Options render;
  data::Limits data;
  bulk::SourceLimits records;
  std::shared_ptr<convert::Converter> converter;  // null: no PDF
};

struct JobOutcome {
  enum class End : std::uint8_t {
    done,     // the archive is there
    stopped,  // by the Stop: a further run goes on
    failed    // and would fail again
  };
  End end = End::done;
  JobFailure failure;
  bulk::Tally tally;
  std::uint64_t result_bytes = 0;
  std::string manifest_sha256;
};

// Called often.
using JobProgress = std::function<void(bulk::Tally const&)>;

// Makes the archive: a document for each record, and manifest.ndjson as the last entry. Goes on
// with what an earlier run of the same job has left, however that ended; each entry is proved by
// its hash. Throws EnvironmentError when the surroundings fail: a further run goes on.
JobOutcome run_job(Job const& job,
                   JobPaths const& paths,
                   compile::CompiledTemplate const& compiled,
                   JobRules const& rules,
                   bulk::Stop const& stop,
                   JobProgress const& progress);

// The records of a job, each time from the beginning. Places tell the file by its name alone.
bulk::OpenRecords job_records(JobOrder const& order,
                              JobPaths const& paths,
                              compile::CompiledTemplate const& compiled,
                              bulk::SourceLimits const& limits);

// What the order says of how records are filled; mistakes in it are in `out`. Borrows `compiled`.
bulk::FillRule job_fill_rule(JobOrder const& order,
                             compile::CompiledTemplate const& compiled,
                             JobRules const& rules,
                             base::Diagnostics& out);

// Lists of diagnostics in both languages.
JobFailure job_failure(std::string_view code, base::Diagnostics const& diagnostics = {});

}  // namespace thethuc::http
