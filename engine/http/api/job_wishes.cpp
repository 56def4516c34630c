#include "http/api/job_wishes.h"

#include <algorithm>
#include <string>

#include "http/api/negotiation.h"
#include "http/api/problems.h"
#include "http/api/wishes.h"

namespace thethuc::http {

namespace {

// The name tells how the file is read; without a type its first bytes do.
std::string records_name(std::string_view content_type) {
  std::string const type = media_type(content_type);
  if (type == kNdjsonType) {
    return "records.ndjson";
  }
  if (type == kJsonType) {
    return "records.json";
  }
  if (type == kCsvType) {
    return "records.csv";
  }
  return type == kXlsxType ? "records.xlsx" : "records";
}

// "docx,pdf" in any order, each once; none when it is something else.
std::vector<bulk::DocumentFormat> formats_from(std::string_view text) {
  std::vector<bulk::DocumentFormat> formats;
  while (!text.empty()) {
    std::size_t const comma = std::min(text.find(','), text.size());
    std::string_view const name = text.substr(0, comma);
    auto const format = name == "pdf" ? bulk::DocumentFormat::pdf : bulk::DocumentFormat::docx;
    if ((name != "pdf" && name != "docx") ||
        std::find(formats.begin(), formats.end(), format) != formats.end()) {
      return {};
    }
    formats.push_back(format);
    text.remove_prefix(std::min(comma + 1, text.size()));
  }
  return formats;
}

}  // namespace

std::optional<Response> read_job_order(Call const& call, JobOrder& order) {
  Request const& request = call.request;
  order.owner = call.who;
  order.language = call.language;
  order.template_id = request.parameter("template");
  order.profile = request.parameter("profile");
  order.name = request.parameter("name");
  order.key = request.parameter("key");
  order.sheet = request.parameter("sheet");
  order.records = records_name(request.header("content-type"));
  if (order.template_id.empty()) {
    return trouble(call,
                   400,
                   "parameter_missing",
                   {"thiếu tham số template", "the parameter template is missing"},
                   {"ghi mã của một mẫu, chẳng hạn ?template=cong-van; GET /v1/templates cho danh "
                    "sách mẫu",
                    "give the id of a template, as in ?template=cong-van; GET /v1/templates lists "
                    "them"});
  }
  if (auto const format = request.parameter("format"); !format.empty()) {
    order.formats = formats_from(format);
    if (order.formats.empty()) {
      return bad_parameter(call, "format", "docx, pdf, \"docx,pdf\"");
    }
  }
  auto const duplicate = request.parameter("on_duplicate");
  if (!duplicate.empty() && duplicate != "error" && duplicate != "number") {
    return bad_parameter(call, "on_duplicate", "error, number");
  }
  order.numbers_duplicates = duplicate == "number";
  order.missing = request.parameter("missing");
  if (!order.missing.empty() && !render::missing_from_name(order.missing)) {
    return bad_parameter(call, "missing", "error, blank, dots, keep");
  }
  auto const strict = flag(request, "strict");
  if (!strict) {
    return bad_parameter(call, "strict", "true, false");
  }
  order.strict = *strict;
  return std::nullopt;
}

RecordCount look_at_records(JobOrder const& order,
                            JobPaths const& paths,
                            compile::CompiledTemplate const& compiled,
                            JobRules const& rules,
                            std::uint64_t most) {
  RecordCount count;
  job_fill_rule(order, compiled, rules, count.found);
  auto const source = job_records(order, paths, compiled, rules.records)(count.found);
  bulk::Record record;
  while (source && count.records <= most && source->next(record, count.found)) {
    ++count.records;
  }
  return count;
}

}  // namespace thethuc::http
