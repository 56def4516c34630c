#include "http/api/metrics.h"

#include <map>
#include <mutex>
#include <utility>

#include <fmt/format.h>
#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

namespace thethuc::http {

namespace {

// Seconds: a letter takes a tenth of a millisecond, a PDF some hundred.
prometheus::Histogram::BucketBoundaries const kSeconds{
    0.0002, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30};

}  // namespace

struct Metrics::Families {
  prometheus::Registry registry;
  prometheus::Family<prometheus::Counter>& requests =
      prometheus::BuildCounter()
          .Name("thethuc_http_requests_total")
          .Help("Requests that were answered, by route and status.")
          .Register(registry);
  prometheus::Family<prometheus::Counter>& bytes =
      prometheus::BuildCounter()
          .Name("thethuc_http_answer_bytes_total")
          .Help("Bytes of answers, without heads, by route.")
          .Register(registry);
  prometheus::Family<prometheus::Histogram>& seconds =
      prometheus::BuildHistogram()
          .Name("thethuc_http_request_seconds")
          .Help("Time from a request's being there as a whole to its answer, by route.")
          .Register(registry);
  prometheus::Family<prometheus::Gauge>& gauges =
      prometheus::BuildGauge()
          .Name("thethuc_http_current")
          .Help(
              "What there is just now: open connections, streams of events, requests that wait "
              "for a slow thread or have one.")
          .Register(registry);
  prometheus::Family<prometheus::Gauge>& state =
      prometheus::BuildGauge()
          .Name("thethuc_ready")
          .Help("Templates that can be rendered; whether LibreOffice answers.")
          .Register(registry);
  prometheus::Family<prometheus::Gauge>& jobs = prometheus::BuildGauge()
                                                    .Name("thethuc_jobs")
                                                    .Help("Jobs that are known, by state.")
                                                    .Register(registry);
  prometheus::Family<prometheus::Gauge>& job_bytes = prometheus::BuildGauge()
                                                         .Name("thethuc_jobs_kept_bytes")
                                                         .Help("Bytes of all files of jobs.")
                                                         .Register(registry);
  prometheus::Family<prometheus::Counter>& job_records =
      prometheus::BuildCounter()
          .Name("thethuc_jobs_records_total")
          .Help("Records of jobs that have ended, by outcome.")
          .Register(registry);

  prometheus::Family<prometheus::Counter>& lost_lines =
      prometheus::BuildCounter()
          .Name("thethuc_log_lost_lines_total")
          .Help(
              "Lines of the log that nobody took in time, and of the audit log that could not be "
              "written.")
          .Register(registry);

  struct OfRoute {
    prometheus::Counter* bytes = nullptr;
    prometheus::Histogram* seconds = nullptr;
    std::map<int, prometheus::Counter*> requests;
  };
  std::mutex mutex;  // of what follows: to look labels up takes longer
  std::map<std::string, OfRoute, std::less<>> routes;
};

Metrics::Metrics() : families_(std::make_unique<Families>()) {}
Metrics::~Metrics() = default;

void Metrics::count(std::string_view route, int status, double seconds, std::size_t answer_bytes) {
  Families& all = *families_;
  std::lock_guard const lock{all.mutex};
  auto at = all.routes.find(route);
  if (at == all.routes.end()) {
    std::string const name{route};
    Families::OfRoute made;
    made.bytes = &all.bytes.Add({{"route", name}});
    made.seconds = &all.seconds.Add({{"route", name}}, kSeconds);
    at = all.routes.emplace(name, std::move(made)).first;
  }
  prometheus::Counter*& requests = at->second.requests[status];
  if (requests == nullptr) {
    requests = &all.requests.Add({{"route", at->first}, {"status", fmt::format("{}", status)}});
  }
  requests->Increment();
  at->second.bytes->Increment(static_cast<double>(answer_bytes));
  at->second.seconds->Observe(seconds);
}

std::string Metrics::text(ServerFigures const& server,
                          LostLines const& lost,
                          std::size_t templates,
                          bool converter_answers,
                          std::optional<JobBook::Figures> const& jobs) const {
  Families& all = *families_;
  auto const set =
      [](prometheus::Family<prometheus::Gauge>& family, char const* what, std::size_t value) {
        family.Add({{"what", what}}).Set(static_cast<double>(value));
      };
  set(all.gauges, "connections", server.connections);
  set(all.gauges, "event_streams", server.event_streams);
  set(all.gauges, "slow_waiting", server.slow_waiting);
  set(all.gauges, "slow_running", server.slow_running);
  set(all.state, "templates", templates);
  set(all.state, "converter", converter_answers ? 1 : 0);
  std::lock_guard const lock{all.mutex};  // or two readers would add the same difference
  auto const raise = [](prometheus::Counter& counter, std::uint64_t total) {
    counter.Increment(static_cast<double>(total) - counter.Value());  // less than 0 adds nothing
  };
  raise(all.lost_lines.Add({{"log", "events"}}), lost.events);
  raise(all.lost_lines.Add({{"log", "audit"}}), lost.audit);
  if (jobs) {
    for (JobState const job_state : kJobStates) {
      all.jobs.Add({{"state", std::string{job_state_name(job_state)}}})
          .Set(static_cast<double>(jobs->by_state.at(static_cast<std::size_t>(job_state))));
    }
    all.job_bytes.Add({}).Set(static_cast<double>(jobs->kept_bytes));
    raise(all.job_records.Add({{"outcome", "done"}}), jobs->records_done);
    raise(all.job_records.Add({{"outcome", "failed"}}), jobs->records_failed);
  }
  return prometheus::TextSerializer{}.Serialize(all.registry.Collect());
}

}  // namespace thethuc::http
