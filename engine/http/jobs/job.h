#pragma once

// A job: many documents of one template, made in the background.

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "bulk/filler.h"

namespace thethuc::http {

enum class JobState : std::uint8_t {
  queued,     // waits for a thread, or, with a failure, for the surroundings to work again
  running,    // has a thread
  done,       // its result is there; records of it may have failed
  failed,     // there is no result
  cancelled,  // by its owner
  expired     // its result is no longer there
};
std::string_view job_state_name(JobState state);  // "queued"
std::optional<JobState> job_state_from_name(std::string_view name);
inline constexpr JobState kJobStates[] = {JobState::queued,
                                          JobState::running,
                                          JobState::done,
                                          JobState::failed,
                                          JobState::cancelled,
                                          JobState::expired};

using JobTime = std::chrono::sys_time<std::chrono::milliseconds>;
JobTime job_time_now();

// What is asked for. Never changes.
struct JobOrder {
  std::string owner;  // the name of the key; "" when none is needed
  std::string template_id;
  std::string profile;                     // "" of an upload
  std::string version;                     // of the template
  std::string library;                     // of the copy of the library that is kept for it
  bool is_upload = false;                  // its bytes lie beside the records
  std::string records = "records.ndjson";  // the file's name; its extension says the format
  std::string sheet;                       // of a workbook
  std::string name;                        // template of file names; "": numbers
  std::string key;                         // template of the manifest's keys; "": none
  std::vector<bulk::DocumentFormat> formats{bulk::DocumentFormat::docx};
  bool numbers_duplicates = false;  // else two records of one name are an error
  std::string missing;              // a name of render::Missing; "": as the data say
  bool strict = false;
  base::Language language = base::Language::vi;  // of the manifest
};

// Why a job failed, or waits. Holds no word of the surroundings: those are for logs.
struct JobFailure {
  std::string code;  // "": it did not. Never changes: programs compare it
  // Lists of diagnostics as JSON; "" when there are none.
  std::string diagnostics_vi;
  std::string diagnostics_en;
};
inline constexpr std::string_view kRecordsUnusable = "records_unusable";
inline constexpr std::string_view kStorageFailed = "storage_failed";
inline constexpr std::string_view kQuotaExceeded = "quota_exceeded";
inline constexpr std::string_view kTemplateUnusable = "template_unusable";
inline constexpr std::string_view kLayoutUnavailable = "layout_unavailable";
// What is wrong in words; empty ones for a code that there is not.
base::Words job_failure_words(std::string_view code);

struct Job {
  std::string id;  // 32 hexadecimal digits that nobody can guess
  JobOrder order;
  JobState state = JobState::queued;
  JobFailure failure;
  std::uint64_t total = 0;  // records
  std::uint64_t done = 0;
  std::uint64_t failed = 0;
  std::uint64_t kept_bytes = 0;    // of its files
  std::uint64_t result_bytes = 0;  // of the archive
  std::string manifest_sha256;     // of the manifest in it, which has the hash of each document
  JobTime created{};
  std::optional<JobTime> started;   // for the first time
  std::optional<JobTime> finished;  // done, failed or cancelled
  std::optional<JobTime> expires;   // its result; of an expired one: all knowledge of it

  bool is_unfinished() const { return state == JobState::queued || state == JobState::running; }
};

}  // namespace thethuc::http
