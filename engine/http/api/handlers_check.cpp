// Documents and templates looked at: check, inspect, diff.

#include <algorithm>
#include <array>
#include <memory>
#include <utility>

#include <fmt/format.h>

#include "base/output_file.h"
#include "base/work_folder.h"
#include "compile/inspection.h"
#include "http/api/answers.h"
#include "http/api/multipart.h"
#include "http/api/negotiation.h"
#include "http/api/problems.h"
#include "http/api/service.h"
#include "http/api/sides.h"
#include "http/api/wishes.h"
#include "review/diff.h"
#include "review/report.h"
#include "rules/check.h"
#include "rules/report.h"

namespace thethuc::http {

namespace {

constexpr std::string_view kHtmlType = "text/html";

// Gives our files the names that the client knows them by, also where they stand within a text:
// where files lie on our disk is nobody's business.
std::string renamed(std::string text, Service::Sides const& sides) {
  auto const rename = [&](std::filesystem::path const& file, std::string const& name) {
    std::string const path = file.string();
    for (std::size_t at = text.find(path); at != std::string::npos;
         at = text.find(path, at + name.size())) {
      text.replace(at, path.size(), name);
    }
  };
  rename(sides.from.file, sides.from.place);
  rename(sides.to.file, sides.to.place);
  for (Service::Sides::File const& data : sides.data) {
    rename(data.file, data.place.empty() ? "data" : data.place);
  }
  for (std::filesystem::path const& data : sides.old_data) {
    rename(data, "data");
  }
  // What a template in a .docx is called within the comparison.
  return std::filesystem::path{text}.filename().string();
}

}  // namespace

void write_file(std::filesystem::path const& path, std::string_view bytes) {
  base::OutputFile file{path};
  file.write(bytes);
  file.commit();
}

Response Service::check(Call const& call) const {
  rules::Options options;
  options.file_name = "document.docx";
  options.limits = settings_.check;
  options.limits.package = settings_.compile.package;
  if (auto const profile = call.request.parameter("profile"); !profile.empty()) {
    options.profile = rules::builtin_profile(profile);
    if (!options.profile) {
      return bad_parameter(
          call, "profile", fmt::format("{}", fmt::join(rules::profile_ids(), ", ")));
    }
  }
  auto const pages = flag(call.request, "pages");
  if (!pages) {
    return bad_parameter(call, "pages", "true, false");
  }
  base::Diagnostics found;
  convert::Result laid_out;
  if (*pages) {
    convert::Request request;
    request.geometry = true;
    request.alone = true;
    laid_out = converter().convert(call.request.body, options.file_name, request);
    found.add(laid_out.diagnostics);
    options.geometry = &laid_out.geometry;
  }
  auto findings =
      found.has_errors() ? std::nullopt : rules::check(call.request.body, options, found);
  if (!findings) {
    return unusable(call, found);
  }
  return of_type(
      rules::findings_json({options.file_name, std::move(*findings)}, call.language, false),
      kJsonType);
}

Response Service::inspect(Call const& call) const {
  base::Diagnostics found;
  auto source = library::open_docx(
      call.request.body, "template.docx", settings_.templates, found, settings_.compile);
  compile::Result result;
  if (source) {
    result = compile::compile(std::move(source->package), source->partials, source->options);
    found.add(std::move(result.diagnostics));
  }
  if (!result.compiled || found.has_errors()) {
    return unusable(call, found);
  }
  return of_type(
      compile::inspection_json(*result.compiled, compile::guide_of(*result.compiled, "", false)),
      kJsonType);
}

Response Service::diff(Call const& call) const {
  auto const parts = read_multipart(call.request.body, call.request.header("content-type"));
  Part const* const from = parts ? find_part(*parts, "old") : nullptr;
  Part const* const to = parts ? find_part(*parts, "new") : nullptr;
  if (from == nullptr || to == nullptr) {
    return trouble(call,
                   400,
                   "parts_missing",
                   {"thân yêu cầu cần hai phần old và new (.docx)",
                    "expected the parts old and new (.docx) in the body"});
  }
  // Under names of our own, whatever the client calls them.
  base::WorkFolder const folder{"thethuc-http-diff-"};
  Sides sides;
  sides.from = {folder.path() / "old.docx", "old", "old.docx"};
  sides.to = {folder.path() / "new.docx", "new", "new.docx"};
  sides.template_id = "new";
  write_file(sides.from.file, from->bytes);
  write_file(sides.to.file, to->bytes);
  for (Part const& part : *parts) {
    if (part.name == "data") {
      std::size_t const number = sides.data.size() + 1;
      std::string const name =
          part.file_name.empty() ? fmt::format("data {}", number) : part.file_name;
      sides.data.push_back({folder.path() / fmt::format("data-{}.json", number), name, name});
      write_file(sides.data.back().file, part.bytes);
    }
  }
  return compared(call, sides);
}

Response Service::compared(Call const& call, Sides const& sides) const {
  auto const type = accepted(call.request.header("accept"), {kJsonType, kHtmlType});
  if (!type) {
    return trouble(call,
                   406,
                   "not_acceptable",
                   {"không có dạng kết quả mà Accept yêu cầu",
                    "there is no form of the result that Accept takes"});
  }
  review::DiffRequest request;
  request.from = sides.from.file.string();
  request.to = sides.to.file.string();
  for (Sides::File const& data : sides.data) {
    request.data.push_back(data.file);
  }
  request.old_data = sides.old_data;
  request.templates = settings_.templates;
  request.compile = settings_.compile;
  request.data_limits = settings_.data;
  request.render = settings_.render;
  if (sides.missing) {
    request.render.missing = sides.missing;
  }
  request.converter = [this](std::size_t) -> convert::Converter& { return converter(); };
  request.pictures = *type == kHtmlType;
  auto const rename = [&](base::Diagnostic& d) {
    d.place.file = renamed(d.place.file, sides);
    for (base::Place& related : d.related) {
      related.file = renamed(related.file, sides);
    }
  };
  base::Diagnostics found;
  review::Report report = review::diff(request, found);
  found.relocate(rename);
  report.from = sides.from.name;
  report.to = sides.to.name;
  for (review::Entry& entry : report.entries) {
    entry.template_id = entry.template_id.empty() ? "" : sides.template_id;
    auto const data = std::find_if(sides.data.begin(), sides.data.end(), [&](auto const& one) {
      return entry.sample == one.file.string();
    });
    entry.sample = data == sides.data.end() ? "" : data->name;
    entry.diagnostics.relocate(rename);
    found.add(entry.diagnostics);
  }
  if (found.has_errors()) {
    return unusable(call, found);
  }
  if (*type == kJsonType) {
    return of_type(review::report_json(report, call.language), kJsonType);
  }
  Response made = of_type(review::report_html(report, call.language), "text/html; charset=utf-8");
  // It has scripts of its own, which no page of this address may have: it is a file to be saved.
  made.headers.emplace_back("Content-Disposition", "attachment; filename=\"so-sanh.html\"");
  return made;
}

}  // namespace thethuc::http
