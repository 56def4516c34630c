// The table of routes. A route is one entry here; see route.h for what follows from it.

#include <algorithm>

#include "http/api/job_wishes.h"
#include "http/api/route.h"
#include "http/api/service.h"
#include "http/api/wishes.h"

namespace thethuc::http {

namespace {

constexpr std::string_view kAnyText = R"({"type":"string"})";
constexpr std::string_view kFlag = R"({"type":"boolean","default":false})";
constexpr std::string_view kForm = "multipart/form-data";
constexpr std::string_view kBytes = "application/octet-stream";
constexpr std::string_view kText = "text/plain";

constexpr Parameter kProfile{
    "profile", "query", kAnyText, "page layout, one of those that the template has"};
constexpr Parameter kFormat{
    "format", "query", R"({"enum":["docx","pdf","png","geometry"]})", "instead of Accept"};
constexpr Parameter kPage{"page",
                          "query",
                          R"({"type":"integer","minimum":1})",
                          "of a PNG (default: 1), or the only one of a PDF or geometry"};
constexpr Parameter kDpi{"dpi",
                         "query",
                         R"({"type":"number","minimum":10,"maximum":300,"default":96})",
                         "pixels of an inch of a PNG"};
constexpr Parameter kMissing{
    "missing",
    "query",
    R"({"enum":["error","blank","dots","keep"]})",
    "what a value that is missing prints; when not said, the data's own $missing, else error"};
constexpr Parameter kStrict{
    "strict", "query", kFlag, "data that the template does not know is an error"};
constexpr Parameter kIfNoneMatch{
    "If-None-Match", "header", kAnyText, "the ETag of what the client has: equal is 304"};

constexpr Parameter kIfMatch{"If-Match", "header", kAnyText, "the ETag of what is to be changed"};
constexpr Parameter kIfNew{
    "If-None-Match", "header", R"({"const":"*"})", "only if there is none yet"};

Lane slow(Call const&) {
  return Lane::slow;
}

constexpr Outcome kUnchanged{304, "", "", "the client has it already"};
constexpr Outcome kUnknown{404, "", "Problem", ""};
constexpr Outcome kNoResult{409, "", "Problem", ""};
constexpr Outcome kGone{410, "", "Problem", ""};
constexpr Outcome kNotAcceptable{406, "", "Problem", ""};
constexpr Outcome kOfLibrary{409, "", "Problem", ""};
constexpr Outcome kFull{507, "", "Problem", ""};
constexpr Outcome kNotAsExpected{412, "", "Problem", ""};
constexpr Outcome kUnusable{422, "", "Problem", ""};
constexpr Outcome kNoLayout{503, "", "Problem", ""};
constexpr Outcome kLayoutTooSlow{504, "", "Problem", ""};

}  // namespace

std::span<Route const> service_routes() {
  // clang-format off
  static Route const all[] = {
      {"GET", "/healthz", Scope::open, "health",
       "Whether the process lives",
       &Service::health, nullptr, {}, {},
       {{200, kJsonType, "Health", "it lives"}}},
      {"GET", "/readyz", Scope::open, "readiness",
       "Whether requests should be sent here: templates compiled, LibreOffice answering or absent",
       &Service::readiness, nullptr, {}, {},
       {{200, kJsonType, "Readiness", "yes"}, {503, kJsonType, "Readiness", "no, or not yet"}}},
      {"GET", "/metrics", Scope::admin, "metrics",
       "Figures for Prometheus",
       &Service::metrics, nullptr, {}, {},
       {{200, kText, "", "the text format"}}},
      {"GET", "/openapi.json", Scope::open, "openapi",
       "This document",
       &Service::openapi, nullptr, {}, {},
       {{200, kJsonType, "", "OpenAPI 3.1"}}},

      {"GET", "/", Scope::open, "page",
       "The web page",
       &Service::page, nullptr, {}, {kIfNoneMatch},
       {{200, "text/html", "", "the page"}, kUnchanged}},
      {"GET", "/web/{folder}/{file}", Scope::open, "page_file",
       "What the web page is made of",
       &Service::page_file, nullptr, {}, {kIfNoneMatch},
       {{200, "text/javascript", "", "a script"},
        {200, "text/css", "", "a style"},
        {200, "text/html", "", "the frame of reports"},
        {200, "image/svg+xml", "", "an icon"}, kUnchanged}},

      {"GET", "/v1/templates", Scope::render, "templates",
       "The templates of the library",
       &Service::templates, nullptr, {}, {kIfNoneMatch},
       {{200, kJsonType, "Templates", "by id"}, kUnchanged}},
      {"GET", "/v1/templates/{id}", Scope::render, "template",
       "A template and what it asks for",
       &Service::template_about, nullptr, {}, {kProfile, kIfNoneMatch},
       {{200, kJsonType, "Template", "the template"}, kUnchanged, kUnusable}},
      {"GET", "/v1/templates/{id}/schema", Scope::render, "template_schema",
       "The JSON Schema (2020-12) of its data",
       &Service::template_schema, nullptr, {}, {kProfile, kIfNoneMatch},
       {{200, "application/schema+json", "JsonObject", "the schema"}, kUnchanged, kUnusable}},
      {"GET", "/v1/templates/{id}/sample", Scope::render, "template_sample",
       "Data that fill it: made of the schema, or a sample of the library",
       &Service::template_sample, nullptr, {},
       {kProfile, {"name", "query", kAnyText, "one of the template's `samples`"}, kIfNoneMatch},
       {{200, kJsonType, "JsonObject", "data"}, kUnchanged, kUnusable}},
      {"GET", "/v1/templates/{id}/preview.png", Scope::render, "template_preview",
       "Its first page, filled with its first sample",
       &Service::template_preview, slow, {}, {kProfile, kDpi, kIfNoneMatch},
       {{200, kPngType, "", "the page"}, kUnchanged, kUnusable, kNoLayout, kLayoutTooSlow}},

      {"PUT", "/v1/templates/{id}", Scope::templates, "template_put",
       "A template uploaded: compiled first, and refused with all its errors; the latest versions are kept",
       &Service::template_put, slow, {{kDocxType, ""}, {kBytes, ""}}, {kIfMatch, kIfNew},
       {{200, kJsonType, "Template", "another version, or the same again"},
        {201, kJsonType, "Template", "a new template"},
        kOfLibrary, kNotAsExpected, kUnusable, kFull}},
      {"DELETE", "/v1/templates/{id}", Scope::templates, "template_delete",
       "An uploaded template taken away, with all its versions",
       &Service::template_delete, nullptr, {}, {kIfMatch},
       {{204, "", "", "it is gone"}, kOfLibrary, kNotAsExpected}},
      {"GET", "/v1/templates/{id}/versions", Scope::render, "template_versions",
       "Its versions, oldest first; the last is what is rendered",
       &Service::template_versions, nullptr, {}, {},
       {{200, kJsonType, "Versions", "one for a template of the library"}}},
      {"GET", "/v1/templates/{id}/diff", Scope::render, "template_diff",
       "How the pages of two of its versions differ, filled with data that are made of what both ask for",
       &Service::template_diff, slow, {},
       {{"from", "query", kAnyText, "a version, or its number"},
        {"to", "query", kAnyText, "another (default: the newest)"}},
       {{200, kJsonType, "Diff", "changes; also none"},
        {200, "text/html", "", "pages side by side"},
        kNotAcceptable, kUnusable, kNoLayout, kLayoutTooSlow}},

      {"POST", "/v1/templates/{id}/render", Scope::render, "render",
       "Data filled in",
       &Service::render_stored, lane_of_form, {{kJsonType, "JsonObject"}},
       {kFormat, kProfile, kMissing, kStrict, kPage, kDpi, kIfNoneMatch},
       {{200, kDocxType, "", "the document"},
        {200, kPdfType, "", "as PDF"},
        {200, kPngType, "", "a page of it"},
        {200, kJsonType, "Geometry", "what stands where on its pages"},
        kUnchanged, kNotAcceptable, kUnusable, kNoLayout, kLayoutTooSlow}},
      {"POST", "/v1/templates/{id}/preview", Scope::render, "preview",
       "What data give: pages, and what the checker finds on them; or what is wrong with the data. "
       "For who edits them: the images of the pages are those of `render`",
       &Service::preview, slow, {{kJsonType, "JsonObject"}},
       {kProfile, kMissing, kStrict},
       {{200, kJsonType, "Preview", "also of data that are refused: `document` is null then"},
        kUnusable, kNoLayout, kLayoutTooSlow}},
      {"POST", "/v1/render", Scope::render, "render_given",
       "Data filled into a template that is sent along",
       &Service::render_given, slow, {{kForm, "TemplateAndData"}},
       {kFormat, kMissing, kStrict, kPage, kDpi, kIfNoneMatch},
       {{200, kDocxType, "", "the document"},
        {200, kPdfType, "", "as PDF"},
        {200, kPngType, "", "a page of it"},
        {200, kJsonType, "Geometry", "what stands where on its pages"},
        kUnchanged, kNotAcceptable, kUnusable, kNoLayout, kLayoutTooSlow}},

      {"POST", "/v1/check", Scope::check, "check",
       "Where a document departs from the prescribed layout",
       &Service::check, slow, {{kDocxType, ""}, {kBytes, ""}},
       {{"profile", "query", kAnyText, "rules to check by (default: chosen from the document)"},
        {"pages", "query", kFlag, "lay the document out and check the pages, too"}},
       {{200, kJsonType, "Findings", "findings; also none"}, kUnusable, kNoLayout, kLayoutTooSlow}},
      {"POST", "/v1/inspect", Scope::check, "inspect",
       "A template's tags and fields, a schema and a sample of its data",
       &Service::inspect, slow, {{kDocxType, ""}, {kBytes, ""}}, {},
       {{200, kJsonType, "Inspection", "what it asks for"}, kUnusable}},
      {"POST", "/v1/diff", Scope::check, "diff",
       "How the pages of two documents differ, or of two templates filled with the same data",
       &Service::diff, slow, {{kForm, "OldAndNew"}}, {},
       {{200, kJsonType, "Diff", "changes; also none"},
        {200, "text/html", "", "pages side by side"},
        kNotAcceptable, kUnusable, kNoLayout, kLayoutTooSlow}},

      {"POST", "/v1/jobs", Scope::render, "job_post",
       "A document for each record, made in the background with the template as it is now",
       &Service::job_post, slow,
       {{kNdjsonType, ""}, {kJsonType, ""}, {kCsvType, ""}, {kXlsxType, ""}},
       {{"template", "query", kAnyText, "its id; must be given"}, kProfile,
        {"format", "query", R"({"enum":["docx","pdf","docx,pdf","pdf,docx"],"default":"docx"})", "what is made of each record"},
        {"name", "query", kAnyText, "names of files, a template: {{so}}-{{don_vi}} (default: numbers)"},
        {"key", "query", kAnyText, "what the manifest calls a record, a template"},
        {"on_duplicate", "query", R"({"enum":["error","number"],"default":"error"})", "what two records of one name are"},
        {"sheet", "query", kAnyText, "of a workbook (default: the first that is not hidden)"},
        kMissing, kStrict},
       {{202, kJsonType, "Job", "taken; Location says where it is"},
        kUnknown, kUnusable, kNoLayout}},
      {"GET", "/v1/jobs", Scope::render, "jobs",
       "The key's own jobs, newest first; those of all for the scope admin",
       &Service::job_list, nullptr, {}, {},
       {{200, kJsonType, "Jobs", "jobs; also none"}, kUnknown}},
      {"GET", "/v1/jobs/{id}", Scope::render, "job",
       "How far a job is",
       &Service::job_about, nullptr, {}, {},
       {{200, kJsonType, "Job", "the job"}}},
      {"GET", "/v1/jobs/{id}/events", Scope::render, "job_events",
       "The job each time that it has changed, as server-sent events: `progress`, and `end` as the last",
       &Service::job_events, nullptr, {},
       {{"Last-Event-ID", "header", kAnyText, "of the last event that was seen"}},
       {{200, "text/event-stream", "", "each event's data are a Job"}, {204, "", "", "the end was seen: nothing will follow"}}},
      {"GET", "/v1/jobs/{id}/result", Scope::render, "job_result",
       "The documents as one archive; manifest.ndjson in it says what became of each record",
       &Service::job_result, nullptr, {}, {kIfNoneMatch},
       {{200, "application/zip", "", "the archive"}, kUnchanged, kNoResult, kGone}},
      {"DELETE", "/v1/jobs/{id}", Scope::render, "job_delete",
       "An unfinished job cancelled; one that has ended forgotten, with its result",
       &Service::job_delete, nullptr, {}, {},
       {{204, "", "", "it is so"}}},
  };
  // clang-format on
  return all;
}

std::vector<int> problem_statuses(Route const& route) {
  std::vector<int> statuses{400};
  if (route.scope != Scope::open) {
    statuses.insert(statuses.end(), {401, 403, 429});
  }
  if (route.path.find('{') != std::string_view::npos) {
    statuses.push_back(404);
  }
  if (route.body.size() > 0) {
    statuses.insert(statuses.end(), {411, 413, 415});
  }
  for (Outcome const& outcome : route.outcomes) {
    if (outcome.schema == "Problem") {
      statuses.push_back(outcome.status);
    }
  }
  std::sort(statuses.begin(), statuses.end());
  statuses.erase(std::unique(statuses.begin(), statuses.end()), statuses.end());
  return statuses;
}

}  // namespace thethuc::http
