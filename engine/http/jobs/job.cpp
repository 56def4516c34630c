#include "http/jobs/job.h"

#include <array>
#include <utility>

namespace thethuc::http {

namespace {

constexpr std::array<std::pair<JobState, std::string_view>, 6> kNames{{
    {JobState::queued, "queued"},
    {JobState::running, "running"},
    {JobState::done, "done"},
    {JobState::failed, "failed"},
    {JobState::cancelled, "cancelled"},
    {JobState::expired, "expired"},
}};

struct FailureRow {
  std::string_view code;
  char const* vi;
  char const* en;
};

constexpr std::array<FailureRow, 5> kFailures{{
    {kRecordsUnusable, "không dùng được các bản ghi", "the records cannot be used"},
    {kStorageFailed,
     "dịch vụ không ghi được tệp, có thể do đĩa đầy",
     "the service cannot write its files; the disk may be full"},
    {kQuotaExceeded,
     "kết quả lớn hơn phần đĩa dành cho khóa này",
     "the result is larger than what this key may keep"},
    {kTemplateUnusable,
     "phiên bản mẫu của việc này không còn dùng được",
     "the version of the template that the job was taken with can no longer be used"},
    {kLayoutUnavailable, "không dàn trang được", "documents cannot be laid out"},
}};

}  // namespace

std::string_view job_state_name(JobState state) {
  return kNames.at(static_cast<std::size_t>(state)).second;
}

std::optional<JobState> job_state_from_name(std::string_view name) {
  for (auto const& [state, state_name] : kNames) {
    if (state_name == name) {
      return state;
    }
  }
  return std::nullopt;
}

JobTime job_time_now() {
  return std::chrono::time_point_cast<std::chrono::milliseconds>(std::chrono::system_clock::now());
}

base::Words job_failure_words(std::string_view code) {
  for (FailureRow const& row : kFailures) {
    if (row.code == code) {
      return {row.vi, row.en};
    }
  }
  return {};
}

}  // namespace thethuc::http
