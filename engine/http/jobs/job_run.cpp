#include "http/jobs/job_run.h"

#include <algorithm>
#include <optional>
#include <system_error>
#include <thread>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "bulk/digest.h"
#include "bulk/record_profile.h"
#include "bulk/spool.h"
#include "bulk/template_digest.h"
#include "bulk/zip_output.h"
#include "compile/program.h"
#include "http/remedies.h"

namespace thethuc::http {

namespace {

namespace fs = std::filesystem;

// The archive without its end, which comes when the manifest is there as a whole.
class JobOutput : public bulk::Output {
 public:
  explicit JobOutput(std::shared_ptr<bulk::ZipOutput> archive) : archive_(std::move(archive)) {}
  bool has(std::string_view name, std::string_view sha256) override {
    return archive_->has(name, sha256);
  }
  void prepare(bulk::Filled& record) override { archive_->prepare(record); }
  void add(bulk::Filled& record) override { archive_->add(record); }
  void drop(bulk::Filled& record) noexcept override { archive_->drop(record); }
  void commit() override { archive_->commit(); }
  std::size_t records_per_commit() const override { return archive_->records_per_commit(); }
  void finish(base::Diagnostics&) override {}

 private:
  std::shared_ptr<bulk::ZipOutput> archive_;
};

std::string options_digest(JobOrder const& order) {
  bulk::Digest digest;
  for (std::string const& text : {order.profile,
                                  order.version,
                                  order.library,
                                  order.sheet,
                                  order.name,
                                  order.key,
                                  order.missing}) {
    digest.add_piece(text);
  }
  for (bulk::DocumentFormat const format : order.formats) {
    digest.add_number(static_cast<std::uint64_t>(format));
  }
  digest.add_number(order.numbers_duplicates ? 1 : 0);
  digest.add_number(order.strict ? 1 : 0);
  return digest.take();
}

// A PDF of each .docx, with the job's own date: a record that is filled again gives equal bytes.
// Waits while requests take all places before the converter; nullopt when it is to stop.
auto pdf_maker(convert::Converter& converter, JobTime date, bulk::Stop const& stop) {
  convert::Request request;
  request.date = std::chrono::floor<std::chrono::seconds>(date);
  return [&converter, request, &stop](std::string const& docx,
                                      std::string const& name,
                                      base::Diagnostics& out) -> std::optional<std::string> {
    constexpr std::chrono::milliseconds kPause{100};
    while (true) {
      try {
        convert::Result result = converter.convert(docx, name, request);
        bool const failed = result.diagnostics.has_errors();
        out.add(std::move(result.diagnostics));
        return failed ? std::nullopt : std::optional{std::move(result.pdf)};
      } catch (convert::Busy const&) {
        if (stop.requested()) {
          throw;
        }
        std::this_thread::sleep_for(kPause);
      }
    }
  };
}

bool differs(base::Diagnostics const& found) {
  return std::any_of(found.entries().begin(), found.entries().end(), [](auto const& d) {
    return d.id == base::Id::bulk_run_differs;
  });
}

void begin_anew(JobPaths const& paths) {
  std::error_code error;
  for (fs::path const& file : {paths.manifest(),
                               bulk::fingerprint_path(paths.manifest()),
                               paths.result(),
                               paths.folder / ".result.zip.part"}) {
    fs::remove(file, error);
  }
}

}  // namespace

JobFailure job_failure(std::string_view code, base::Diagnostics const& diagnostics) {
  JobFailure failure;
  failure.code = code;
  auto const list = [&](base::Language language) {
    std::string json;
    for (base::Diagnostic const& d : diagnostics.entries()) {
      json += json.empty() ? "[" : ",";
      json += diagnostic_json(d, language);
    }
    return json.empty() ? json : json + "]";
  };
  failure.diagnostics_vi = list(base::Language::vi);
  failure.diagnostics_en = list(base::Language::en);
  return failure;
}

bulk::OpenRecords job_records(JobOrder const& order,
                              JobPaths const& paths,
                              compile::CompiledTemplate const& compiled,
                              bulk::SourceLimits const& limits) {
  bulk::SourceOptions options;
  if (auto const& schema = compiled.program().schema) {
    options.kinds = bulk::kinds_of(*schema);
  }
  options.sheet = order.sheet;
  options.limits = limits;
  return [path = paths.records(order.records), shown = order.records, options = std::move(options)](
             base::Diagnostics& out) {
    base::Diagnostics found;
    auto source = bulk::open_records(path, options, found);
    bulk::rename(found, path, shown);
    out.add(std::move(found));
    return source ? bulk::renamed(std::move(source), path, shown) : nullptr;
  };
}

bulk::FillRule job_fill_rule(JobOrder const& order,
                             compile::CompiledTemplate const& compiled,
                             JobRules const& rules,
                             base::Diagnostics& out) {
  bulk::FillRule rule;
  rule.compiled = &compiled;
  if (!order.name.empty()) {
    rule.name = bulk::NameRule{order.name, out};
  }
  if (!order.key.empty()) {
    rule.key = compile::TextTemplate::compile(order.key, "key", out);
  }
  rule.formats = order.formats;
  rule.render = rules.render;
  rule.render.missing = render::missing_from_name(order.missing);
  rule.render.strict = order.strict;
  rule.limits = rules.data;
  if (!order.is_upload) {  // which has no profiles
    rule.prepare = [profile = order.profile](
                       data::Document& data, base::Place const& place, base::Diagnostics& found) {
      bulk::check_profile(data, place, profile, found);
    };
  }
  return rule;
}

JobOutcome run_job(Job const& job,
                   JobPaths const& paths,
                   compile::CompiledTemplate const& compiled,
                   JobRules const& rules,
                   bulk::Stop const& stop,
                   JobProgress const& progress) {
  JobOutcome outcome;
  base::Diagnostics found;
  bulk::FillRule rule = job_fill_rule(job.order, compiled, rules, found);
  bool const wants_pdf =
      std::find(rule.formats.begin(), rule.formats.end(), bulk::DocumentFormat::pdf) !=
      rule.formats.end();
  if (wants_pdf && !rules.converter) {
    outcome.end = JobOutcome::End::failed;
    outcome.failure = job_failure(kLayoutUnavailable);
    return outcome;
  }
  if (wants_pdf) {
    rule.to_pdf = pdf_maker(*rules.converter, job.created, stop);
  }
  bulk::RunOptions options;
  options.on_duplicate =
      job.order.numbers_duplicates ? bulk::OnDuplicate::number : bulk::OnDuplicate::error;
  options.resume = true;
  options.language = job.order.language;
  options.remedy = remedy;
  options.manifest = paths.manifest();
  options.template_digest = bulk::template_digest(compiled);
  options.options_digest = options_digest(job.order);

  std::shared_ptr<bulk::ZipOutput> archive;
  auto const make_output = [&](bulk::Known const* known) -> std::unique_ptr<bulk::Output> {
    archive = std::make_shared<bulk::ZipOutput>(paths.result(), known);
    return std::make_unique<JobOutput>(archive);
  };
  auto const run = [&] {
    return bulk::run(job_records(job.order, paths, compiled, rules.records),
                     rule,
                     make_output,
                     options,
                     stop,
                     progress,
                     found);
  };
  bulk::RunReport report = run();
  if (differs(found)) {
    // Another version of this program compiles the template otherwise: all of a job is of one.
    found = {};
    begin_anew(paths);
    report = run();
  }
  outcome.tally = report.tally;
  if (found.has_errors()) {
    outcome.end = JobOutcome::End::failed;
    outcome.failure = job_failure(kRecordsUnusable, found);
  } else if (report.stopped) {
    outcome.end = JobOutcome::End::stopped;
  } else {
    outcome.manifest_sha256 = archive->add_file("manifest.ndjson", paths.manifest());
    archive->finish(found);
    outcome.result_bytes = fs::file_size(paths.result());
  }
  return outcome;
}

}  // namespace thethuc::http
