#include "library/import.h"

#include <algorithm>
#include <cstring>
#include <map>
#include <memory>
#include <set>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/text.h"
#include "compile/partial_marks.h"
#include "data/json_text.h"
#include "library/import_partials.h"
#include "library/import_parts.h"
#include "library/lost_marks.h"
#include "library/metadata.h"
#include "library/partials.h"
#include "library/profile_base.h"
#include "library/type_name.h"
#include "opc/folder.h"
#include "opc/xml.h"
#include "wml/names.h"

namespace thethuc::library {

namespace {

namespace fs = std::filesystem;
using File = opc::Package::File;

constexpr char kMainPart[] = "/word/document.xml";  // of a template's package

// What the document says of the template that it was exported from.
struct Marks {
  std::optional<compile::PlaceMark> template_id;
  std::optional<compile::PlaceMark> profile;
};

Marks marks_of(opc::Package const& package, opc::Limits const& limits) {
  Marks marks;
  base::Diagnostics ignored;
  auto const tree = opc::parse_xml(
      package.find(package.main_part())->bytes, "", package.main_part(), limits, ignored);
  if (tree) {
    tree->find_node([&](pugi::xml_node node) {
      if (wml::is(node, wml::w::bookmarkStart)) {
        auto mark = compile::place_mark(node.attribute("w:name").value());
        if (mark && mark->kind == compile::PlaceMark::Kind::template_id) {
          marks.template_id = std::move(mark);
        } else if (mark && mark->kind == compile::PlaceMark::Kind::profile) {
          marks.profile = std::move(mark);
        }
      }
      return false;
    });
  }
  return marks;
}

std::string name_of(std::optional<compile::PlaceMark> const& mark,
                    std::vector<std::string> const& names) {
  for (std::string const& name : names) {
    if (mark && compile::is_name_of_mark(name, *mark)) {
      return name;
    }
  }
  return "";
}

// The template that the document was exported from, as far as the library has it.
struct Original {
  std::optional<Metadata> metadata;
  std::vector<File> files;

