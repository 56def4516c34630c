#pragma once

// What all subcommands share: the common options, the ways to report, and the exit codes.

#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#include <CLI/CLI.hpp>

#include "base/diagnostic.h"
#include "library/library.h"
#include "limits.h"
#include "opc/deflate.h"

namespace thethuc::cli {

// A documented contract (thethuc.1, README.md): the numbers never change.
enum ExitCode : int {
  kDone = 0,
  kInputAtFault = 1,        // template, data or document
  kWrongUsage = 2,          // also all of CLI11's own codes
  kEnvironmentAtFault = 3,  // disk, memory, LibreOffice
  kPartFailed = 4,          // `bulk`: some records
  kHasFindings = 5,         // `check`: the document has errors; `diff`: something differs
};

// Arguments that make no sense together; what() is the English text.
class UsageError : public std::runtime_error {
 public:
  UsageError(std::string const& english, std::string vietnamese)
      : std::runtime_error(english), vietnamese_(std::move(vietnamese)) {}
  std::string text(base::Language language) const {
    return language == base::Language::vi ? vietnamese_ : what();
  }

 private:
  std::string vietnamese_;
};

struct Session {
  std::string errors = "text";
  std::string language_name;  // "" until given: the locale decides
  std::optional<std::filesystem::path> templates;
  bool quiet = false;
  int verbosity = 0;
  bool log_json = false;
  Limits limits;
  std::vector<std::string> arguments;  // of the program, as they were given
  std::function<int()> command;        // what the chosen subcommand does; gives an ExitCode

  base::Language language() const;

  // Diagnostics to stderr, in the form and language that were asked for; with -q errors only.
  void report(base::Diagnostics const& diagnostics) const;
  // A failure that has no place: wrong usage, broken surroundings. `kind`: "usage", "environment".
  void report_failure(std::string_view kind, std::string_view text) const;
};

// Adds --errors, --lang, --templates, --limit, --allow-external, -q, -v and --log-json, so that
// they may stand before and after the subcommand.
void add_common_options(CLI::App& app, Session& session);

// One `add_…` per subcommand: declares its arguments and, when it is chosen, sets session.command.
void add_render(CLI::App& app, Session& session);
void add_bulk(CLI::App& app, Session& session);
void add_check(CLI::App& app, Session& session);
void add_convert(CLI::App& app, Session& session);
void add_diff(CLI::App& app, Session& session);
void add_join(CLI::App& app, Session& session);
void add_inspect(CLI::App& app, Session& session);
void add_preview(CLI::App& app, Session& session);
void add_serve(CLI::App& app, Session& session);
void add_unpack(CLI::App& app, Session& session);
void add_pack(CLI::App& app, Session& session);
void add_templates(CLI::App& app, Session& session);
void add_worker(CLI::App& app, Session& session);

// library::open_template, where "-" is a .docx on standard input.
std::optional<library::TemplateSource> open_template(
    std::string const& reference,
    Session const& session,
    std::optional<library::ProfileRequest> const& profile,
    base::Diagnostics& out);

// Adds --profile, and what it says.
void add_profile_option(CLI::App& command, std::string& profile);
std::optional<library::ProfileRequest> profile_request(std::string const& option);

// A template compiled, and its metadata. `compiled` is null after an error in `out`; then `schema`
// is the template's own, if that could be read.
struct OpenedTemplate {
  library::Metadata metadata;
  std::string profile;
  std::shared_ptr<compile::CompiledTemplate const> compiled;
  std::optional<data::Schema> schema;
  std::vector<std::string> names;  // see compile::Result
};
OpenedTemplate compile_template(std::string const& reference,
                                Session const& session,
                                std::optional<library::ProfileRequest> const& profile,
                                base::Diagnostics& out,
                                int deflate_level = opc::kDefaultDeflateLevel,
                                bool update_fields = false,
                                std::string const& convert_legacy = "");
OpenedTemplate compile_template(library::TemplateSource source, base::Diagnostics& out);

// Writes `bytes` to the path, "-" for standard output: whole or not at all, see base::OutputFile.
void write_output(std::filesystem::path const& path, std::string_view bytes);

// Makes the folder and those above it, unless they are there. Throws EnvironmentError.
void make_folder(std::filesystem::path const& folder);

// Throws UsageError when `output` is a regular file and the same as `input` (an id, "-" and absent
// files never are).
void refuse_same_file(std::filesystem::path const& output, std::string const& input);
// Throws UsageError when `output` is to be a file and does not end in one of `extensions`, the
// first being the usual one.
void require_extension(std::filesystem::path const& output,
                       std::initializer_list<std::string_view> extensions);
inline void require_docx(std::filesystem::path const& output) {
  require_extension(output, {".docx"});
}

}  // namespace thethuc::cli
