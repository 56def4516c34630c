// Templates that come and go over HTTP, and how their versions differ.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/work_folder.h"
#include "compile/inspection.h"
#include "data/json_writer.h"
#include "http/api/answers.h"
#include "http/api/library_files.h"
#include "http/api/problems.h"
#include "http/api/service.h"
#include "http/api/sides.h"
#include "http/api/version_data.h"
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
                 {"người vận hành dịch vụ bật bằng --uploads THƯ-MỤC",
                  "who runs the service turns them on with --uploads DIR"});
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

// Why a template is not put. What others keep may go, so all but what can never have room is 507.
Response not_put(Call const& call, TemplateStore::Change change, UploadLimits const& limits) {
  using Change = TemplateStore::Change;
  base::Words const remedy{
      "xóa mẫu không dùng nữa bằng DELETE, hoặc nhờ người vận hành nới giới hạn",
      "DELETE templates that are not needed, or have the limit raised by who "
      "runs the service"};
  switch (change) {
    case Change::of_library:
      return of_library(call);
    case Change::refused:
    case Change::done:
      break;
    case Change::too_many_templates:
      return trouble(
          call,
          507,
          "too_many_templates",
          {fmt::format("đã có {} mẫu tải lên, không nhận thêm mẫu mới", limits.max_templates),
           fmt::format("there are {} uploaded templates, no further one is taken",
                       limits.max_templates)},
          remedy);
    case Change::too_large:
      return trouble(call,
                     413,
                     "content_too_large",
                     {"mẫu lớn hơn phần đĩa dành cho mẫu tải lên",
                      "the template is larger than all that uploads may take"},
                     {fmt::format("nhiều nhất {} byte", limits.max_bytes),
                      fmt::format("{} bytes at most", limits.max_bytes)});
    case Change::too_many_bytes:
      return trouble(call,
                     507,
                     "uploads_full",
                     {"mẫu tải lên đã chiếm hết phần đĩa dành cho chúng",
                      "uploaded templates take all the room that they have"},
                     remedy);
  }
  return not_as_expected(call);
}

// By its version, the newest of equal ones, or by its number.
UploadVersion const* find_version(std::vector<UploadVersion> const& all, std::string_view version) {
  auto const at = std::find_if(all.rbegin(), all.rend(), [&](UploadVersion const& one) {
    return one.version == version || fmt::format("{}", one.number) == version;
  });
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
  if (change != TemplateStore::Change::done) {
    return not_put(call, change, store_.upload_limits());
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
    json.begin_object().key("version").text(one.version).key("number").number(one.number);
    json.key("created").text(one.created).key("bytes").number(one.bytes).end_object();
  }
  json.end_list().end_object();
  return of_json(json.take());
}

// Each version may ask for what the other does not, so both are filled with what either asks for;
// what is in neither prints dots.
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
  auto const sample_of = [&](UploadVersion const& version) {
    StoredTemplatePtr const opened =
        version.version == now->version
            ? now
            : store_.compile_upload(now->metadata.id, bytes_of_file(version.file));
    return opened->compiled ? compile::guide_of(*opened->compiled, "", false).sample
                            : std::string{"{}"};
  };
  std::string const old_sample = sample_of(*old);
  std::string const new_sample = sample_of(*newer);
  base::WorkFolder const folder{"thethuc-http-diff-"};
  Sides sides;
  sides.from = {folder.path() / "old.docx", "old", old->version};
  sides.to = {folder.path() / "new.docx", "new", newer->version};
  write_file(sides.from.file, bytes_of_file(old->file));
  write_file(sides.to.file, bytes_of_file(newer->file));
  sides.template_id = now->metadata.id;
  sides.data.push_back({folder.path() / "data.json", "", ""});
  write_file(sides.data.back().file, merged_data(new_sample, old_sample, settings_.data));
  // What is of other kinds in the two (a text that became a list) fills one of them only.
  sides.old_data.push_back(folder.path() / "old-data.json");
  write_file(sides.old_data.back(), merged_data(old_sample, new_sample, settings_.data));
  sides.missing = render::Missing::dots;
  return compared(call, sides);
}

}  // namespace thethuc::http
