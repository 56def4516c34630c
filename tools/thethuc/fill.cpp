#include "fill.h"

#include <chrono>
#include <utility>

#include <fmt/format.h>

#include "compile/template.h"
#include "legacy.h"
#include "log.h"
#include "render/data_file.h"
#include "render/render.h"

namespace thethuc::cli {

namespace {

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

std::optional<render::DataFile> read_data(Session const& session,
                                          FillArguments const& arguments,
                                          base::Diagnostics& out) {
  auto file = render::DataFile::read(arguments.data, session.limits.data, out);
  if (file) {
    log_detail(fmt::format("read {}: {} bytes", file->name, file->data.json_bytes()));
    treat_legacy_data(file->data, file->name, arguments.convert_legacy, out);
  }
  return file;
}

// One that could not be compiled keeps nothing back that its schema says of the data.
base::Diagnostics fill_in(Session const& session,
                          FillArguments const& arguments,
                          OpenedTemplate const& opened,
                          render::DataFile const& file,
                          std::string& document) {
  render::Options options;
  session.limits.apply(options);
  options.missing = render::missing_from_name(arguments.missing);
  options.strict = arguments.strict;
  options.deflate_level = arguments.level;
  if (!opened.compiled) {
    options.data_file_name = file.name;
    return opened.schema ? render::check(*opened.schema, file.data, options)
                         : render::check_names(opened.names, file.data, options);
  }
  auto const start = std::chrono::steady_clock::now();
  render::Scratch scratch;
  base::Diagnostics found = file.fill(*opened.compiled, options, scratch, document);
  log_step(
      fmt::format("rendered {} bytes in {:.1f} ms", document.size(), milliseconds_since(start)));
  return found;
}

}  // namespace

void add_fill_options(CLI::App& command, FillArguments& arguments) {
  command.add_option("TEMPLATE", arguments.reference, "Template: id, .docx or folder")
      ->required()
      ->type_name("");
  command.add_option("DATA", arguments.data, "Data: a JSON file")->required()->type_name("");
  command
      .add_option("--missing",
                  arguments.missing,
                  "What a value that is missing prints: an error and no document, nothing, "
                  "dots to fill in by hand, or the tag as it is; when not said, the data's own "
                  "$missing, else an error")
      ->check(CLI::IsMember({"error", "blank", "dots", "keep"}));
  command.add_flag(
      "--strict", arguments.strict, "Data that the template does not know is an error");
  add_profile_option(command, arguments.profile);
  add_convert_legacy(command, arguments.convert_legacy);
}

void require_one_stream(FillArguments const& arguments) {
  if (arguments.reference == "-" && arguments.data == "-") {
    throw UsageError("only one of TEMPLATE and DATA can be standard input",
                     "chỉ một trong hai TEMPLATE và DATA được đọc từ đầu vào chuẩn");
  }
}

std::optional<std::string> fill(Session const& session,
                                FillArguments const& arguments,
                                base::Diagnostics& out) {
  // The data may say which profile it wants, so it is read first.
  base::Diagnostics in_data;
  auto const file = read_data(session, arguments, in_data);
  auto profile = profile_request(arguments.profile);
  if (file && !profile) {
    profile = library::profile_of_data(file->data.root(), file->name);
  }
  auto const start = std::chrono::steady_clock::now();
  OpenedTemplate const opened = compile_template(arguments.reference,
                                                 session,
                                                 profile,
                                                 out,
                                                 arguments.level,
                                                 arguments.update_fields,
                                                 arguments.convert_legacy);
  if (opened.compiled) {
    log_step(fmt::format("compiled {}: {} tags in {:.1f} ms",
                         opened.compiled->file_name(),
                         opened.compiled->tags().size(),
                         milliseconds_since(start)));
  }
  out.add(std::move(in_data));
  std::string document;
  if (file) {
    out.add(fill_in(session, arguments, opened, *file, document));
  }
  return out.has_errors() ? std::nullopt : std::optional{std::move(document)};
}

}  // namespace thethuc::cli
