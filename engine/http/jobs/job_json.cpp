#include "http/jobs/job_json.h"

#include <ctime>

#include <fmt/format.h>

#include "data/json_writer.h"

namespace thethuc::http {

namespace {

using base::Language;
using Writer = data::JsonWriter;

std::string time_text(JobTime time) {
  std::time_t const seconds = std::chrono::system_clock::to_time_t(time);
  std::tm parts{};
  ::gmtime_r(&seconds, &parts);
  char text[32];
  std::size_t const size = std::strftime(text, sizeof text, "%Y-%m-%dT%H:%M:%S", &parts);
  return fmt::format(
      "{}.{:03}Z", std::string_view{text, size}, time.time_since_epoch().count() % 1000);
}

void write_failure(Writer& json, JobFailure const& failure, Language language) {
  base::Words const words = job_failure_words(failure.code);
  std::string const& diagnostics =
      language == Language::vi ? failure.diagnostics_vi : failure.diagnostics_en;
  json.key("problem").begin_object();
  json.key("code").text(failure.code);
  json.key("title").text(language == Language::vi ? words.vi : words.en);
  if (!diagnostics.empty()) {
    json.key("diagnostics").raw(diagnostics);
  }
  json.end_object();
}

void write(Writer& json, Job const& job, Language language, bool with_owner) {
  json.begin_object();
  json.key("id").text(job.id);
  json.key("state").text(job_state_name(job.state));
  if (with_owner && !job.order.owner.empty()) {
    json.key("owner").text(job.order.owner);
  }
  json.key("template").text(job.order.template_id);
  if (!job.order.profile.empty()) {
    json.key("profile").text(job.order.profile);
  }
  json.key("version").text(job.order.version);
  json.key("formats").begin_list();
  for (bulk::DocumentFormat const format : job.order.formats) {
    json.text(bulk::extension_of(format).substr(1));
  }
  json.end_list();
  json.key("total").number(job.total);
  json.key("done").number(job.done);
  json.key("failed").number(job.failed);
  json.key("created").text(time_text(job.created));
  for (auto const& [name, time] : {std::pair{"started", job.started},
                                   std::pair{"finished", job.finished},
                                   std::pair{"expires", job.expires}}) {
    if (time) {
      json.key(name).text(time_text(*time));
    }
  }
  if (job.state == JobState::done) {
    json.key("bytes").number(job.result_bytes);
  }
  if (!job.failure.code.empty()) {
    write_failure(json, job.failure, language);
  }
  std::string const self = "/v1/jobs/" + job.id;
  json.key("links").begin_object().key("self").text(self).key("events").text(self + "/events");
  if (job.state == JobState::done) {
    json.key("result").text(self + "/result");
  }
  json.end_object();
  json.end_object();
}

}  // namespace

std::string to_json(Job const& job, Language language, bool with_owner) {
  Writer json{Writer::Layout::one_line};
  write(json, job, language, with_owner);
  return json.take();
}

std::string to_json(std::vector<Job> const& jobs, Language language, bool with_owner) {
  Writer json{Writer::Layout::one_line};
  json.begin_object().key("jobs").begin_list();
  for (Job const& job : jobs) {
    write(json, job, language, with_owner);
  }
  json.end_list().end_object();
  return json.take();
}

std::string event_id(Job const& job) {
  return fmt::format("{}-{}-{}{}{}",
                     job_state_name(job.state),
                     job.done,
                     job.failed,
                     job.failure.code.empty() ? "" : "-",
                     job.failure.code);
}

}  // namespace thethuc::http
