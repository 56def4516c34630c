// `thethuc templates import`: an exported template, edited in Word, as a folder again.

#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <utility>
#include <vector>

#include <fmt/format.h>

#include "base/input_file.h"
#include "legacy.h"
#include "library/import.h"
#include "log.h"
#include "opc/folder.h"
#include "session.h"
#include "templates.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;

constexpr char const* kFooter = R"(
FILE is a .docx that `templates export` has written and somebody has edited; ID is the name of the
folder that it becomes in the library. Partials that were left alone are partials again, changed ones
become part of the template, with a warning. Styles, page and settings stay the profile's. Metadata
and schema are those of the template that was exported. A document with mistakes makes no folder;
names that the schema does not know are errors, too, but can be added in the folder only, so it is
made.

Example:
  thethuc templates import mau.docx bao-cao-huyen

Exit status: 0 done, 1 the document is at fault, 2 wrong usage, 3 the environment is at fault.)";

struct Arguments {
  std::string file;
  std::string id;
  std::string profile;
  std::string convert_legacy;
  bool own_styles = false;
  bool force = false;
};

void require_id(std::string const& id) {
  bool const is_plain = !id.empty() && id.front() != '_' && id.front() != '.' &&
                        id.find_first_of("/\\ ") == std::string::npos;
  if (!is_plain) {
    throw UsageError(fmt::format("expected an id such as bao-cao-huyen, found \"{}\"", id),
                     fmt::format("cần một mã như bao-cao-huyen, nhưng đây là \"{}\"", id));
  }
}

// What is there already and is no template is not ours to replace.
bool may_write(fs::path const& folder, bool force, base::Diagnostics& out) {
  std::error_code error;
  if (!fs::exists(folder, error) || fs::is_empty(folder, error)) {
    return true;
  }
  bool const is_template = fs::is_regular_file(folder / "template.json", error);
  if (force && is_template) {
    return true;
  }
  out.add(base::diagnose(force ? base::Id::template_not_a_folder : base::Id::folder_not_empty,
                         base::place_in_file(folder.string()),
                         {},
                         {{"found.en", "a folder without template.json"},
                          {"found.vi", "một thư mục không có template.json"}}));
  return false;
}

// The document with its text in Unicode, if that is asked for.
std::optional<std::string> document_of(Session const& session,
                                       Arguments const& arguments,
                                       std::string const& name,
                                       base::Diagnostics& out) {
  opc::Limits const& limits = session.limits.compile.package;
  auto bytes = base::read_file(arguments.file, limits.max_archive_bytes, "archive-bytes", out);
  if (!bytes || arguments.convert_legacy.empty()) {
    return bytes;
  }
  auto package = opc::Package::read(*bytes, name, limits, out);
  if (!package) {
    return std::nullopt;
  }
  library::treat_legacy_text(*package, name, legacy_text(arguments.convert_legacy), limits, out);
  return opc::write_package(*package, 1);
}

// Whether the template is sound, but for names that its schema does not know: the schema is no part
// of the document and can be completed in the folder only.
bool may_be_kept(std::vector<opc::Package::File> const& files,
                 std::string const& name,
                 fs::path const& folder,
                 Session const& session,
                 base::Diagnostics& out) {
  base::Diagnostics found;
  if (auto source =
          library::open_template_files(files, name, folder, found, session.limits.compile)) {
    library::treat_legacy_text(*source, library::LegacyText::tell, found);
    compile_template(std::move(*source), found);
  }
  auto const& entries = found.entries();
  bool const is_sound = std::none_of(entries.begin(), entries.end(), [](auto const& d) {
    return d.severity == base::Severity::error && d.id != base::Id::unknown_field;
  });
  out.add(std::move(found));
  return is_sound;
}

int run(Session const& session, Arguments const& arguments) {
  require_id(arguments.id);
  fs::path const templates = library::templates_folder(session.templates);
  fs::path const folder = templates / arguments.id;
  base::Diagnostics diagnostics;
  std::string const name = base::file_display_name(arguments.file);
  library::ImportOptions options;
  options.id = arguments.id;
  options.profile = profile_request(arguments.profile);
  options.own_styles = arguments.own_styles;
  options.limits = session.limits.compile;
  std::optional<library::ImportedTemplate> imported;
  if (may_write(folder, arguments.force, diagnostics)) {
    if (auto const bytes = document_of(session, arguments, name, diagnostics)) {
      imported = library::import_docx(*bytes, name, templates, options, diagnostics);
    }
  }
  if (imported && may_be_kept(imported->files, name, folder, session, diagnostics)) {
    opc::write_folder(imported->files, folder);
    log_step(fmt::format("imported {} to {}", name, folder.string()));
  }
  session.report(diagnostics);
  return diagnostics.has_errors() ? kInputAtFault : kDone;
}

}  // namespace

void add_templates_import(CLI::App& group, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      group.add_subcommand("import", "Bring an exported template back, edited or not");
  command->add_option("FILE", arguments->file, "The .docx, or -")->required()->type_name("");
  command->add_option("ID", arguments->id, "The template that it becomes")
      ->required()
      ->type_name("");
  command->add_flag(
      "--own-styles", arguments->own_styles, "Keep the document's styles, not the profile's");
  command->add_flag("--force", arguments->force, "Replace a template that is there");
  add_profile_option(*command, arguments->profile);
  add_convert_legacy(*command, arguments->convert_legacy);
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
