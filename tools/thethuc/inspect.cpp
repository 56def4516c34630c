#include <memory>
#include <string>
#include <string_view>

#include <fmt/format.h>

#include "compile/template.h"
#include "fields.h"
#include "json_writer.h"
#include "session.h"

namespace thethuc::cli {

namespace {

using base::Language;
using compile::TagKind;

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

std::string_view kind_name(TagKind kind) {
  switch (kind) {
    case TagKind::variable:
      return "variable";
    case TagKind::rich_variable:
      return "rich_variable";
    case TagKind::section:
      return "section";
    case TagKind::inverted_section:
      return "inverted_section";
    case TagKind::closing:
      return "closing";
    case TagKind::comment:
      return "comment";
    case TagKind::partial:
      return "partial";
    case TagKind::delimiters:
      return "delimiters";
  }
  return "";
}

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

void write_place(JsonWriter& json, base::Place const& place) {
  json.begin_object();
  auto const text = [&json](char const* key, std::string const& value) {
    if (!value.empty()) {
      json.key(key).text(value);
    }
  };
  auto const number = [&json](char const* key, int value) {
    if (value > 0) {
      json.key(key).number(static_cast<std::size_t>(value));
    }
  };
  text("part", place.part);
  text("partial", place.partial);
  number("text_box", place.text_box);
  number("table", place.table);
  number("row", place.row);
  number("cell", place.cell);
  number("paragraph", place.paragraph);
  text("text", place.text);
  json.end_object();
}

struct Answers {
  bool from_schema = false;  // the template's own, else made of its tags
  std::string schema;
  std::string sample;
};

Answers answers(compile::CompiledTemplate const& compiled,
                std::string const& title,
                bool from_tags) {
  if (!from_tags && !compiled.schema_json().empty()) {
    return {true, compiled.schema_json(), compile::own_sample(compiled)};
  }
  return {false,
          compile::infer_schema(compiled.fields(), title),
          compile::sample_skeleton(compiled.fields())};
}

std::string everything(compile::CompiledTemplate const& compiled, Answers const& answers) {
  JsonWriter json;
  json.begin_object();
  json.key("template").text(compiled.file_name());
  json.key("tags").begin_list();
  for (compile::Tag const& tag : compiled.tags()) {
    if (tag.is_copy) {
      continue;
    }
    json.begin_object();
    json.key("kind").text(kind_name(tag.kind));
    json.key("text").text(tag.text);
    json.key("name").text(tag.name);
    if (!tag.filters.empty()) {
      json.key("filters").text(tag.filters);
    }
    if (tag.is_decomposed) {
      json.key("decomposed").boolean(true);
    }
    json.key("place");
    write_place(json, tag.place);
    json.end_object();
  }
  json.end_list();
  json.key("fields");
  write_fields(json, compiled.fields());
  json.key("made_of").text(answers.from_schema ? "schema" : "tags");
  json.key("schema").raw(answers.schema);
  json.key("sample").raw(answers.sample);
  json.end_object();
  return json.take();
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
    out = answers(*compiled, title, arguments.from_tags).schema;
  } else if (arguments.format == "sample") {
    out = answers(*compiled, title, arguments.from_tags).sample;
  } else if (arguments.format == "json") {
    out = everything(*compiled, answers(*compiled, title, arguments.from_tags));
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
