#include "http/api/problems.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "data/json_writer.h"
#include "http/jobs/job.h"
#include "http/remedies.h"

namespace thethuc::http {

namespace {

bool has(base::Diagnostics const& diagnostics, base::Id id) {
  return std::any_of(diagnostics.entries().begin(),
                     diagnostics.entries().end(),
                     [&](base::Diagnostic const& d) { return d.id == id; });
}

}  // namespace

Response trouble(Call const& call,
                 int status,
                 std::string_view code,
                 base::Words const& title,
                 base::Words const& detail) {
  return problem(call.request, call.language, status, code, title, detail);
}

Response trouble(Call const& call,
                 int status,
                 std::string_view code,
                 base::Words const& title,
                 base::Diagnostics const& diagnostics) {
  return problem(call.request, call.language, status, code, title, {}, [&](data::JsonWriter& json) {
    write_diagnostics(json, diagnostics, call.language);
  });
}

void write_diagnostics(data::JsonWriter& json,
                       base::Diagnostics const& found,
                       base::Language language) {
  json.key("diagnostics").begin_list();
  for (base::Diagnostic const& d : found.entries()) {
    json.raw(diagnostic_json(d, language));
  }
  json.end_list();
  json.key("omitted").begin_object();
  for (auto const& [id, count] : found.omitted()) {
    json.key(base::id_name(id)).number(count);
  }
  json.end_object();
}

Response unusable(Call const& call, base::Diagnostics const& diagnostics) {
  if (has(diagnostics, base::Id::convert_too_slow)) {
    return trouble(call,
                   504,
                   "layout_too_slow",
                   {"LibreOffice dàn trang quá lâu", "LibreOffice took too long"},
                   diagnostics);
  }
  if (has(diagnostics, base::Id::convert_crashed)) {
    return trouble(call,
                   503,
                   "layout_failed",
                   {"LibreOffice dừng giữa chừng", "LibreOffice ended in the middle"},
                   diagnostics);
  }
  return trouble(call,
                 422,
                 "unusable",
                 {"không dùng được mẫu, dữ liệu hoặc văn bản",
                  "the template, the data or the document cannot be used"},
                 diagnostics);
}

Response storage_failed(Call const& call, base::EnvironmentError const& error) {
  Response made =
      with_retry(trouble(call, 503, kStorageFailed, job_failure_words(kStorageFailed)), 10);
  made.notes.emplace_back("why", error.what());
  return made;
}

Response bad_parameter(Call const& call, std::string_view name, std::string_view expected) {
  return trouble(call,
                 400,
                 "parameter_invalid",
                 {"tham số không đúng", "a parameter is wrong"},
                 {fmt::format("tham số {} cần {}", name, expected),
                  fmt::format("the parameter {} expects {}", name, expected)});
}

}  // namespace thethuc::http
