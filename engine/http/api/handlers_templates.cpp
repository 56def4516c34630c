// The library over HTTP.

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "base/input_file.h"
#include "compile/inspection.h"
#include "data/json_writer.h"
#include "http/api/answers.h"
#include "http/api/digest.h"
#include "http/api/problems.h"
#include "http/api/sample_pictures.h"
#include "http/api/service.h"
#include "http/api/wishes.h"
#include "library/metadata.h"
#include "render/data_file.h"

namespace thethuc::http {

namespace {

namespace fs = std::filesystem;

Response json_answer(Call const& call, std::string body, std::string_view type = kJsonType) {
  std::string const tag = fmt::format("\"{}\"", sha256({body}).substr(0, 32));
  if (auto unchanged = not_modified(call.request, tag)) {
    return std::move(*unchanged);
  }
  Response made = of_type(std::move(body), type);
  made.headers.emplace_back("ETag", tag);
  return made;
}

void write_about(data::JsonWriter& json,
                 library::Metadata const& metadata,
                 std::string_view version) {
  library::write_metadata(json, metadata);
  json.key("version").text(version);
}

std::string title_of(StoredTemplate const& stored) {
  std::string const& name = stored.metadata.name_under(stored.profile);
  return name.empty() ? stored.metadata.id : name;
}

}  // namespace

Response Service::templates(Call const& call) const {
  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  json.begin_object().key("templates").begin_list();
  for (StoredTemplatePtr const& stored : store_.all()) {
    json.begin_object();
    write_about(json, stored->metadata, stored->version);
    json.end_object();
  }
  json.end_list().end_object();
  return json_answer(call, json.take());
}

StoredTemplatePtr Service::stored(Call const& call,
                                  std::string_view id,
                                  std::string_view profile,
                                  std::optional<Response>& refusal) const {
  StoredTemplatePtr const own = store_.find(id, "");
  if (!own) {
    refusal = trouble(call,
                      404,
                      "template_unknown",
                      {"không có mẫu này", "there is no such template"},
                      {"GET /v1/templates cho danh sách mẫu", "GET /v1/templates lists them"});
    return nullptr;
  }
  StoredTemplatePtr found = profile.empty() ? own : store_.find(id, profile);
  if (!found) {
    refusal = trouble(call,
                      422,
                      "profile_unknown",
                      {"mẫu không có bộ khung này", "the template does not have this profile"},
                      {fmt::format("mẫu có {}", fmt::join(own->metadata.profiles, ", ")),
                       fmt::format("it has {}", fmt::join(own->metadata.profiles, ", "))});
    return nullptr;
  }
  if (!found->compiled) {
    refusal = trouble(call,
                      503,
                      "template_broken",
                      {"mẫu đang hỏng", "the template is broken"},
                      found->diagnostics);
    return nullptr;
  }
  return found;
}

Response Service::template_about(Call const& call) const {
  std::optional<Response> refusal;
  StoredTemplatePtr const of =
      stored(call, call.values.front(), call.request.parameter("profile"), refusal);
  if (!of) {
    return std::move(*refusal);
  }
  Response made = about(*of);
  auto unchanged = not_modified(call.request, made.headers.front().second);
  return unchanged ? std::move(*unchanged) : std::move(made);
}

Response Service::about(StoredTemplate const& of) const {
  data::JsonWriter json{data::JsonWriter::Layout::one_line};
  json.begin_object();
  write_about(json, of.metadata, of.version);
  json.key("fields");
  compile::write_fields(json, of.compiled->fields());
  json.end_object();
  Response made = of_json(json.take());
  // What the fields are is a matter of the profile, too.
  bool const is_own = of.profile == of.metadata.profile;
  made.headers.emplace_back("ETag",
                            fmt::format("\"{}{}\"", of.version, is_own ? "" : "-" + of.profile));
  return made;
}

Response Service::template_schema(Call const& call) const {
  std::optional<Response> refusal;
  StoredTemplatePtr const of =
      stored(call, call.values.front(), call.request.parameter("profile"), refusal);
  return of ? json_answer(call,
                          compile::guide_of(*of->compiled, title_of(*of), false).schema,
                          "application/schema+json")
            : std::move(*refusal);
}

// Of those that the template itself names; its first when `name` is "".
std::optional<fs::path> Service::sample_file(StoredTemplate const& of,
                                             std::string_view name) const {
  auto const& names = of.metadata.samples;
  auto const at = name.empty() ? names.begin() : std::find(names.begin(), names.end(), name);
  if (at == names.end()) {
    return std::nullopt;
  }
  fs::path const folder = settings_.samples.value_or(settings_.templates.parent_path() / "samples");
  return folder / *at;
}

Response Service::template_sample(Call const& call) const {
  std::optional<Response> refusal;
  StoredTemplatePtr const of =
      stored(call, call.values.front(), call.request.parameter("profile"), refusal);
  if (!of) {
    return std::move(*refusal);
  }
  std::string_view const name = call.request.parameter("name");
  if (name.empty()) {
    return json_answer(call, compile::guide_of(*of->compiled, title_of(*of), false).sample);
  }
  auto const file = sample_file(*of, name);
  base::Diagnostics found;
  auto json = file ? base::read_file(*file, settings_.data.max_bytes, "", found) : std::nullopt;
  if (!json) {
    return trouble(call,
                   404,
                   "sample_unknown",
                   {"mẫu không có dữ liệu mẫu này", "the template has no such sample"},
                   {fmt::format("mẫu có {}", fmt::join(of->metadata.samples, ", ")),
                    fmt::format("it has {}", fmt::join(of->metadata.samples, ", "))});
  }
  return json_answer(call, with_pictures(*json, file->parent_path()));
}

Response Service::template_preview(Call const& call) const {
  std::optional<Response> refusal;
  StoredTemplatePtr const of =
      stored(call, call.values.front(), call.request.parameter("profile"), refusal);
  if (!of) {
    return std::move(*refusal);
  }
  Wishes wishes;
  wishes.form = Form::png;
  wishes.page = 1;
  if (auto const dpi = call.request.parameter("dpi"); !dpi.empty()) {
    auto const number = dots_per_inch(dpi);
    if (!number) {
      return bad_parameter(call, "dpi", fmt::format("{}–{}", kLeastDpi, kMostDpi));
    }
    wishes.dpi = *number;
  }
  std::string const tag =
      fmt::format("\"{}\"",
                  sha256({of->version, of->metadata.id, of->profile, fmt::format("{}", wishes.dpi)})
                      .substr(0, 32));
  if (auto unchanged = not_modified(call.request, tag)) {
    return std::move(*unchanged);
  }
  base::Diagnostics found;
  Filled filled;
  filled.template_id = of->metadata.id;
  if (auto const file = sample_file(*of, "")) {
    auto const data = render::DataFile::read(*file, settings_.data, found);
    render::Scratch scratch;
    if (data) {
      found.add(data->fill(*of->compiled, settings_.render, scratch, filled.docx));
    }
  } else {
    data::Document data;
    render::Scratch scratch;
    std::string const sample = compile::guide_of(*of->compiled, title_of(*of), false).sample;
    if (data.parse(sample, "sample", settings_.data, found)) {
      found.add(render::render(*of->compiled, data, settings_.render, scratch, filled.docx));
    }
  }
  if (found.has_errors()) {
    return unusable(call, found);
  }
  Response made = laid_out(call, wishes, filled);
  if (made.status == 200) {
    made.headers.emplace_back("ETag", tag);
  }
  return made;
}

}  // namespace thethuc::http
