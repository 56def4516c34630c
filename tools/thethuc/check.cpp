#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/input_file.h"
#include "base/text.h"
#include "laid_out.h"
#include "library/library.h"
#include "library/locations.h"
#include "rules/check.h"
#include "rules/report.h"
#include "session.h"

namespace thethuc::cli {

namespace {

using base::Language;

constexpr char const* kFooter = R"(
FILE is a .docx, - for one on standard input, or a template's id or folder, whose tags stand for
text. The profile is chosen from the document, or named: nd30-2020, tt01-2011, hd05-vptw, hd36-vptw,
qppl, NAME for NAME.json in the profiles folder, or a .json file of that form. With --pages
LibreOffice lays the document out, and what only pages tell is checked, too: lengths and places of
drawn lines as they show, lines that are broken, a signature cut off from its text; each finding
names its page.

Examples:
  thethuc check cong-van.docx --fix cong-van-da-sua.docx
  thethuc check --pages cong-van.docx

Exit status: 0 no errors, 1 the file is no sound document, 2 wrong usage, 3 the environment is at
fault (with --pages: no LibreOffice), 5 there are errors (warnings and notes do not count).)";

struct Arguments {
  std::string file;
  std::string format = "text";
  std::string profile;
  std::optional<std::filesystem::path> profiles;
  std::optional<std::filesystem::path> fix;
  std::optional<std::filesystem::path> annotate;
  bool pages = false;
  bool explain = false;
  bool hints = false;
};

bool is_built_in(std::string_view name) {
  auto const known = rules::profile_ids();
  return std::find(known.begin(), known.end(), name) != known.end();
}

// Layout profiles by name: a file, a file of the profiles folder, built in.
class Profiles {
 public:
  Profiles(std::optional<std::filesystem::path> const& given, base::Diagnostics& out)
      : folder_(library::find_profiles_folder(given)), out_(out) {}

  // Null, with diagnostics, for a file that is no profile. Throws UsageError when there is none.
  std::shared_ptr<rules::Profile const> named(std::string const& name) {
    if (library::is_path_reference(name) || name.ends_with(".json")) {
      return read(name);
    }
    if (has_file(name)) {
      return of_folder(name);
    }
    if (auto profile = rules::builtin_profile(name)) {
      return profile;
    }
    std::string const all = fmt::format("{}", fmt::join(known(), ", "));
    throw UsageError(fmt::format("there is no profile {}; known are {}", name, all),
                     fmt::format("không có bộ quy định {}; hiện có {}", name, all));
  }

  // Null when the folder has none of this name, or it is no profile.
  std::shared_ptr<rules::Profile const> of_folder(std::string_view name) {
    if (!has_file(name)) {
      return nullptr;
    }
    auto const [found, is_new] = read_.try_emplace(std::string{name});
    if (is_new) {
      found->second = read(file(name));
    }
    return found->second;
  }

 private:
  std::filesystem::path file(std::string_view name) const {
    return *folder_ / (std::string{name} + ".json");
  }
  bool has_file(std::string_view name) const {
    std::error_code error;
    return folder_ && std::filesystem::is_regular_file(file(name), error);
  }

  std::shared_ptr<rules::Profile const> read(std::filesystem::path const& path) {
    auto const json = base::read_file(path, 4u << 20, "", out_);
    return json ? rules::Profile::parse(*json, path.string(), out_) : nullptr;
  }

  std::vector<std::string> known() const {
    std::vector<std::string> names;
    for (std::string_view id : rules::profile_ids()) {
      names.emplace_back(id);
    }
    std::error_code error;
    std::vector<std::string> own;
    for (std::filesystem::directory_iterator at{folder_.value_or(""), error}, end;
         !error && at != end;
         at.increment(error)) {
      if (at->path().extension() == ".json" && !is_built_in(at->path().stem().string())) {
        own.push_back(at->path().stem().string());
      }
    }
    std::sort(own.begin(), own.end());
    names.insert(names.end(), own.begin(), own.end());
    return names;
  }

  std::optional<std::filesystem::path> folder_;
  base::Diagnostics& out_;
  std::map<std::string, std::shared_ptr<rules::Profile const>> read_;
};

// The bytes of the document; of a template, with its partials put in.
std::optional<std::string> read_document(Arguments const& arguments,
                                         Session const& session,
                                         base::Diagnostics& out) {
  std::filesystem::path const path{arguments.file};
  bool const is_docx = arguments.file == "-" ||
                       base::to_lower(path.extension().string()) == ".docx" ||
                       std::filesystem::is_regular_file(path);
  if (is_docx) {
    return base::read_file(
        path, session.limits.compile.package.max_archive_bytes, "archive-bytes", out);
  }
  // A template is laid out as the profile that it is held against, unless that is somebody's own.
  std::optional<library::ProfileRequest> const profile =
      is_built_in(arguments.profile) ? profile_request(arguments.profile) : std::nullopt;
  auto source = open_template(arguments.file, session, profile, out);
  return source ? library::export_docx(std::move(*source), out) : std::nullopt;
}

// What lays documents out, when that was asked for.
class Pages {
 public:
  Pages(Session const& session, Arguments const& arguments) {
    if (arguments.pages) {
      office_.emplace(session, 1);
    }
  }
  // Whose result is null when it was not asked for; or, with errors in `out`, when there is none.
  base::Geometry const* of(std::string const& docx,
                           std::string const& name,
                           base::Diagnostics& out) {
    if (!office_) {
      return nullptr;
    }
    convert::Request request;
    request.geometry = true;
    convert::Result result = office_->converter().convert(docx, name, request);
    bool const is_sound = !result.diagnostics.has_errors();
    out.add(std::move(result.diagnostics));
    geometry_ = std::move(result.geometry);
    return is_sound ? &geometry_ : nullptr;
  }

