#include "library/library.h"

#include <algorithm>
#include <system_error>
#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/input_file.h"
#include "library/folder_package.h"
#include "library/fragment_styles.h"
#include "library/locations.h"
#include "library/metadata.h"
#include "library/partials.h"
#include "library/profile_base.h"
#include "library/section.h"
#include "library/shared_schema.h"
#include "library/type_name.h"
#include "opc/folder.h"

namespace thethuc::library {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kTemplateJson = "template.json";
constexpr std::string_view kSchemaJson = "schema.json";
constexpr std::string_view kSectionXml = "section.xml";
constexpr std::string_view kPartials = "_partials";
// Whose styles come with the partials of a .docx, when the library has it.
constexpr std::string_view kProfileOfDocx = "nd30-2020";
constexpr std::size_t kMostJsonBytes = 16u << 20;

bool is_folder(fs::path const& path) {
  std::error_code error;
  return fs::is_directory(path, error);
}

bool is_template_folder(fs::path const& path) {
  std::error_code error;
  return fs::is_regular_file(path / kTemplateJson, error);
}

std::vector<std::string> folder_names(fs::path const& folder) {
  std::vector<std::string> names;
  std::error_code error;
  for (fs::directory_iterator it{folder, error}, end; !error && it != end; it.increment(error)) {
    std::string name = it->path().filename().string();
    std::error_code ignored;
    if (name.front() != '.' && it->is_directory(ignored)) {
      names.push_back(std::move(name));
    }
  }
  if (error) {
    throw base::EnvironmentError(
        base::Words{fmt::format("không đọc được {}: {}", folder.string(), error.message()),
                    fmt::format("cannot read {}: {}", folder.string(), error.message())});
  }
  std::sort(names.begin(), names.end());
  return names;
}

std::vector<std::string> template_ids(fs::path const& templates) {
  std::vector<std::string> ids;
  for (std::string& name : folder_names(templates)) {
    if (name.front() != '_' && is_template_folder(templates / name)) {
      ids.push_back(std::move(name));
    }
  }
  return ids;
}

void report_not_found(std::string_view reference,
                      std::string where,
                      std::optional<std::string> nearest,
                      base::Diagnostics& out) {
  base::Diagnostic d = base::diagnose(base::Id::template_not_found,
                                      base::place_in_file(std::string{reference}),
                                      {},
                                      {{"where", std::move(where)}});
  if (nearest) {
    d.args.emplace_back("nearest", std::move(*nearest));
  }
  out.add(std::move(d));
}

std::string absolute_text(fs::path const& path) {
  std::error_code error;
  fs::path const absolute = fs::absolute(path, error);
  return (error ? path : absolute.lexically_normal()).string();
}

// Whether _base has all profiles of the template; a diagnostic for each that it lacks.
bool check_profiles(fs::path const& library,
                    Metadata const& metadata,
                    std::string const& metadata_file,
                    base::Diagnostics& out) {
  fs::path const bases = library / "_base";
  bool good = true;
  for (std::size_t i = 0; i < metadata.profiles.size(); ++i) {
    std::string const& profile = metadata.profiles[i];
    if (is_folder(bases / profile)) {
      continue;
    }
    good = false;
    base::Diagnostic d = base::diagnose(base::Id::template_base_not_found,
                                        base::place_in_file(metadata_file),
                                        {},
                                        {{"profile", profile}, {"where", absolute_text(bases)}});
    d.data_pointer = profile == metadata.profile ? "/profile" : fmt::format("/profiles/{}", i);
    if (auto nearest = base::nearest_name(profile, profile_names(library))) {
      d.args.emplace_back("nearest", *nearest);
    }
    out.add(std::move(d));
  }
  return good;
}

}  // namespace

std::vector<std::string> profile_names(fs::path const& library) {
  fs::path const bases = library / "_base";
  return is_folder(bases) ? folder_names(bases) : std::vector<std::string>{};
}

Base read_base(fs::path const& library,
               std::string const& profile,
               opc::Limits const& limits,
               base::Diagnostics& out) {
  fs::path const path = library / "_base" / profile;
  Base base{{path.string(), opc::read_folder(path)}, std::nullopt};
  auto& files = base.folder.files;
  auto const section = std::find_if(
      files.begin(), files.end(), [](auto const& file) { return file.name == kSectionXml; });
  if (section != files.end()) {
    base.section = Section::read(section->bytes, (path / kSectionXml).string(), limits, out);
    files.erase(section);
  }
  return base;
}

