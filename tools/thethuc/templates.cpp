#include <algorithm>
#include <array>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "compile/inspection.h"
#include "compile/template.h"
#include "data/json_writer.h"
#include "fields.h"
#include "legacy.h"
#include "library/library.h"
#include "library/metadata.h"
#include "log.h"
#include "opc/deflate.h"
#include "session.h"
#include "templates.h"

namespace thethuc::cli {

namespace {

using base::Language;

constexpr char const* kListFooter = R"(
Formats: text (a table), json, ids (an id a line).

Example:
  thethuc templates list

Exit status: 0 done, 1 a template.json is at fault, 2 wrong usage, 3 the environment is at fault.)";

constexpr char const* kShowFooter = R"(
Example:
  thethuc templates show bao-cao

Exit status: 0 done, 1 the template is at fault, 2 wrong usage, 3 the environment is at fault.)";

constexpr char const* kExportFooter = R"(
OUT is a .docx with the template's partials in their places, to be edited in Word; - is standard
output. It renders as the template's folder does, and `templates import` brings it back. The schema
stays in the library: of data for OUT only what its tags cannot print is told. ID may be a .docx, too: with --convert-legacy it is written in Unicode.

Example:
  thethuc templates export bao-cao bao-cao-mau.docx

Exit status: 0 done, 1 the template is at fault, 2 wrong usage, 3 the environment is at fault.)";

struct Arguments {
  std::string id;
  std::string output;
  std::string format = "text";
  std::string profile;
  std::string convert_legacy;
  int level = opc::kDefaultDeflateLevel;
};

// A table whose columns are as wide as their widest text; a Vietnamese letter in NFC is one column
// wide.
std::string table(std::vector<std::array<std::string, 4>> const& rows) {
  std::array<std::size_t, 4> widths{};
  for (auto const& row : rows) {
    for (std::size_t i = 0; i < row.size(); ++i) {
      widths[i] = std::max(widths[i], base::code_point_count(row[i]));
    }
  }
  std::string out;
  for (auto const& row : rows) {
    std::string line;
    for (std::size_t i = 0; i < row.size(); ++i) {
      line += row[i];
      line.append(widths[i] + 2 - base::code_point_count(row[i]), ' ');
    }
    line.erase(line.find_last_not_of(' ') + 1);
    out += line + "\n";
  }
  return out;
}

std::string profiles_text(library::Metadata const& metadata) {
  return fmt::format("{}", fmt::join(metadata.profiles, ", "));
}

int run_list(Session const& session, Arguments const& arguments) {
  base::Diagnostics diagnostics;
  std::vector<library::Metadata> const list =
      library::list_templates(library::templates_folder(session.templates), diagnostics);
  std::string out;
  if (arguments.format == "json") {
    data::JsonWriter json;
    json.begin_object().key("templates").begin_list();
    for (library::Metadata const& metadata : list) {
      json.begin_object();
      library::write_metadata(json, metadata);
      json.end_object();
    }
    json.end_list().end_object();
    out = json.take() + "\n";
  } else if (arguments.format == "ids") {
    for (library::Metadata const& metadata : list) {
      out += metadata.id + "\n";
    }
  } else {
    bool const vi = session.language() == Language::vi;
    std::vector<std::array<std::string, 4>> rows;
    rows.push_back(vi ? std::array<std::string, 4>{"MÃ", "TÊN", "VIẾT TẮT", "BỘ KHUNG"}
                      : std::array<std::string, 4>{"ID", "NAME", "ABBREVIATION", "PROFILES"});
    for (library::Metadata const& metadata : list) {
      rows.push_back({metadata.id, metadata.name, metadata.abbreviation, profiles_text(metadata)});
    }
    out = table(rows);
  }
  write_output("-", out);
  session.report(diagnostics);
  return diagnostics.has_errors() ? kInputAtFault : kDone;
}

std::string show_text(library::Metadata const& metadata,
                      std::vector<compile::Field> const& fields,
                      Language language) {
  bool const vi = language == Language::vi;
  std::string out;
  auto const line = [&out](char const* label, std::string const& value) {
    if (!value.empty()) {
      out += fmt::format("{}: {}\n", label, value);
    }
  };
  line(vi ? "mã" : "id", metadata.id);
  line(vi ? "tên" : "name", metadata.name);
  line(vi ? "viết tắt" : "abbreviation", metadata.abbreviation);
  line(vi ? "bộ khung" : "profiles", profiles_text(metadata));
  line(vi ? "mô tả" : "description", metadata.description);
  if (!metadata.samples.empty()) {
    out += vi ? "dữ liệu mẫu:\n" : "samples:\n";
    for (std::string const& sample : metadata.samples) {
      out += fmt::format("  {}\n", sample);
    }
  }
  out += vi ? "các trường dữ liệu:\n" : "fields:\n";
  return out + fields_text(fields, language, 1);
}

