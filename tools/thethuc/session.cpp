#include "session.h"

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <system_error>

#include <fmt/format.h>

#include "base/input_file.h"
#include "base/output_file.h"
#include "base/text.h"
#include "data/json_writer.h"
#include "legacy.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;
using base::Language;

// As setlocale() would decide for messages; the first variable that is set counts.
Language locale_language() {
  for (char const* name : {"LC_ALL", "LC_MESSAGES", "LANG"}) {
    if (char const* value = std::getenv(name); value && *value) {
      return std::string_view{value}.substr(0, 2) == "vi" ? Language::vi : Language::en;
    }
  }
  return Language::en;
}

void print_error(std::string text) {
  if (!text.empty() && text.back() != '\n') {
    text += '\n';
  }
  std::fwrite(text.data(), 1, text.size(), stderr);
}

}  // namespace

Language Session::language() const {
  if (language_name.empty()) {
    return locale_language();
  }
  return language_name == "vi" ? Language::vi : Language::en;
}

void Session::report(base::Diagnostics const& diagnostics) const {
  base::Diagnostics errors_only;
  if (quiet) {
    for (base::Diagnostic const& d : diagnostics.entries()) {
      if (d.severity == base::Severity::error) {
        errors_only.add(d);
      }
    }
  }
  base::Diagnostics const& shown = quiet ? errors_only : diagnostics;
  if (!shown.empty()) {
    print_error(errors == "json" ? shown.to_json(language()) : shown.to_text(language()));
  }
}

void Session::report_failure(std::string_view kind, std::string_view text) const {
  if (errors == "json") {
    data::JsonWriter json{data::JsonWriter::Layout::one_line};
    json.begin_object().key("error").begin_object();
    json.key("kind").text(kind).key("message").text(text);
    json.end_object().end_object();
    print_error(json.take());
  } else {
    print_error(fmt::format("thethuc: {}", text));
  }
}

void add_common_options(CLI::App& app, Session& session) {
  constexpr char const* kGroup = "Common options";
  app.add_option("--errors", session.errors, "Form of errors on stderr")
      ->check(CLI::IsMember({"text", "json"}))
      ->group(kGroup);
  app.add_option("--lang", session.language_name, "Language of messages (default: the locale)")
      ->check(CLI::IsMember({"vi", "en"}))
      ->group(kGroup);
  app.add_option(
         "--templates",
         session.templates,
         "Folder of templates (default: $THETHUC_TEMPLATES, ./templates, the installed one)")
      ->type_name("DIR")
      ->group(kGroup);
  add_limit_option(app, session.limits, kGroup);
  app.add_flag("-q,--quiet", session.quiet, "No warnings")->group(kGroup);
  app.add_flag("-v,--verbose", session.verbosity, "Tell what is done on stderr; twice: in detail")
      ->group(kGroup);
  app.add_flag("--log-json", session.log_json, "What -v tells, as a JSON object a line")
      ->group(kGroup);
}

std::optional<library::TemplateSource> open_template(
    std::string const& reference,
    Session const& session,
    std::optional<library::ProfileRequest> const& profile,
    base::Diagnostics& out) {
  if (reference != "-") {
    return library::open_template(
        reference, session.templates, out, session.limits.compile, profile);
  }
  std::optional<std::string> const bytes = base::read_file(
      reference, session.limits.compile.package.max_archive_bytes, "archive-bytes", out);
  return bytes ? library::open_docx(*bytes,
                                    base::file_display_name(reference),
                                    session.templates,
                                    out,
                                    session.limits.compile,
                                    profile)
               : std::nullopt;
}

void add_profile_option(CLI::App& command, std::string& profile) {
  command
      .add_option("--profile",
                  profile,
                  "Page layout, one of those that the template supports (default: its own)")
      ->type_name("NAME");
}

std::optional<library::ProfileRequest> profile_request(std::string const& option) {
  return option.empty() ? std::nullopt : std::optional{library::profile_option(option)};
}

OpenedTemplate compile_template(std::string const& reference,
                                Session const& session,
                                std::optional<library::ProfileRequest> const& profile,
                                base::Diagnostics& out,
                                int deflate_level,
                                bool update_fields,
                                std::string const& convert_legacy) {
  auto source = open_template(reference, session, profile, out);
  if (!source) {
    return {};
  }
  source->options.deflate_level = deflate_level;
  source->options.update_fields = update_fields;
  library::treat_legacy_text(*source, legacy_text(convert_legacy), out);
  return compile_template(std::move(*source), out);
}

OpenedTemplate compile_template(library::TemplateSource source, base::Diagnostics& out) {
  OpenedTemplate opened;
  opened.metadata = std::move(source.metadata);
  opened.profile = std::move(source.profile);
  compile::Result result =
      compile::compile(std::move(source.package), source.partials, source.options);
  out.add(std::move(result.diagnostics));
  opened.compiled = std::move(result.compiled);
  opened.schema = std::move(result.schema);
  opened.names = std::move(result.names);
  return opened;
}

void write_output(fs::path const& path, std::string_view bytes) {
  base::OutputFile file{path};
  file.write(bytes);
  file.commit();
}

void make_folder(fs::path const& folder) {
  std::error_code error;
  fs::create_directories(folder, error);
  if (error) {
    throw base::cannot_make_folder(folder.string(), error.value());
  }
}

void refuse_same_file(fs::path const& output, std::string const& input) {
  std::error_code error;
  if (input != "-" && !base::is_written_directly(output) && fs::equivalent(output, input, error) &&
      !error) {
    throw UsageError(
        fmt::format("the output {} is the same file as the input {}", output.string(), input),
        fmt::format("tệp kết quả {} trùng với tệp đầu vào {}", output.string(), input));
  }
}

void require_extension(fs::path const& output, std::initializer_list<std::string_view> extensions) {
  std::string const extension = base::to_lower(output.extension().string());
  if (base::is_written_directly(output) ||
      std::find(extensions.begin(), extensions.end(), extension) != extensions.end()) {
    return;
  }
  std::string const names = fmt::format("{}", fmt::join(extensions, ", "));
  bool const is_one = extensions.size() == 1;
  throw UsageError(fmt::format("expected an output that ends in {}, found {}{}",
                               names,
                               output.string(),
                               is_one ? fmt::format("; {} is the only format written", names) : ""),
                   fmt::format("tệp kết quả phải có đuôi {}, nhưng đây là {}{}",
                               names,
                               output.string(),
                               is_one ? fmt::format("; chỉ ghi được định dạng {}", names) : ""));
}

}  // namespace thethuc::cli
