#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compile/inspection.h"
#include "compile/template.h"
#include "fields.h"
#include "session.h"

namespace thethuc::cli {

namespace {

using base::Language;

constexpr char const* kFooter = R"(
Formats: text (tags with their places, the tree of fields), json (all of it), schema (a JSON Schema
2020-12), sample (data to fill in). Schema and sample are the template's own where it has a schema;
--from-tags makes them of its tags, as for a template without.

Example:
  thethuc inspect bao-cao --format=sample > so-lieu.json

Exit status: 0 done, 1 the template is at fault, 2 wrong usage, 3 the environment is at fault.)";

struct Arguments {
  std::string reference;
  std::string format = "text";
  bool from_tags = false;
  std::string profile;
};

// It matches composed names in the data all the same; who searches the template for them should
// know.
std::string_view decomposed_note(Language language) {
  return language == Language::vi ? "  (Unicode tổ hợp)" : "  (decomposed Unicode)";
}

// "{{ten}}" after "table 1, row 2, cell 1: ", under one heading per part.
std::string tags_text(compile::CompiledTemplate const& compiled, Language language) {
  std::string out;
  std::string heading;
  for (compile::Tag const& tag : compiled.tags()) {
    if (tag.is_copy) {
      continue;
    }
    base::Place within = tag.place;
    within.file.clear();
    within.part.clear();
    within.partial.clear();
    std::string const from = tag.place.partial.empty()
                                 ? tag.place.part
                                 : fmt::format("{} ← {}", tag.place.part, tag.place.partial);
    if (from != heading) {
      heading = from;
      out += fmt::format("{}\n", heading);
    }
    out += fmt::format("  {}{}{}\n",
                       base::place_text(within, language),
                       tag.text,
                       tag.is_decomposed ? decomposed_note(language) : "");
  }
  return out;
}

int run(Session const& session, Arguments const& arguments) {
  base::Diagnostics diagnostics;
  auto const [metadata, profile, compiled, schema, names] = compile_template(
      arguments.reference, session, profile_request(arguments.profile), diagnostics);
  std::string const& title = metadata.name.empty() ? metadata.id : metadata.name;
  if (!compiled || diagnostics.has_errors()) {
    session.report(diagnostics);
    return kInputAtFault;
  }
  std::string out;
  if (arguments.format == "schema") {
    out = compile::guide_of(*compiled, title, arguments.from_tags).schema;
  } else if (arguments.format == "sample") {
    out = compile::guide_of(*compiled, title, arguments.from_tags).sample;
  } else if (arguments.format == "json") {
    out = compile::inspection_json(*compiled,
                                   compile::guide_of(*compiled, title, arguments.from_tags));
  } else {
    Language const language = session.language();
    out = fmt::format("{}\n\n{}\n{}\n{}",
                      compiled->file_name(),
                      tags_text(*compiled, language),
                      language == Language::vi ? "Các trường dữ liệu" : "Fields",
                      fields_text(compiled->fields(), language, 1));
  }
  if (!out.empty() && out.back() != '\n') {
    out += '\n';
  }
  write_output("-", out);
  session.report(diagnostics);
  return kDone;
}

}  // namespace

void add_inspect(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand(
      "inspect", "Show a template's tags and fields, its schema or a data skeleton");
  command->add_option("TEMPLATE", arguments->reference, "Template: id, .docx, folder, or -")
      ->required()
      ->type_name("");
  command->add_option("--format", arguments->format, "What to print")
      ->check(CLI::IsMember({"text", "json", "schema", "sample"}))
      ->capture_default_str();
  command->add_flag(
      "--from-tags", arguments->from_tags, "Make schema and sample of the tags, not of the schema");
  add_profile_option(*command, arguments->profile);
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
