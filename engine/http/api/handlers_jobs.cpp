// Jobs over HTTP.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "http/api/answers.h"
#include "http/api/job_wishes.h"
#include "http/api/problems.h"
#include "http/api/service.h"
#include "http/api/wishes.h"
#include "http/file_source.h"
#include "http/jobs/job_json.h"

namespace thethuc::http {

namespace {

Response no_jobs(Call const& call) {
  return trouble(call,
                 404,
                 "jobs_off",
                 {"dịch vụ này không nhận việc chạy nền", "this service takes no jobs"},
                 {"người vận hành dịch vụ bật bằng --job-folder THƯ-MỤC",
                  "who runs the service turns them on with --job-folder DIR"});
}

Response unknown(Call const& call) {
  return trouble(call,
                 404,
                 "job_unknown",
                 {"không có việc này", "there is no such job"},
                 {"GET /v1/jobs cho danh sách việc", "GET /v1/jobs lists them"});
}

// Words of the surroundings are for the log: they name files of ours.
Response storage_failed(Call const& call, base::EnvironmentError const& error) {
  Response made =
      with_retry(trouble(call, 503, kStorageFailed, job_failure_words(kStorageFailed)), 10);
  made.notes.emplace_back("why", error.what());
  return made;
}

bool may_see(Call const& call, Job const& job) {
  return call.is_admin || job.order.owner == call.who;
}

Response refusal(Call const& call, JobBook::Taken const& taken, JobLimits const& limits) {
  auto const later = [&](Response made) {
    return with_retry(std::move(made), static_cast<int>(taken.retry_after.count()));
  };
  using Refusal = JobBook::Refusal;
  switch (taken.refusal) {
    case Refusal::too_many_unfinished:
      return later(
          trouble(call,
                  429,
                  "too_many_jobs",
                  {"quá nhiều việc chưa xong", "too many jobs are unfinished"},
                  {fmt::format("mỗi khóa có nhiều nhất {} việc chưa xong", limits.max_unfinished),
                   fmt::format("a key may have {}", limits.max_unfinished)}));
    case Refusal::too_many_bytes:
      return later(trouble(call,
                           429,
                           "too_many_bytes",
                           {"kết quả đang giữ chiếm hết phần đĩa của khóa",
                            "what is kept for the key takes all the room that it has"},
                           {"xóa việc đã xong bằng DELETE, hoặc chờ hết hạn",
                            "DELETE jobs that are done, or wait until they expire"}));
    case Refusal::larger_than_all:
    case Refusal::none:
      break;
  }
  return trouble(
      call,
      413,
      "content_too_large",
      {"bản ghi lớn hơn phần đĩa của khóa", "the records are larger than all that a key may keep"},
      {fmt::format("nhiều nhất {} byte", limits.max_bytes),
       fmt::format("{} bytes at most", limits.max_bytes)});
}

}  // namespace

Response Service::job_post(Call const& call) const {
  if (!jobs_) {
    return no_jobs(call);
  }
  JobOrder order;
  if (auto wrong = read_job_order(call, order)) {
    return std::move(*wrong);
  }
  std::optional<Response> missing;
  StoredTemplatePtr const found = stored(call, order.template_id, order.profile, missing);
  if (!found) {
    return std::move(*missing);
  }
  if (std::find(order.formats.begin(), order.formats.end(), bulk::DocumentFormat::pdf) !=
      order.formats.end()) {
    converter();  // throws when there is none
  }
  JobBook& book = jobs_->book();
  auto const at_once = book.may_take(order.owner, call.request.body.size());
  if (at_once.refusal != JobBook::Refusal::none) {
    return refusal(call, at_once, book.limits());
  }
  try {
    return take_job(call, found, std::move(order));
  } catch (base::EnvironmentError const& error) {
    return storage_failed(call, error);
  }
}

Response Service::take_job(Call const& call, StoredTemplatePtr const& found, JobOrder order) const {
  auto const pinned = jobs_->pin(store_, found);
  if (!pinned || !pinned->compiled->compiled) {
    return with_retry(trouble(call,
                              503,
                              "template_broken",
                              {"mẫu đang được thay đổi", "the template is being changed"},
                              pinned ? pinned->compiled->diagnostics : base::Diagnostics{}),
                      2);
  }
  StoredTemplate const& used = *pinned->compiled;
  order.profile = used.profile;
  order.version = used.version;
  order.library = *pinned->library;
  order.is_upload = used.is_upload;
  JobBook& book = jobs_->book();
  JobDraft draft{book.files(), order.records, call.request.body};
  if (pinned->upload) {
    draft.add_upload(*pinned->upload);
  }
  RecordCount const count =
      look_at_records(order, draft.paths(), *used.compiled, jobs_->rules(), jobs_->max_records());
  if (count.found.has_errors()) {
    return unusable(call, count.found);
  }
  if (count.records == 0) {
    return trouble(call, 422, "no_records", {"không có bản ghi nào", "there are no records"});
  }
  if (count.records > jobs_->max_records()) {
    return trouble(call,
                   413,
                   "too_many_records",
                   {"quá nhiều bản ghi", "too many records"},
                   {fmt::format("một việc có nhiều nhất {}", jobs_->max_records()),
                    fmt::format("a job may have {}", jobs_->max_records())});
  }
  JobBook::Taken const taken = book.take(draft, std::move(order), count.records);
  if (taken.refusal != JobBook::Refusal::none) {
    return refusal(call, taken, book.limits());
  }
  Response made = of_json(to_json(taken.job, call.language, call.is_admin), 202);
  made.headers.emplace_back("Location", "/v1/jobs/" + taken.job.id);
  made.notes.emplace_back("job", taken.job.id);
  made.notes.emplace_back("template", taken.job.order.template_id);
  made.notes.emplace_back("version", taken.job.order.version);
  return made;
}

std::optional<Job> Service::visible_job(Call const& call) const {
  auto job = jobs_ ? jobs_->book().find(call.values.front()) : std::nullopt;
  return job && may_see(call, *job) ? job : std::nullopt;
}

Response Service::job_list(Call const& call) const {
  if (!jobs_) {
    return no_jobs(call);
  }
  auto const owner = call.is_admin ? std::nullopt : std::optional{std::string{call.who}};
  return of_json(to_json(jobs_->book().list(owner), call.language, call.is_admin));
}

Response Service::job_about(Call const& call) const {
  auto const job = visible_job(call);
  return job ? of_json(to_json(*job, call.language, call.is_admin)) : unknown(call);
}

Response Service::job_delete(Call const& call) const {
  auto const job = visible_job(call);
  if (!job) {
    return unknown(call);
  }
  try {
    jobs_->book().remove(job->id);
  } catch (base::EnvironmentError const& error) {
    return storage_failed(call, error);
  }
  Response made;
  made.status = 204;
  made.notes.emplace_back("job", job->id);
  return made;
}

// Each event is the job as it is then, so who comes back later has missed nothing: only what the
// client has seen last is not sent again. An ended job whose end was seen is 204, which tells a
// browser's EventSource not to come back.
Response Service::job_events(Call const& call) const {
  auto const job = visible_job(call);
  if (!job) {
    return unknown(call);
  }
  std::string seen{call.request.header("last-event-id")};
  Response made;
  if (!job->is_unfinished() && seen == event_id(*job)) {
    made.status = 204;
    return made;
  }
  made.type = "text/event-stream";
  made.feed = [&book = jobs_->book(),
               id = job->id,
               language = call.language,
               with_owner = call.is_admin,
               seen = std::move(seen)](std::string& out) mutable {
    auto const now = book.find(id);
    if (!now) {
      return false;
    }
    bool const has_ended = !now->is_unfinished();
    std::string const current = event_id(*now);
    if (current != seen) {
      out += fmt::format("id: {}\nevent: {}\ndata: {}\n\n",
                         current,
                         has_ended ? "end" : "progress",
                         to_json(*now, language, with_owner));
      seen = current;
    }
    return !has_ended && !book.is_stopping();
  };
  return made;
}

Response Service::job_result(Call const& call) const {
  auto const job = visible_job(call);
  if (!job) {
    return unknown(call);
  }
  if (job->is_unfinished()) {
    return with_retry(
        trouble(call, 409, "job_unfinished", {"việc chưa xong", "the job is not done yet"}), 2);
  }
  if (job->state == JobState::failed) {
    return trouble(call,
                   409,
                   "job_failed",
                   {"việc không thành, không có kết quả", "the job has failed, there is no result"},
                   job_failure_words(job->failure.code));
  }
  auto archive = job->state == JobState::done
                     ? file_source(jobs_->book().files().of(job->id).result())
                     : std::nullopt;
  if (!archive) {
    return trouble(
        call, 410, "result_gone", {"kết quả không còn được giữ", "the result is no longer kept"});
  }
  // Nothing else ever has this id, and its result never changes.
  std::string const tag = fmt::format("\"{}\"", job->id);
  Response made;
  if (auto unchanged = not_modified(call.request, tag)) {
    made = std::move(*unchanged);
    made.headers.clear();
  } else {
    made.type = "application/zip";
    made.source = std::move(archive);
    made.headers.emplace_back(
        "Content-Disposition",
        fmt::format(
            "attachment; filename=\"{}-{}.zip\"", job->order.template_id, job->id.substr(0, 8)));
  }
  made.headers.emplace_back("ETag", tag);
  made.notes.emplace_back("job", job->id);
  return made;
}

}  // namespace thethuc::http