  File const* find(std::string_view name) const {
    auto const found =
        std::find_if(files.begin(), files.end(), [&](File const& f) { return f.name == name; });
    return found == files.end() ? nullptr : &*found;
  }
  // Of a part, by its name in a package; nullptr when it is the profile's or there is none.
  std::string const* xml_of(std::string_view part) const {
    File const* const file = find(part == kMainPart ? "document.xml" : part.substr(1));
    return file ? &file->bytes : nullptr;
  }
};

Original original_of(fs::path const& library, std::string const& id) {
  Original original;
  if (id.empty()) {
    return original;
  }
  original.files = opc::read_folder(library / id);
  if (File const* const json = original.find("template.json")) {
    base::Diagnostics ignored;
    original.metadata = read_metadata(json->bytes, "", id, ignored);
  }
  return original;
}

// The template as it is exported under the profile.
std::optional<opc::Package> exported_again(std::string const& id,
                                           fs::path const& library,
                                           std::string const& profile,
                                           compile::Limits const& limits) {
  base::Diagnostics ignored;
  auto source = open_template(id, library, ignored, limits, profile_option(profile));
  if (!source) {
    return std::nullopt;
  }
  source->options.marks = compile::ExportMarks{id, profile};
  return compile::splice_partials(
      std::move(source->package), source->partials, source->options, ignored);
}

std::vector<std::string> template_names(fs::path const& library) {
  base::Diagnostics ignored;
  std::vector<std::string> names;
  for (Metadata const& metadata : list_templates(library, ignored)) {
    names.push_back(metadata.id);
  }
  return names;
}

std::string json_of(Metadata const& metadata) {
  auto const list = [](std::vector<std::string> const& texts) {
    std::string out = "[";
    for (std::string const& text : texts) {
      out += (out.size() > 1 ? "," : "") + data::json_string(text);
    }
    return out + "]";
  };
  std::string json = "{";
  auto const member = [&json](char const* key, std::string const& value) {
    json += fmt::format("{}\"{}\":{}", json.size() > 1 ? "," : "", key, value);
  };
  auto const text = [&](char const* key, std::string const& value) {
    if (!value.empty()) {
      member(key, data::json_string(value));
    }
  };
  text("id", metadata.id);
  text("name", metadata.name);
  text("abbreviation", metadata.abbreviation);
  text("group", metadata.group);
  text("profile", metadata.profile);
  if (metadata.profiles.size() > 1) {
    member("profiles", list(metadata.profiles));
  }
  text("description", metadata.description);
  if (!metadata.samples.empty()) {
    member("samples", list(metadata.samples));
  }
  if (!metadata.names.empty()) {
    std::string names;
    for (auto const& [profile, name] : metadata.names) {
      names += fmt::format(
          "{}{}:{}", names.empty() ? "" : ",", data::json_string(profile), data::json_string(name));
    }
    member("names", "{" + names + "}");
  }
  return data::pretty_json(json + "}") + "\n";
}

// A schema of the tags.
std::string schema_of(opc::Package const& package,
                      compile::PartialResolver const& partials,
                      compile::Options const& options,
                      std::string const& title) {
  compile::Result const result = compile::compile(package, partials, options);
  return result.compiled ? compile::infer_schema(result.compiled->fields(), title) : std::string{};
}

bool is_about_the_template(std::string_view name) {
  return name.ends_with(".md");
}

}  // namespace

std::optional<ImportedTemplate> import_docx(std::string_view archive,
                                            std::string const& file_name,
                                            fs::path const& templates,
                                            ImportOptions const& options,
                                            base::Diagnostics& out) {
  opc::Limits const& limits = options.limits.package;
  std::optional<opc::Package> package = opc::Package::read(archive, file_name, limits, out);
  if (!package) {
    return std::nullopt;
  }
  Marks const marks = marks_of(*package, limits);
  std::vector<std::string> const profiles = profile_names(templates);
  Original const original =
      original_of(templates, name_of(marks.template_id, template_names(templates)));

  ImportedTemplate imported;
  imported.metadata = original.metadata.value_or(Metadata{});
  Metadata& metadata = imported.metadata;
  metadata.profile = options.profile ? options.profile->name : name_of(marks.profile, profiles);
  if (std::find(profiles.begin(), profiles.end(), metadata.profile) == profiles.end()) {
    base::Diagnostic d = base::diagnose(base::Id::import_profile_unknown,
                                        base::place_in_file(file_name),
                                        {},
                                        {{"known", fmt::format("{}", fmt::join(profiles, "|"))}});
    out.add(std::move(d));
    return std::nullopt;
  }
  auto& supported = metadata.profiles;
  if (std::find(supported.begin(), supported.end(), metadata.profile) == supported.end()) {
    supported = {metadata.profile};
    metadata.names.clear();
  }
  // It was exported under one of its profiles; which is its own it knows itself.
  std::string const profile = metadata.profile;
  if (original.metadata && supported.size() > 1) {
    metadata.profile = original.metadata->profile;
  }
  if (metadata.id != options.id) {
    metadata.id = options.id;
    metadata.samples.clear();
  }
  if (metadata.name.empty()) {
    metadata.name = options.id;
  }

  Base base = read_base(templates, profile, limits, out);
  std::string const folder = (templates / "_partials").string();
  Partials const partials{templates / "_partials", folder, profiles, profile};
  compile::PartialResolver const resolver =
      name_types(partials.resolver(options.limits, base.section), metadata.name_under(profile));
  compile::Options compiling;
  compiling.file_name = file_name;
  compiling.limits = options.limits;
  compiling.partial_names = partials.names();

  PartsImport parts{std::move(base), *package, profile, file_name, limits, out};
  parts.adopt_styles(options.own_styles);
  bool const is_of_libreoffice = parts.is_of_libreoffice();
  if (is_of_libreoffice) {
    parts.part_section_ends();
  }
  if (is_of_libreoffice && original.metadata) {
    if (auto const exported =
            exported_again(original.metadata->id, templates, profile, options.limits)) {
      put_back_lost_marks(*package, *exported, Closeness::loose, limits);
    }
  }
  restore_partials(
      *package,
      resolver,
      compiling,
      is_of_libreoffice ? Closeness::loose : Closeness::exact,
      [&](std::string const& part) { return original.xml_of(part); },
      out);
  File const* const schema = original.find("schema.json");
  std::string schema_json =
      schema ? schema->bytes : schema_of(*package, resolver, compiling, metadata.name);
  imported.files = parts.files(original.find("docProps/core.xml"));
  // As people wrote it, where it says the same.
  bool const is_the_same = original.metadata && json_of(metadata) == json_of(*original.metadata);
  imported.files.push_back(
      {"template.json", is_the_same ? original.find("template.json")->bytes : json_of(metadata)});
  if (!schema_json.empty()) {
    imported.files.push_back({"schema.json", std::move(schema_json)});
  }
  if (original.metadata && original.metadata->id == options.id) {
    for (File const& file : original.files) {
      if (is_about_the_template(file.name)) {
        imported.files.push_back(file);
      }
    }
  }
  return out.has_errors() ? std::nullopt : std::optional{std::move(imported)};
}

}  // namespace thethuc::library