int run_show(Session const& session, Arguments const& arguments) {
  base::Diagnostics diagnostics;
  auto const [metadata, profile, compiled, schema, names] =
      compile_template(arguments.id, session, profile_request(arguments.profile), diagnostics);
  if (!compiled || diagnostics.has_errors()) {
    session.report(diagnostics);
    return kInputAtFault;
  }
  std::string out;
  if (arguments.format == "json") {
    data::JsonWriter json;
    json.begin_object();
    library::write_metadata(json, metadata);
    json.key("fields");
    compile::write_fields(json, compiled->fields());
    if (!compiled->schema_json().empty()) {
      json.key("schema").raw(compiled->schema_json());
    }
    json.end_object();
    out = json.take() + "\n";
  } else {
    out = show_text(metadata, compiled->fields(), session.language());
  }
  write_output("-", out);
  session.report(diagnostics);
  return kDone;
}

int run_export(Session const& session, Arguments const& arguments) {
  require_docx(arguments.output);
  refuse_same_file(arguments.output, arguments.id);
  base::Diagnostics diagnostics;
  std::optional<std::string> document;
  if (auto source = library::open_template(arguments.id,
                                           session.templates,
                                           diagnostics,
                                           session.limits.compile,
                                           profile_request(arguments.profile))) {
    source->options.deflate_level = arguments.level;
    library::treat_legacy_text(*source, legacy_text(arguments.convert_legacy), diagnostics);
    document = library::export_docx(std::move(*source), diagnostics);
  }
  if (!document || diagnostics.has_errors()) {
    session.report(diagnostics);
    return kInputAtFault;
  }
  write_output(arguments.output, *document);
  log_step(fmt::format("exported {} to {}", arguments.id, arguments.output));
  session.report(diagnostics);
  return kDone;
}

// One of the group's subcommands: --help, the common options, and what it does.
CLI::App* add(CLI::App& group,
              char const* name,
              char const* description,
              char const* footer,
              Session& session,
              std::shared_ptr<Arguments> const& arguments,
              int (*run)(Session const&, Arguments const&)) {
  CLI::App* const command = group.add_subcommand(name, description);
  command->footer(footer);
  add_common_options(*command, session);
  command->callback([&session, arguments, run] {
    session.command = [&session, arguments, run] { return run(session, *arguments); };
  });
  return command;
}

void add_format(CLI::App& command, Arguments& arguments, std::vector<std::string> formats) {
  command.add_option("--format", arguments.format, "Form of the result")
      ->check(CLI::IsMember(std::move(formats)))
      ->capture_default_str();
}

}  // namespace

void add_templates(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const group = app.add_subcommand("templates", "The template library");
  group->require_subcommand(1);
  group->footer(
      "\nExample:\n  thethuc templates list\n\n`thethuc templates SUBCOMMAND --help` tells more.");
  add_common_options(*group, session);

  CLI::App* const list =
      add(*group, "list", "List the templates", kListFooter, session, arguments, run_list);
  add_format(*list, *arguments, {"text", "json", "ids"});

  CLI::App* const show = add(*group,
                             "show",
                             "Show a template's description, samples and fields",
                             kShowFooter,
                             session,
                             arguments,
                             run_show);
  show->add_option("ID", arguments->id, "The template")->required()->type_name("");
  add_format(*show, *arguments, {"text", "json"});
  add_profile_option(*show, arguments->profile);

  CLI::App* const export_command = add(*group,
                                       "export",
                                       "Write a template as a plain .docx",
                                       kExportFooter,
                                       session,
                                       arguments,
                                       run_export);
  export_command->add_option("ID", arguments->id, "The template")->required()->type_name("");
  export_command->add_option("OUT", arguments->output, "The .docx to write")
      ->required()
      ->type_name("");
  export_command->add_option("--level", arguments->level, "Deflate level: 1 fast, 12 small")
      ->check(CLI::Range(1, 12))
      ->type_name("N")
      ->capture_default_str();
  add_profile_option(*export_command, arguments->profile);
  add_convert_legacy(*export_command, arguments->convert_legacy);

  add_templates_new(*group, session);
  add_templates_import(*group, session);
}

}  // namespace thethuc::cli
