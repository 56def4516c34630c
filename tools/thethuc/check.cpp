#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/input_file.h"
#include "base/text.h"
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
qppl, or a .json file of that form.

Example:
  thethuc check cong-van.docx --fix cong-van-da-sua.docx

Exit status: 0 no errors, 1 the file is no sound document, 2 wrong usage, 3 the environment is at
fault, 5 there are errors (warnings and notes do not count).)";

struct Arguments {
  std::string file;
  std::string format = "text";
  std::string profile;
  std::optional<std::filesystem::path> fix;
  std::optional<std::filesystem::path> annotate;
  bool explain = false;
  bool hints = false;
};

bool is_profile_file(std::string const& name) {
  return library::is_path_reference(name) || name.ends_with(".json");
}

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
  // A template is laid out as the profile that it is held against, when it has that.
  std::optional<library::ProfileRequest> const profile =
      is_profile_file(arguments.profile) ? std::nullopt : profile_request(arguments.profile);
  auto source = open_template(arguments.file, session, profile, out);
  return source ? library::export_docx(std::move(*source), out) : std::nullopt;
}

std::shared_ptr<rules::Profile const> find_profile(std::string const& name,
                                                   base::Diagnostics& out) {
  if (is_profile_file(name)) {
    auto const json = base::read_file(name, 4u << 20, "", out);
    return json ? rules::Profile::parse(*json, name, out) : nullptr;
  }
  auto profile = rules::builtin_profile(name);
  if (!profile) {
    std::string const known = fmt::format("{}", fmt::join(rules::profile_ids(), ", "));
    throw UsageError(fmt::format("there is no profile {}; known are {}", name, known),
                     fmt::format("không có bộ quy định {}; hiện có {}", name, known));
  }
  return profile;
}

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
  if (!arguments.profile.empty()) {
    options.profile = find_profile(arguments.profile, diagnostics);
  }
  for (auto const& output : {arguments.fix, arguments.annotate}) {
    if (output) {
      refuse_same_file(*output, arguments.file);
      require_docx(*output);
    }
  }
  std::optional<std::string> const docx =
      diagnostics.has_errors() ? std::nullopt : read_document(arguments, session, diagnostics);
  std::optional<rules::Findings> findings =
      docx ? rules::check(*docx, options, diagnostics) : std::nullopt;
  if (!findings) {
    session.report(diagnostics);
    return kInputAtFault;
  }
  if (arguments.annotate) {
    if (auto const annotated = rules::annotate(*docx, options, language, diagnostics)) {
      write_output(*arguments.annotate, *annotated);
    }
  }
  std::string out;
  if (arguments.fix) {
    if (auto fixed = rules::fix(*docx, options, diagnostics)) {
      write_output(*arguments.fix, fixed->docx);
      if (arguments.format == "text") {
        out += changes_text(*fixed, language) + "\n";
      }
      findings = std::move(fixed->left);
    }
  }
  rules::Checked const checked{options.file_name, std::move(*findings)};
  if (arguments.fix != "-" && arguments.annotate != "-") {
    write_output("-", out + result_text(arguments, checked, language));
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
      ->type_name("ID|FILE");
  command
      ->add_option(
          "--fix", arguments->fix, "Write the document with what needs no judgement mended")
      ->type_name("OUT");
  command
      ->add_option(
          "--annotate", arguments->annotate, "Write the document with findings as comments")
      ->type_name("OUT");
  command->add_flag("--explain", arguments->explain, "Show what was recognised as what");
  command->add_flag("--hints", arguments->hints, "Show remedy and clause of each finding");
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
