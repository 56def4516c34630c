// Templates that come and go over HTTP, and how their versions differ.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/output_file.h"
#include "base/work_folder.h"
#include "compile/inspection.h"
#include "data/json_writer.h"
#include "http/api/problems.h"
#include "http/api/service.h"
#include "http/api/wishes.h"

namespace thethuc::http {

namespace {

// What If-Match and If-None-Match say of what is there (RFC 9110, 13.1).
bool holds(Request const& request, StoredTemplate const* now) {
  std::string const tag = now != nullptr ? fmt::format("\"{}\"", now->version) : "";
  std::string_view const match = request.header("if-match");
  std::string_view const none = request.header("if-none-match");
  bool const is_matched =
      match.empty() ||
      (now != nullptr && (match == "*" || match.find(tag) != std::string_view::npos));
  bool const is_new =
      none.empty() || now == nullptr || (none != "*" && none.find(tag) == std::string_view::npos);
  return is_matched && is_new;
}

Response no_uploads(Call const& call) {
  return trouble(call,
                 404,
                 "uploads_off",
                 {"dịch vụ này không nhận mẫu tải lên", "this service takes no uploads"},
                 {"chạy với --uploads THƯ-MỤC", "run it with --uploads DIR"});
}

Response of_library(Call const& call) {
  return trouble(call,
                 409,
                 "template_of_library",
                 {"mẫu thuộc thư viện, không thay đổi được qua HTTP",
                  "the template is of the library, which HTTP does not change"});
}

Response not_as_expected(Call const& call) {
  return trouble(call,
                 412,
                 "version_changed",
                 {"mẫu không còn là phiên bản mà yêu cầu nêu",
                  "the template is not the version that the request names"});
}

UploadVersion const* find_version(std::vector<UploadVersion> const& all, std::string_view version) {
  auto const at = std::find_if(
      all.rbegin(), all.rend(), [&](UploadVersion const& one) { return one.version == version; });
  return at == all.rend() ? nullptr : &*at;
}

}  // namespace

Response Service::template_put(Call const& call) const {
  std::string const& id = call.values.front();
  if (!store_.takes_uploads()) {
    return no_uploads(call);
  }
  if (!is_upload_id(id)) {
    return bad_parameter(call, "id", "a-z, 0-9, -");
  }
  StoredTemplatePtr const compiled = store_.compile_upload(id, call.request.body);
  if (!compiled->compiled || compiled->diagnostics.has_errors()) {
    return unusable(call, compiled->diagnostics);
  }
  bool is_new = false;
  auto const change = store_.put(compiled, call.request.body, [&](StoredTemplate const* now) {
    is_new = now == nullptr;
    return holds(call.request, now);
  });
  if (change == TemplateStore::Change::of_library) {
    return of_library(call);
  }
  if (change == TemplateStore::Change::refused) {
    return not_as_expected(call);
  }
  Response made = about(*compiled);
  made.status = is_new ? 201 : 200;
  if (is_new) {
    made.headers.emplace_back("Location", fmt::format("/v1/templates/{}", id));
  }
  made.notes.emplace_back("template", id);
  made.notes.emplace_back("version", compiled->version);
  return made;
}

Response Service::template_delete(Call const& call) const {
  std::optional<Response> refusal;
  if (!store_.find(call.values.front(), "")) {
    stored(call, call.values.front(), "", refusal);
    return std::move(*refusal);
  }
  auto const change = store_.remove(call.values.front(), [&](StoredTemplate const* now) {
    return now != nullptr && holds(call.request, now);
  });
  if (change == TemplateStore::Change::of_library) {
    return of_library(call);
  }
  if (change == TemplateStore::Change::refused) {
    return not_as_expected(call);
  }
  Response made;
  made.status = 204;
  made.notes.emplace_back("template", call.values.front());
  return made;
}

Response Service::template_versions(Call const& call) const {
  StoredTemplatePtr const now = store_.find(call.values.front(), "");
  std::optional<Response> refusal;
  if (!now) {
    stored(call, call.values.front(), "", refusal);
    return std::move(*refusal);
  }
  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  json.begin_object().key("versions").begin_list();
  if (!now->is_upload) {
    json.begin_object().key("version").text(now->version).end_object();
  }
  for (UploadVersion const& one : store_.versions(now->metadata.id)) {
    json.begin_object().key("version").text(one.version);
    json.key("created").text(one.created).key("bytes").number(one.bytes).end_object();
  }
  json.end_list().end_object();
  Response made;
  made.type = kJsonType;
  made.body = json.take();
  return made;
}

// Both filled with all samples that the template names, else with the one that the newer asks for.
Response Service::template_diff(Call const& call) const {
  std::optional<Response> refusal;
  StoredTemplatePtr const now = stored(call, call.values.front(), "", refusal);
  if (!now) {
    return std::move(*refusal);
  }
  auto const all = store_.versions(now->metadata.id);
  std::string_view const from = call.request.parameter("from");
  std::string_view const to = call.request.parameter("to");
  UploadVersion const* const old = find_version(all, from);
  UploadVersion const* const newer =
      to.empty() && !all.empty() ? &all.back() : find_version(all, to);
  if (old == nullptr || newer == nullptr) {
    return trouble(call,
                   404,
                   "version_unknown",
                   {"mẫu không có phiên bản này", "the template has no such version"},
                   {"GET /v1/templates/{id}/versions cho các phiên bản",
                    "GET /v1/templates/{id}/versions lists them"});
  }
  Sides sides{old->file, newer->file, {}, old->version, newer->version};
  for (std::string const& name : now->metadata.samples) {
    sides.data.push_back(*sample_file(*now, name));
  }
  std::optional<base::WorkFolder> folder;
  if (sides.data.empty()) {
    folder.emplace("thethuc-http-diff-");
    sides.data.push_back(folder->path() / "data.json");
    base::OutputFile file{sides.data.back()};
    file.write(compile::guide_of(*now->compiled, "", false).sample);
    file.commit();
  }
  return compared(call, sides);
}

}  // namespace thethuc::http
