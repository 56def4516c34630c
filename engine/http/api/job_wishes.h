#pragma once

// What a request asks of a job.

#include <cstdint>
#include <optional>

#include "http/api/route.h"
#include "http/jobs/job_run.h"

namespace thethuc::http {

inline constexpr std::string_view kNdjsonType = "application/x-ndjson";
inline constexpr std::string_view kCsvType = "text/csv";
inline constexpr std::string_view kXlsxType =
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

// Reads the query and the body's type; a refusal when something cannot be had.
std::optional<Response> read_job_order(Call const& call, JobOrder& order);

struct RecordCount {
  std::uint64_t records = 0;  // at most one more than `most`
  base::Diagnostics found;    // of the source as a whole, and of the order
};
// Reads all records once. What is wrong with single ones is told by the job.
RecordCount look_at_records(JobOrder const& order,
                            JobPaths const& paths,
                            compile::CompiledTemplate const& compiled,
                            JobRules const& rules,
                            std::uint64_t most);

}  // namespace thethuc::http
