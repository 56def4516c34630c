#include "http/api/problems.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "data/json_writer.h"
#include "http/remedies.h"

namespace thethuc::http {

namespace {

using base::Language;
using Writer = data::JsonWriter;

std::string const& in(Language language, base::Words const& words) {
  return language == Language::vi ? words.vi : words.en;
}

Writer begin(Call const& call,
             int status,
             std::string_view code,
             base::Words const& title,
             base::Words const& detail) {
  Writer json{Writer::Layout::one_line};
  json.begin_object();
  json.key("type").text(fmt::format("urn:thethuc:problem:{}", code));
  json.key("title").text(in(call.language, title));
  json.key("status").number(static_cast<std::size_t>(status));
  json.key("code").text(code);
  if (!detail.en.empty()) {
    json.key("detail").text(in(call.language, detail));
  }
  json.key("request_id").text(call.request.id);
  return json;
}

Response end(Call const& call, int status, std::string_view code, Writer json) {
  json.end_object();
  Response made;
  made.status = status;
  made.type = "application/problem+json";
  made.body = json.take();
  made.headers.emplace_back("Content-Language", call.language == Language::vi ? "vi" : "en");
  made.notes.emplace_back("code", code);
  return made;
}

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
  return end(call, status, code, begin(call, status, code, title, detail));
}

Response trouble(Call const& call,
                 int status,
                 std::string_view code,
                 base::Words const& title,
                 base::Diagnostics const& diagnostics) {
  Writer json = begin(call, status, code, title, {});
  write_diagnostics(json, diagnostics, call.language);
  return end(call, status, code, std::move(json));
}

void write_diagnostics(Writer& json, base::Diagnostics const& found, Language language) {
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

Response bad_parameter(Call const& call, std::string_view name, std::string_view expected) {
  return trouble(call,
                 400,
                 "parameter_invalid",
                 {"tham số không đúng", "a parameter is wrong"},
                 {fmt::format("tham số {} cần {}", name, expected),
                  fmt::format("the parameter {} expects {}", name, expected)});
}

Response with_retry(Response answer, int seconds) {
  answer.headers.emplace_back("Retry-After", fmt::format("{}", seconds));
  return answer;
}

}  // namespace thethuc::http