namespace {

bool is_text_of_template(std::string_view part) {
  return part.starts_with("word/") && part.ends_with(".xml");
}

// The folder by a path that ends in its name: "templates/bao-cao/" and "./" name it too.
fs::path with_name(fs::path const& path) {
  fs::path const trimmed = path.has_filename() ? path : path.parent_path();
  fs::path const name = trimmed.filename();
  return name.empty() || name == "." || name == ".." ? fs::canonical(path) : trimmed;
}

// Opens the template of which `own` are the files; its base and partials are in the folder beside
// `folder`, where it lies or will lie.
std::optional<TemplateSource> open_files(SourceFolder own,
                                         fs::path const& folder,
                                         compile::Limits const& limits,
                                         std::optional<ProfileRequest> const& request,
                                         base::Diagnostics& out) {
  fs::path const library = folder.has_parent_path() ? folder.parent_path() : fs::path{"."};
  std::string const display = own.display;
  std::string const metadata_file = (folder / kTemplateJson).string();
  auto const file_of = [&own](std::string_view name) -> opc::Package::File const* {
    for (opc::Package::File const& file : own.files) {
      if (file.name == name) {
        return &file;
      }
    }
    return nullptr;
  };
  opc::Package::File const* const json = file_of(kTemplateJson);
  if (!json) {  // a link, or gone since it was looked for
    base::Place place;
    place.file = metadata_file;
    out.add(base::diagnose(base::Id::file_not_found, place));
    return std::nullopt;
  }
  base::Diagnostics found;
  TemplateSource source;
  source.options.limits = limits;
  std::optional<Metadata> metadata =
      read_metadata(json->bytes, metadata_file, folder.filename().string(), found);
  base::Diagnostics beside;  // errors that let the template be opened all the same
  bool const has_profiles = metadata && check_profiles(library, *metadata, metadata_file, found);
  if (has_profiles) {
    source.profile = chosen_profile(*metadata, display, request, beside);
  }
  if (opc::Package::File const* schema = file_of(kSchemaJson)) {
    BundledSchema bundled = bundle_schema(
        schema->bytes, library, folder.filename().string(), source.profile, limits.schema, beside);
    source.options.schema_json = std::move(bundled.json);
    source.options.schema_origins = std::move(bundled.origins);
    source.options.schema_file_name = (folder / kSchemaJson).string();
  }
  if (!has_profiles) {
    out.add(std::move(found));
    out.add(std::move(beside));
    return std::nullopt;
  }
  source.options.file_name = display;
  Base base = read_base(library, source.profile, limits.package, beside);
  std::vector<opc::Package::File> files =
      lay_over(std::move(base.folder), std::move(own), source.options.limits.package, found);
  bool const has_document =
      std::any_of(files.begin(), files.end(), [](opc::Package::File const& f) {
        return f.name == "word/document.xml";
      });
  if (!has_document) {
    base::Place place;
    place.file = display;
    found.add(base::diagnose(base::Id::template_document_missing, place));
  }
  for (opc::Package::File& file : files) {
    if (is_text_of_template(file.name)) {
      file.bytes = with_type_name(std::move(file.bytes), metadata->name_under(source.profile));
    }
  }
  std::optional<opc::Package> package;
  if (!found.has_errors()) {
    package =
        opc::Package::from_files(std::move(files), display, source.options.limits.package, found);
  }
  if (package && base.section) {
    base.section->fill(*package, limits.package, beside);
  }
  out.add(std::move(found));
  out.add(std::move(beside));
  if (!package) {
    return std::nullopt;
  }
  source.metadata = std::move(*metadata);
  source.package = std::move(*package);
  Partials const partials{
      library / kPartials, (library / kPartials).string(), profile_names(library), source.profile};
  source.partials = name_types(partials.resolver(limits, std::move(base.section)),
                               source.metadata.name_under(source.profile));
  source.options.partial_names = partials.names();
  return source;
}

std::optional<TemplateSource> open_folder(fs::path const& path,
                                          compile::Limits const& limits,
                                          std::optional<ProfileRequest> const& request,
                                          base::Diagnostics& out) {
  fs::path const folder = with_name(path);
  return open_files({folder.string(), opc::read_folder(folder)}, folder, limits, request, out);
}

std::optional<TemplateSource> open_path(std::string_view reference,
                                        std::optional<fs::path> const& templates,
                                        compile::Limits const& limits,
                                        std::optional<ProfileRequest> const& request,
                                        base::Diagnostics& out) {
  fs::path const path{reference};
  if (is_template_folder(path)) {
    return open_folder(path, limits, request, out);
  }
  std::error_code error;
  fs::file_status const status = fs::status(path, error);
  if (!fs::exists(status)) {
    if (error && error != std::errc::no_such_file_or_directory &&
        error != std::errc::not_a_directory) {
      throw base::EnvironmentError(
          base::Words{fmt::format("không đọc được {}: {}", reference, error.message()),
                      fmt::format("cannot read {}: {}", reference, error.message())});
    }
    base::Diagnostic missing =
        base::diagnose(base::Id::file_not_found, base::place_in_file(std::string{reference}));
    if (auto nearest = base::nearest_path(path)) {
      missing.args.emplace_back("nearest", std::move(*nearest));
    }
    out.add(std::move(missing));
    return std::nullopt;
  }
  if (fs::is_directory(status)) {
    base::Place place;
    place.file = reference;
    out.add(base::diagnose(base::Id::template_not_a_folder,
                           place,
                           {},
                           {{"found.en", "a folder without template.json"},
                            {"found.vi", "một thư mục không có template.json"}}));
    return std::nullopt;
  }
  std::optional<std::string> const bytes =
      base::read_file(path, limits.package.max_archive_bytes, "archive-bytes", out);
  return bytes ? open_docx(*bytes, reference, templates, out, limits, request) : std::nullopt;
}

}  // namespace