 private:
  std::optional<Office> office_;
  base::Geometry geometry_;
};

std::string changes_text(rules::Fixed const& fixed, Language language) {
  std::string out;
  bool const vi = language == Language::vi;
  for (rules::Change const& change : fixed.changes) {
    base::Place place = change.place;
    place.file.clear();
    out += fmt::format("{}  {}{}\n",
                       change.rule,
                       base::place_text(place, language),
                       vi ? change.what.vi : change.what.en);
  }
  if (fixed.changes.empty()) {
    out = vi ? "không có gì để sửa\n" : "nothing to mend\n";
  }
  return out;
}

std::string result_text(Arguments const& arguments,
                        rules::Checked const& checked,
                        Language language) {
  if (arguments.format == "json") {
    return rules::findings_json(checked, language, arguments.explain);
  }
  if (arguments.format == "sarif") {
    return rules::findings_sarif({&checked, 1}, language, THETHUC_VERSION);
  }
  std::string const explained =
      arguments.explain ? rules::explained_text(checked, language) + "\n" : std::string{};
  return explained + rules::findings_text(checked, language, arguments.hints);
}

int run(Session const& session, Arguments const& arguments) {
  base::Diagnostics diagnostics;
  Language const language = session.language();
  rules::Options options;
  options.file_name = base::file_display_name(arguments.file);
  options.limits.package = session.limits.compile.package;
  options.limits.max_paragraphs = session.limits.check.max_paragraphs;
  Profiles profiles{arguments.profiles, diagnostics};
  options.find_profile = [&profiles](std::string_view id) { return profiles.of_folder(id); };
  if (!arguments.profile.empty()) {
    options.profile = profiles.named(arguments.profile);
  }
  for (auto const& output : {arguments.fix, arguments.annotate}) {
    if (output) {
      refuse_same_file(*output, arguments.file);
      require_docx(*output);
    }
  }
  if (arguments.fix && arguments.annotate &&
      arguments.fix->lexically_normal() == arguments.annotate->lexically_normal()) {
    throw UsageError(fmt::format("--fix and --annotate both write {}", arguments.fix->string()),
                     fmt::format("--fix và --annotate cùng ghi {}", arguments.fix->string()));
  }
  std::optional<std::string> const docx =
      diagnostics.has_errors() ? std::nullopt : read_document(arguments, session, diagnostics);
  Pages pages{session, arguments};
  if (docx) {
    options.geometry = pages.of(*docx, options.file_name, diagnostics);
  }
  std::optional<rules::Findings> findings =
      docx && !diagnostics.has_errors() ? rules::check(*docx, options, diagnostics) : std::nullopt;
  if (!findings || diagnostics.has_errors()) {
    session.report(diagnostics);
    return kInputAtFault;
  }
  base::Diagnostics again;  // of the same file: what checking has told is told once
  if (arguments.annotate) {
    if (auto const annotated = rules::annotate(*docx, options, language, again)) {
      write_output(*arguments.annotate, *annotated);
    }
  }
  std::string out;
  std::optional<std::vector<rules::Change>> changes;
  if (arguments.fix) {
    if (auto fixed = rules::fix(*docx, options, again)) {
      write_output(*arguments.fix, fixed->docx);
      if (arguments.format == "text") {
        out += changes_text(*fixed, language) + "\n";
      }
      findings = std::move(fixed->left);
      changes = fixed->changes;
      if (arguments.pages && !fixed->changes.empty()) {  // what was mended stands elsewhere now
        options.geometry = pages.of(fixed->docx, options.file_name, again);
        findings = rules::check(fixed->docx, options, again);
      }
    }
  }
  if (!findings) {
    session.report(again);
    return kInputAtFault;
  }
  rules::Checked const checked{options.file_name, std::move(*findings), std::move(changes)};
  if (arguments.fix != "-" && arguments.annotate != "-") {
    write_output("-", out + result_text(arguments, checked, language));
  }
  if (again.has_errors()) {
    session.report(again);
    return kInputAtFault;
  }
  session.report(diagnostics);
  return checked.findings.has_errors() ? kHasFindings : kDone;
}

}  // namespace

void add_check(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      app.add_subcommand("check", "Tell where a document departs from the prescribed layout");
  command->add_option("FILE", arguments->file, "Document: a .docx, -, or a template")
      ->required()
      ->type_name("");
  command->add_option("--format", arguments->format, "What to print")
      ->check(CLI::IsMember({"text", "json", "sarif"}))
      ->capture_default_str();
  command
      ->add_option("--profile", arguments->profile, "Profile (default: chosen from the document)")
      ->type_name("NAME|FILE");
  command
      ->add_option("--profiles",
                   arguments->profiles,
                   "Folder of profiles (default: $THETHUC_PROFILES, ./profiles, the installed one)")
      ->type_name("DIR");
  command
      ->add_option(
          "--fix", arguments->fix, "Write the document with what needs no judgement mended")
      ->type_name("OUT");
  command
      ->add_option(
          "--annotate", arguments->annotate, "Write the document with findings as comments")
      ->type_name("OUT");
  command->add_flag(
      "--pages", arguments->pages, "Check the pages, too, as LibreOffice lays them out");
  command->add_flag("--explain", arguments->explain, "Show what was recognised as what");
  command->add_flag("--hints", arguments->hints, "Show remedy and clause of each finding");
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
