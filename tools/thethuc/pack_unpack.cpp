#include <filesystem>
#include <memory>
#include <string>
#include <system_error>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/input_file.h"
#include "log.h"
#include "opc/folder.h"
#include "session.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;

constexpr char const* kUnpackFooter = R"(
FILE is a .docx, or - for standard input. DIR appears whole or not at all; it must be empty or absent.
With --force a DIR that was unpacked before is replaced, hidden files (.git) kept.

Example:
  thethuc unpack bao-cao.docx bao-cao/

Exit status: 0 done, 1 the file is at fault, 2 wrong usage, 3 the environment is at fault.)";

constexpr char const* kPackFooter = R"(
DIR is a folder that unpack has made: [Content_Types].xml lies in it. FILE appears whole or not at all; - is standard output.

Example:
  thethuc pack bao-cao/ bao-cao.docx

Exit status: 0 done, 1 the folder's contents are at fault, 2 wrong usage, 3 the environment is at
fault.)";

struct Arguments {
  std::string file;
  std::string folder;
  bool force = false;
};

int run_unpack(Session const& session, Arguments const& arguments) {
  base::Diagnostics diagnostics;
  opc::Limits const& limits = session.limits.compile.package;
  bool done = false;
  if (auto const bytes =
          base::read_file(arguments.file, limits.max_archive_bytes, "archive-bytes", diagnostics)) {
    done = opc::unpack(*bytes,
                       base::file_display_name(arguments.file),
                       arguments.folder,
                       limits,
                       diagnostics,
                       arguments.force);
  }
  if (done) {
    log_step(fmt::format("unpacked {} into {}", arguments.file, arguments.folder));
  }
  session.report(diagnostics);
  return done && !diagnostics.has_errors() ? kDone : kInputAtFault;
}

// The folder to pack lies beside its archive, not around it: the next pack would swallow the last
// one.
void refuse_output_inside(fs::path const& output, fs::path const& folder) {
  std::error_code error;
  fs::path const inner = fs::weakly_canonical(output, error);
  fs::path const outer = fs::weakly_canonical(folder / ".", error);
  fs::path const relative =
      inner.lexically_relative(outer.has_filename() ? outer : outer.parent_path());
  if (output != "-" && !relative.empty() && *relative.begin() != ".." && relative != ".") {
    throw UsageError(
        fmt::format("the output {} lies inside the folder {}", output.string(), folder.string()),
        fmt::format("tệp kết quả {} nằm trong thư mục {}", output.string(), folder.string()));
  }
}

int run_pack(Session const& session, Arguments const& arguments) {
  refuse_output_inside(arguments.file, arguments.folder);
  base::Diagnostics diagnostics;
  std::error_code error;
  std::optional<std::string> archive;
  if (fs::is_directory(arguments.folder, error)) {
    archive = opc::pack(arguments.folder, session.limits.compile.package, diagnostics);
  } else {
    bool const exists = fs::exists(arguments.folder, error);
    base::Diagnostic d =
        base::diagnose(base::Id::folder_not_found,
                       base::place_in_file(arguments.folder),
                       {},
                       {{"found.en", exists ? "a file" : "nothing of this name"},
                        {"found.vi", exists ? "đây là một tệp" : "không có gì tên như vậy"}});
    if (auto nearest = exists ? std::nullopt : base::nearest_path(arguments.folder)) {
      d.args.emplace_back("nearest", std::move(*nearest));
    }
    diagnostics.add(std::move(d));
  }
  if (!archive || diagnostics.has_errors()) {
    session.report(diagnostics);
    return kInputAtFault;
  }
  write_output(arguments.file, *archive);
  log_step(fmt::format("packed {} into {}", arguments.folder, arguments.file));
  session.report(diagnostics);
  return kDone;
}

}  // namespace

void add_unpack(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      app.add_subcommand("unpack", "Unpack a .docx into a folder of pretty-printed XML");
  command->add_option("FILE", arguments->file, "The .docx")->required()->type_name("");
  command->add_option("DIR", arguments->folder, "The folder to write")->required()->type_name("");
  command->add_flag("--force", arguments->force, "Replace a folder that was unpacked before");
  command->footer(kUnpackFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run_unpack(session, *arguments); };
  });
}

void add_pack(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command = app.add_subcommand("pack", "Pack an unpacked folder into a .docx");
  command->add_option("DIR", arguments->folder, "The folder")->required()->type_name("");
  command->add_option("FILE", arguments->file, "The .docx to write")->required()->type_name("");
  command->footer(kPackFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run_pack(session, *arguments); };
  });
}

}  // namespace thethuc::cli
