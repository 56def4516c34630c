#include <chrono>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>

#include "base/input_file.h"
#include "compile/template.h"
#include "data/value.h"
#include "laid_out.h"
#include "legacy.h"
#include "log.h"
#include "media/picture_folder.h"
#include "opc/deflate.h"
#include "render/render.h"
#include "session.h"

namespace thethuc::cli {

namespace {

constexpr char const* kFooter = R"(
TEMPLATE is a template's id, a .docx, a template folder, or - for a .docx on standard input.
DATA is a JSON file, or - for standard input. OUT is a .docx, or - for standard output; it appears
whole or not at all, unless it is no regular file. An OUT that ends in .pdf or .png (OUT-1.png and
so on, a file a page) is laid out by LibreOffice.

Example:
  thethuc render bao-cao samples/bao-cao/son-phu-quy-3-2021.json -o bao-cao.docx

Exit status: 0 done, 1 the template or the data is at fault, 2 wrong usage, 3 the environment is
at fault (disk, memory, no LibreOffice).)";

struct Arguments {
  std::string reference;
  std::string data;
  std::string output;
  std::string missing;  // "": as the data says
  std::string profile;  // the same
  std::string convert_legacy;
  bool strict = false;
  bool update_fields = false;
  LayoutArguments layout;
  int level = opc::kDefaultDeflateLevel;
};

double milliseconds_since(std::chrono::steady_clock::time_point start) {
  return std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - start)
      .count();
}

// False when the data cannot be read, which `out` tells.
bool read_data(Session const& session,
               Arguments const& arguments,
               data::Document& data,
               base::Diagnostics& out) {
  data::Limits const& limits = session.limits.data;
  auto const json = base::read_file(arguments.data, limits.max_bytes, "data-bytes", out);
  if (!json) {
    return false;
  }
  std::string const name = base::file_display_name(arguments.data);
  log_detail(fmt::format("read {}: {} bytes", name, json->size()));
  return data.parse(*json, name, limits, out);
}

// Fills the template in; one that could not be compiled keeps nothing back that its schema says of
// the data.
base::Diagnostics fill(Session const& session,
                       Arguments const& arguments,
                       OpenedTemplate const& opened,
                       data::Document const& data,
                       std::string& document) {
  render::Options options;
  session.limits.apply(options);
  options.missing = render::missing_from_name(arguments.missing);
  options.strict = arguments.strict;
  options.data_file_name = base::file_display_name(arguments.data);
  options.deflate_level = arguments.level;
  if (!opened.compiled) {
    return opened.schema ? render::check(*opened.schema, data, options)
                         : render::check_names(opened.names, data, options);
  }
  std::optional<media::PictureFolder> pictures;
  if (arguments.data != "-") {
    auto const folder = std::filesystem::path{arguments.data}.parent_path();
    options.picture_folder = &pictures.emplace(folder.empty() ? "." : folder);
  }
  auto const start = std::chrono::steady_clock::now();
  render::Scratch scratch;
  base::Diagnostics found = render::render(*opened.compiled, data, options, scratch, document);
  log_step(
      fmt::format("rendered {} bytes in {:.1f} ms", document.size(), milliseconds_since(start)));
  return found;
}

int run(Session const& session, Arguments const& arguments) {
  if (arguments.reference == "-" && arguments.data == "-") {
    throw UsageError("only one of TEMPLATE and DATA can be standard input",
                     "chỉ một trong hai TEMPLATE và DATA được đọc từ đầu vào chuẩn");
  }
  require_extension(arguments.output, {".docx", ".pdf", ".png"});
  auto const format = format_of(arguments.output);
  refuse_same_file(arguments.output, arguments.reference);
  refuse_same_file(arguments.output, arguments.data);

  // LibreOffice starts while the document is being filled.
  std::optional<Office> office;
  convert::Request request;
  if (format) {
    request = arguments.layout.request(*format);
    office.emplace(session, 1);
  }

  // The data may say which profile it wants, so it is read first; mistakes of the template and of
  // the data are told together, those of the template first.
  data::Document data;
  base::Diagnostics in_data;
  bool const has_data = read_data(session, arguments, data, in_data);
  if (has_data) {
    treat_legacy_data(
        data, base::file_display_name(arguments.data), arguments.convert_legacy, in_data);
  }
  auto profile = profile_request(arguments.profile);
  if (has_data && !profile) {
    profile = library::profile_of_data(data.root(), base::file_display_name(arguments.data));
  }
  base::Diagnostics diagnostics;
  auto const start = std::chrono::steady_clock::now();
  OpenedTemplate const opened = compile_template(arguments.reference,
                                                 session,
                                                 profile,
                                                 diagnostics,
                                                 arguments.level,
                                                 arguments.update_fields,
                                                 arguments.convert_legacy);
  if (opened.compiled) {
    log_step(fmt::format("compiled {}: {} tags in {:.1f} ms",
                         opened.compiled->file_name(),
                         opened.compiled->tags().size(),
                         milliseconds_since(start)));
  }
  diagnostics.add(std::move(in_data));
  std::string document;
  if (has_data) {
    diagnostics.add(fill(session, arguments, opened, data, document));
  }
  if (diagnostics.has_errors()) {
    session.report(diagnostics);
    return kInputAtFault;
  }
  if (!office) {
    write_output(arguments.output, document);
    log_step(fmt::format("wrote {}", arguments.output));
  } else {
    convert::Result result = office->converter().convert(document, arguments.output, request);
    diagnostics.add(std::move(result.diagnostics));
    if (diagnostics.has_errors()) {
      session.report(diagnostics);
      return kInputAtFault;
    }
    for (std::string const& name :
         write_laid_out(arguments.output, *format, result, is_one_page(request))) {
      log_step(fmt::format("wrote {}", name));
    }
  }
  session.report(diagnostics);
  return kDone;
}

}  // namespace

void add_render(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand("render", "Fill a template with data");
  command->add_option("TEMPLATE", arguments->reference, "Template: id, .docx or folder")
      ->required()
      ->type_name("");
  command->add_option("DATA", arguments->data, "Data: a JSON file")->required()->type_name("");
  command->add_option("-o,--output", arguments->output, "The document to write")
      ->required()
      ->type_name("OUT");
  command
      ->add_option("--missing",
                   arguments->missing,
                   "What a value that is missing prints: an error and no document, nothing, "
                   "dots to fill in by hand, or the tag as it is; when not said, the data's own "
                   "$missing, else an error")
      ->check(CLI::IsMember({"error", "blank", "dots", "keep"}));
  command->add_flag(
      "--strict", arguments->strict, "Data that the template does not know is an error");
  add_profile_option(*command, arguments->profile);
  command->add_flag(
      "--update-fields",
      arguments->update_fields,
      "Word works out tables of contents, numbers of pages and other fields anew when "
      "it opens the document; it asks the reader first");
  add_convert_legacy(*command, arguments->convert_legacy);
  command->add_option("--level", arguments->level, "Deflate level: 1 fast, 12 small")
      ->check(CLI::Range(1, 12))
      ->type_name("N")
      ->capture_default_str();
  add_layout_options(*command, arguments->layout);
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
