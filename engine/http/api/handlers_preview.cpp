// What data give, for who edits them.

#include <optional>
#include <utility>

#include "data/json_writer.h"
#include "http/api/answers.h"
#include "http/api/digest.h"
#include "http/api/problems.h"
#include "http/api/service.h"
#include "http/preview_json.h"
#include "review/preview_marks.h"
#include "rules/check.h"

namespace thethuc::http {

namespace {

// {"document":null,…} of data that are refused.
Response refused(Call const& call, base::Diagnostics const& found) {
  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  json.begin_object().key("document").raw("null");
  write_diagnostics(json, found, call.language);
  json.key("pages").raw("null").key("findings").raw("null").end_object();
  return of_json(json.take());
}

}  // namespace

Response Service::preview(Call const& call) const {
  base::Diagnostics found;
  Filled filled;
  if (auto refusal = fill_stored(call, found, filled)) {
    return std::move(*refusal);
  }
  if (found.has_errors()) {
    return refused(call, found);
  }
  std::optional<convert::Result> laid_out;
  std::string why_not;
  try {
    laid_out = all_pages(filled);
  } catch (convert::Unavailable const& error) {
    why_not = error.text(call.language);
  }
  if (laid_out && laid_out->diagnostics.has_errors()) {
    return unusable(call, laid_out->diagnostics);
  }
  base::Geometry const* const geometry =
      laid_out && !laid_out->geometry.sheets.empty() ? &laid_out->geometry : nullptr;
  rules::Options options;
  options.limits = settings_.check;
  options.limits.package = settings_.compile.package;
  options.geometry = geometry;
  auto const findings = rules::check(filled.docx, options, found);

  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  json.begin_object().key("document").begin_object();
  json.key("name").text(filled.name);
  json.key("bytes").number(filled.docx.size());
  json.key("sha256").text(sha256({filled.docx}));
  json.end_object();
  write_diagnostics(json, found, call.language);
  if (!laid_out) {
    json.key("unavailable").text(why_not);
  }
  json.key("pages").raw(laid_out ? pages_json(laid_out->pages, laid_out->geometry, laid_out->fonts)
                                 : "null");
  json.key("findings")
      .raw(findings
               ? findings_json(*findings,
                               review::marks_of(*findings, geometry ? *geometry : base::Geometry{}),
                               call.language)
               : "null");
  json.end_object();
  return of_json(json.take());
}

}  // namespace thethuc::http