std::optional<TemplateSource> open_docx(std::string_view archive,
                                        std::string_view file_name,
                                        std::optional<fs::path> const& templates,
                                        base::Diagnostics& out,
                                        compile::Limits const& limits,
                                        std::optional<ProfileRequest> const& profile) {
  if (profile) {
    out.add(profile_of_docx(std::string{file_name}, *profile));
  }
  TemplateSource source;
  source.options.limits = limits;
  source.options.file_name = file_name;
  source.metadata.id = fs::path{file_name}.stem().string();
  std::optional<opc::Package> package =
      opc::Package::read(archive, file_name, source.options.limits.package, out);
  if (!package) {
    return std::nullopt;
  }
  source.package = std::move(*package);
  // A .docx may use the library's partials, yet needs no library.
  if (auto const folder = find_templates_folder(templates)) {
    std::vector<std::string> const profiles = profile_names(*folder);
    Partials const partials{*folder / kPartials, (*folder / kPartials).string(), profiles};
    source.partials = partials.resolver(limits);
    if (!profiles.empty()) {
      bool const has =
          std::find(profiles.begin(), profiles.end(), kProfileOfDocx) != profiles.end();
      source.partials = with_styles(std::move(source.partials),
                                    *folder,
                                    has ? std::string{kProfileOfDocx} : profiles.front(),
                                    limits.package);
    }
    source.options.partial_names = partials.names();
  } else {
    source.partials = Partials{}.resolver(limits);
  }
  return source;
}

std::optional<TemplateSource> open_template(std::string_view reference,
                                            std::optional<fs::path> const& templates,
                                            base::Diagnostics& out,
                                            compile::Limits const& limits,
                                            std::optional<ProfileRequest> const& profile) {
  if (is_path_reference(reference)) {
    return open_path(reference, templates, limits, profile, out);
  }
  fs::path const library = templates_folder(templates);
  std::vector<std::string> const ids = template_ids(library);
  if (std::find(ids.begin(), ids.end(), reference) == ids.end()) {
    report_not_found(reference, absolute_text(library), base::nearest_name(reference, ids), out);
    return std::nullopt;
  }
  return open_folder(library / reference, limits, profile, out);
}

std::optional<TemplateSource> open_template_files(std::vector<opc::Package::File> files,
                                                  std::string const& file_name,
                                                  fs::path const& folder,
                                                  base::Diagnostics& out,
                                                  compile::Limits const& limits) {
  return open_files({file_name, std::move(files)}, folder, limits, std::nullopt, out);
}

std::vector<Metadata> list_templates(fs::path const& templates, base::Diagnostics& out) {
  std::vector<Metadata> list;
  for (std::string const& id : template_ids(templates)) {
    fs::path const file = templates / id / kTemplateJson;
    if (std::optional<std::string> const json = base::read_file(file, kMostJsonBytes, "", out)) {
      if (std::optional<Metadata> metadata = read_metadata(*json, file.string(), id, out)) {
        list.push_back(std::move(*metadata));
      }
    }
  }
  return list;
}

}  // namespace thethuc::library
