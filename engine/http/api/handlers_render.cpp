#include <utility>

#include <fmt/format.h>

#include "compile/template.h"
#include "convert/geometry_json.h"
#include "data/value.h"
#include "http/api/digest.h"
#include "http/api/multipart.h"
#include "http/api/problems.h"
#include "http/api/service.h"
#include "http/api/wishes.h"
#include "library/profile.h"

namespace thethuc::http {

namespace {

// What a thread needs to fill documents, kept from one to the next.
struct Desk {
  data::Document data;
  render::Scratch scratch;
};

Desk& desk() {
  thread_local Desk of_thread;
  return of_thread;
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
         c == '_' || c == '.';
}

// "Báo cáo.docx" for those who read RFC 5987, "bao-cao.docx" for the others.
std::string disposition(std::string_view id, std::string_view name, std::string_view extension) {
  std::string plain;
  for (char const c : id) {
    plain += is_plain(c) ? c : '_';
  }
  std::string encoded;
  for (char const c : name) {
    if (is_plain(c)) {
      encoded += c;
    } else {
      fmt::format_to(std::back_inserter(encoded), "%{:02X}", static_cast<unsigned char>(c));
    }
  }
  return fmt::format("attachment; filename=\"{0}{2}\"; filename*=UTF-8''{1}{2}",
                     plain,
                     encoded.empty() ? plain : encoded,
                     extension);
}

}  // namespace

// nullopt when all can be had.
std::optional<Response> read_wishes(Call const& call, Service::Wishes& wishes) {
  Request const& request = call.request;
  auto const form = wanted_form(request);
  if (!form && !request.parameter("format").empty()) {
    return bad_parameter(call, "format", "docx, pdf, png, geometry");
  }
  if (!form) {
    return trouble(
        call,
        406,
        "not_acceptable",
        {"không có dạng kết quả mà Accept yêu cầu",
         "there is no form of the result that Accept takes"},
        {fmt::format("có {}, {}, {}, {}", kDocxType, kPdfType, kPngType, kJsonType),
         fmt::format("there are {}, {}, {}, {}", kDocxType, kPdfType, kPngType, kJsonType)});
  }
  wishes.form = *form;
  if (auto const page = request.parameter("page"); !page.empty()) {
    auto const number = positive_number(page);
    if (!number) {
      return bad_parameter(call, "page", "1, 2, 3 …");
    }
    wishes.page = *number;
  }
  if (auto const dpi = request.parameter("dpi"); !dpi.empty()) {
    auto const number = dots_per_inch(dpi);
    if (!number) {
      return bad_parameter(call, "dpi", fmt::format("{}–{}", kLeastDpi, kMostDpi));
    }
    wishes.dpi = *number;
  }
  return std::nullopt;
}

std::optional<Response> Service::read_filling(Call const& call, render::Options& options) const {
  Request const& request = call.request;
  options = settings_.render;
  options.data_file_name = "data";
  options.missing.reset();
  if (auto const missing = request.parameter("missing"); !missing.empty()) {
    options.missing = render::missing_from_name(missing);
    if (!options.missing) {
      return bad_parameter(call, "missing", "error, blank, dots, keep");
    }
  }
  auto const strict = flag(request, "strict");
  if (!strict) {
    return bad_parameter(call, "strict", "true, false");
  }
  options.strict = *strict;
  return std::nullopt;
}

std::optional<Response> Service::fill_stored(Call const& call,
                                             base::Diagnostics& found,
                                             Filled& filled) const {
  render::Options options;
  if (auto refusal = read_filling(call, options)) {
    return refusal;
  }
  Desk& at = desk();
  if (!at.data.parse(call.request.body, "data", settings_.data, found)) {
    return trouble(call,
                   400,
                   "json_malformed",
                   {"dữ liệu không phải JSON đúng", "the data are no sound JSON"},
                   found);
  }
  std::string profile{call.request.parameter("profile")};
  if (profile.empty()) {
    auto const asked = library::profile_of_data(at.data.root(), "data");
    profile = asked ? asked->name : "";
  }
  std::optional<Response> refusal;
  StoredTemplatePtr const from = stored(call, call.values.front(), profile, refusal);
  if (!from) {
    return refusal;
  }
  found.add(render::render(*from->compiled, at.data, options, at.scratch, filled.docx));
  filled.template_id = from->metadata.id;
  filled.version = from->version;
  filled.name = from->metadata.name_under(from->profile);
  return std::nullopt;
}

Response Service::render_stored(Call const& call) const {
  Wishes wishes;
  if (auto refusal = read_wishes(call, wishes)) {
    return std::move(*refusal);
  }
  base::Diagnostics found;
  Filled filled;
  if (auto refusal = fill_stored(call, found, filled)) {
    return std::move(*refusal);
  }
  if (found.has_errors()) {
    return unusable(call, found);
  }
  Response made = finished(call, wishes, std::move(filled));
  made.headers.emplace_back("Thethuc-Warnings", fmt::format("{}", found.entries().size()));
  return made;
}

Response Service::render_given(Call const& call) const {
  Wishes wishes;
  render::Options options;
  if (auto refusal = read_wishes(call, wishes)) {
    return std::move(*refusal);
  }
  if (auto refusal = read_filling(call, options)) {
    return std::move(*refusal);
  }
  auto const parts = read_multipart(call.request.body, call.request.header("content-type"));
  Part const* const given = parts ? find_part(*parts, "template") : nullptr;
  Part const* const data = parts ? find_part(*parts, "data") : nullptr;
  if (given == nullptr || data == nullptr) {
    return trouble(call,
                   400,
                   "parts_missing",
                   {"thân yêu cầu cần hai phần template (.docx) và data (JSON)",
                    "expected the parts template (a .docx) and data (JSON) in the body"});
  }
  Desk& at = desk();
  base::Diagnostics found;
  if (!at.data.parse(data->bytes, "data", settings_.data, found)) {
    return trouble(call,
                   400,
                   "json_malformed",
                   {"dữ liệu không phải JSON đúng", "the data are no sound JSON"},
                   found);
  }
  std::string const name = given->file_name.empty() ? "template.docx" : given->file_name;
  auto source =
      library::open_docx(given->bytes, name, settings_.templates, found, settings_.compile);
  compile::Result compiled;
  if (source) {
    source->options.file_name = name;
    compiled = compile::compile(std::move(source->package), source->partials, source->options);
    found.add(std::move(compiled.diagnostics));
  }
  Filled filled;
  if (compiled.compiled) {
    found.add(render::render(*compiled.compiled, at.data, options, at.scratch, filled.docx));
  }
  if (found.has_errors()) {
    return unusable(call, found);
  }
  filled.template_id = "van-ban";
  filled.version = sha256({given->bytes}).substr(0, 16);
  filled.name = "Văn bản";
  filled.alone = true;
  Response made = finished(call, wishes, std::move(filled));
  made.headers.emplace_back("Thethuc-Warnings", fmt::format("{}", found.entries().size()));
  return made;
}

// The document in the form that is wanted, unless the client has it already.
Response Service::finished(Call const& call, Wishes const& wishes, Filled filled) const {
  std::string const digest = sha256({filled.docx});
  constexpr std::size_t kTagDigits = 32;
  bool const is_docx = wishes.form == Form::docx;
  // Laid out again, a document looks the same, but its PDF holds the time: a weak tag.
  std::string const tag =
      is_docx ? fmt::format("\"{}\"", digest.substr(0, kTagDigits))
              : fmt::format(
                    "\"{}\"",
                    sha256({digest,
                            fmt::format(
                                "{} {} {}", form_extension(wishes.form), wishes.page, wishes.dpi)})
                        .substr(0, kTagDigits));
  Response made;
  if (auto unchanged = not_modified(call.request, tag)) {
    made = std::move(*unchanged);
    made.headers.clear();
  } else if (is_docx) {
    made.type = kDocxType;
    made.body = std::move(filled.docx);
  } else {
    made = laid_out(call, wishes, filled);
  }
  if (made.status != 200 && made.status != 304) {
    return made;
  }
  made.headers.emplace_back("ETag", is_docx ? tag : "W/" + tag);
  made.headers.emplace_back("Vary", "Accept, Accept-Language");
  if (made.status == 200) {
    made.headers.emplace_back(
        "Content-Disposition",
        disposition(filled.template_id, filled.name, form_extension(wishes.form)));
  }
  if (settings_.tell) {
    std::string const sent = made.status != 200 ? "" : is_docx ? digest : sha256({made.body});
    settings_.tell("render",
                   {{"request_id", call.request.id},
                    {"who", std::string{call.who}},
                    {"peer", call.request.peer},
                    {"template", filled.template_id},
                    {"version", filled.version},
                    {"form", std::string{form_extension(wishes.form).substr(1)}},
                    {"status", fmt::format("{}", made.status)},
                    {"document_sha256", sent},
                    {"docx_sha256", digest}});
  }
  return made;
}

convert::Result Service::all_pages(Filled const& filled) const {
  std::string const name = filled.template_id + ".docx";
  convert::Request request;
  if (has_geometry_) {
    request.geometry = true;
    try {
      return converter().convert(filled.docx, name, request);
    } catch (convert::Unavailable const&) {
      // Without PDFium there are no positions, yet there may be pages.
      request.geometry = false;
      convert::Result made = converter().convert(filled.docx, name, request);
      has_geometry_ = false;
      return made;
    }
  }
  return converter().convert(filled.docx, name, request);
}

Response Service::laid_out(Call const& call, Wishes const& wishes, Filled const& filled) const {
  convert::Request request;
  request.alone = filled.alone;
  if (wishes.form == Form::png) {
    int const page = wishes.page > 0 ? wishes.page : 1;
    request.pages = {{page, page}};
    request.images = convert::Images{wishes.dpi, convert::ImageForm::png};
  } else if (wishes.page > 0) {
    request.pages = {{wishes.page, wishes.page}};
  }
  request.geometry = wishes.form == Form::geometry;
  std::string const name = filled.template_id + ".docx";
  convert::Result result;
  if (wishes.form == Form::png && !filled.alone) {
    // Who looks at a document asks for one page after the other: it is laid out once.
    convert::Result whole = all_pages(filled);
    result = whole.diagnostics.has_errors() ? std::move(whole)
                                            : converter().read_pdf(whole.pdf, name, request);
  } else {
    result = converter().convert(filled.docx, name, request);
  }
  if (result.diagnostics.has_errors()) {
    return unusable(call, result.diagnostics);
  }
  Response made;
  made.type = form_type(wishes.form);
  switch (wishes.form) {
    case Form::png:
      made.body = std::move(result.images.front().bytes);
      break;
    case Form::geometry:
      made.body = convert::to_json(result.geometry);
      break;
    case Form::pdf:
    case Form::docx:
      made.body = std::move(result.pdf);
      break;
  }
  made.headers.emplace_back("Thethuc-Pages", fmt::format("{}", result.pages));
  return made;
}

}  // namespace thethuc::http
