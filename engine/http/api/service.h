#pragma once

// What the service does with requests: who may ask, which route answers, what is told of it.

#include <atomic>
#include <cstddef>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/diagnostic.h"
#include "compile/template.h"
#include "convert/converter.h"
#include "data/limits.h"
#include "http/api/callers.h"
#include "http/api/job_office.h"
#include "http/api/metrics.h"
#include "http/api/route.h"
#include "http/api/template_store.h"
#include "http/message.h"
#include "http/routes.h"
#include "http/server.h"
#include "render/render.h"
#include "rules/limits.h"

namespace thethuc::http {

// What is told: `kind` is "request" (each that was answered), "job" (each state of one) or "render"
// (who had which document made: the audit log). Names and values, never data. Called by any thread;
// must not throw.
using Notes = std::vector<std::pair<std::string_view, std::string>>;
using Tell = std::function<void(std::string_view kind, Notes const& notes)>;

struct ServiceSettings {
  std::filesystem::path templates;
  std::optional<std::filesystem::path> samples;  // nullopt: `samples` beside the templates
  std::optional<std::filesystem::path> uploads;  // nullopt: templates cannot be put
  UploadLimits upload_limits;
  std::optional<std::filesystem::path> keys;  // nullopt: everybody may do everything
  std::optional<JobSettings> jobs;            // nullopt: none are taken
  CallerLimits callers;
  std::size_t max_body_bytes = 32u << 20;
  compile::Limits compile;
  data::Limits data;
  render::Options render;
  bulk::SourceLimits records;
  rules::Limits check;
  std::string version;
  // Null when there is none, and then why.
  std::shared_ptr<convert::Converter> converter;
  base::Words why_no_converter;
  Tell tell;
};

// The forms that a rendered document can be had in.
enum class Form : std::uint8_t { docx, pdf, png, geometry };

// Any number of threads.
class Service {
 public:
  // Compiles the library and reads the keys. Throws EnvironmentError.
  explicit Service(ServiceSettings settings);
  ~Service();
  Service(Service const&) = delete;
  Service& operator=(Service const&) = delete;

  // For a Server.
  Admission admit(Request const& request);
  void done(Exchange const& exchange);
  void watch(std::function<ServerFigures()> figures);  // of the server, for /metrics

  // Reads keys and templates anew; what is wrong is told, and leaves them as they were.
  void reload();
  // Looks whether files of templates have changed, and whether the converter answers: for a thread
  // that calls it now and then.
  void look_after();
  // /readyz says so from now on; jobs stop where they are, and go on with the next process.
  void drain();

  struct Wishes;  // of the query, for rendering: wishes.h
  struct Sides;   // two that are compared: sides.h

  // --- handlers, for the table of routes
  Response health(Call const& call) const;
  Response readiness(Call const& call) const;
  Response metrics(Call const& call) const;
  Response openapi(Call const& call) const;
  Response templates(Call const& call) const;
  Response template_about(Call const& call) const;
  Response template_schema(Call const& call) const;
  Response template_sample(Call const& call) const;
  Response template_preview(Call const& call) const;
  Response template_put(Call const& call) const;
  Response template_delete(Call const& call) const;
  Response template_versions(Call const& call) const;
  Response template_diff(Call const& call) const;
  Response render_stored(Call const& call) const;
  Response render_given(Call const& call) const;
  Response check(Call const& call) const;
  Response inspect(Call const& call) const;
  Response diff(Call const& call) const;
  Response job_post(Call const& call) const;
  Response job_list(Call const& call) const;
  Response job_about(Call const& call) const;
  Response job_events(Call const& call) const;
  Response job_result(Call const& call) const;
  Response job_delete(Call const& call) const;
  Response preview(Call const& call) const;
  Response page(Call const& call) const;
  Response page_file(Call const& call) const;

 private:
  // A document that is filled, on its way to the form that is wanted.
  struct Filled {
    std::string docx;
    std::string template_id;
    std::string version;
    std::string name;    // what people call it: "Báo cáo"
    bool alone = false;  // a stranger's: LibreOffice lets no other see it
  };

  Response handle(Route const& route, Call const& call) const;
  std::optional<Response> refuse(Route const& route, Call const& call) const;
  // How data are filled in: `missing` and `strict` of the query. A refusal when one of them has no
  // such value.
  std::optional<Response> read_filling(Call const& call, render::Options& options) const;
  // Fills the template that the path names with the data of the body, as the query wishes. A
  // refusal when there is no such template, no data or no such wish; what is wrong with the data is
  // in `found`, and `filled.docx` empty.
  std::optional<Response> fill_stored(Call const& call,
                                      base::Diagnostics& found,
                                      Filled& filled) const;
  Response finished(Call const& call, Wishes const& wishes, Filled filled) const;
  Response laid_out(Call const& call, Wishes const& wishes, Filled const& filled) const;
  // All pages of a document of ours, with their geometry where there is PDFium: what later asks for
  // one of its pages finds it laid out. Throws as convert().
  convert::Result all_pages(Filled const& filled) const;
  // A template as JSON, with its version as the tag.
  Response about(StoredTemplate const& of) const;
  Response compared(Call const& call, Sides const& sides) const;
  // Null, and `refusal` set, when there is none.
  StoredTemplatePtr stored(Call const& call,
                           std::string_view id,
                           std::string_view profile,
                           std::optional<Response>& refusal) const;
  Response take_job(Call const& call, StoredTemplatePtr const& found, JobOrder order) const;
  std::optional<Job> visible_job(Call const& call) const;  // for who asks
  std::optional<std::filesystem::path> sample_file(StoredTemplate const& of,
                                                   std::string_view name) const;
  convert::Converter& converter() const;  // throws convert::Unavailable
  void probe_converter();
  void tell_problem(std::string_view what) const;
  void tell_reload(base::Diagnostics const& found) const;

  ServiceSettings settings_;
  // Its templates may be put; what handlers change is guarded by itself.
  mutable TemplateStore store_;
  Callers callers_;
  Paths paths_;
  std::string openapi_;
  std::unique_ptr<Metrics> metrics_;
  std::function<ServerFigures()> figures_;
  std::atomic<bool> is_draining_{false};
  std::atomic<bool> converter_answers_{false};
  std::unique_ptr<JobOffice> jobs_;  // null: none are taken
  mutable std::atomic<bool> has_geometry_{true};
};

}  // namespace thethuc::http
