#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include <fmt/format.h>

#include "base/input_file.h"
#include "base/output_file.h"
#include "base/text.h"
#include "bulk/merge_pdf.h"
#include "bulk/merger.h"
#include "log.h"
#include "opc/deflate.h"
#include "session.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;

constexpr char const* kFooter = R"(
Each document begins on a new page and keeps its page numbers, headers, notes, lists and styles. FILEs
are .docx, joined into a .docx, or .pdf, joined into a .pdf. OUT appears whole or not at all.

Example:
  thethuc join cong-van.docx phu-luc.docx -o ca-bo.docx

Exit status: 0 done, 1 a document is at fault, 2 wrong usage, 3 the environment is at fault (disk,
memory, no qpdf).)";

struct Arguments {
  std::vector<std::string> files;
  std::string output;
  int level = opc::kDefaultDeflateLevel;
};

std::string extension_of(std::string const& file) {
  return base::ascii_lower(fs::path{file}.extension().string());
}

// Files of one kind only: what LibreOffice is to lay out goes through `convert` first.
void require_one_kind(Arguments const& arguments) {
  require_extension(arguments.output, {".docx", ".pdf"});
  std::string const wanted = arguments.output == "-" ? ".docx" : extension_of(arguments.output);
  for (std::string const& file : arguments.files) {
    if (extension_of(file) != wanted) {
      throw UsageError(
          fmt::format("expected files that end in {} as {} does, found {}; `thethuc convert` makes "
                      "PDF of .docx",
                      wanted,
                      arguments.output,
                      file),
          fmt::format("các tệp phải có đuôi {} như {}, nhưng đây là {}; lệnh `thethuc convert` tạo "
                      "PDF từ .docx",
                      wanted,
                      arguments.output,
                      file));
    }
    refuse_same_file(arguments.output, file);
  }
}

bool join_documents(Session const& session, Arguments const& arguments, base::Diagnostics& out) {
  bulk::MergeLimits limits = session.limits.joins;
  limits.package = session.limits.compile.package;
  bulk::Merger merger{limits};
  for (std::string const& file : arguments.files) {
    if (auto const bytes =
            base::read_file(file, limits.package.max_archive_bytes, "archive-bytes", out)) {
      merger.add(*bytes, base::file_display_name(file), out);
    }
  }
  if (out.has_errors()) {
    return false;
  }
  write_output(arguments.output, merger.finish(arguments.level));
  return true;
}

// qpdf stops at the first file that is not there; all are told here.
void require_files(std::vector<std::string> const& files, base::Diagnostics& out) {
  for (std::string const& file : files) {
    std::error_code error;
    if (!fs::exists(file, error)) {
      out.add(base::file_not_found(file));
    }
  }
}

bool join_pdf(Session const& session, Arguments const& arguments, base::Diagnostics& out) {
  require_files(arguments.files, out);
  if (out.has_errors()) {
    return false;
  }
  bulk::PdfMergeLimits limits;
  limits.max_documents = session.limits.joins.max_documents;
  base::OutputFile file{arguments.output};
  if (!bulk::merge_pdf({arguments.files.begin(), arguments.files.end()}, file, limits, out)) {
    return false;
  }
  file.commit();
  return true;
}

int run(Session const& session, Arguments const& arguments) {
  require_one_kind(arguments);
  base::Diagnostics diagnostics;
  bool const is_pdf = extension_of(arguments.output) == ".pdf";
  bool const is_joined = is_pdf ? join_pdf(session, arguments, diagnostics)
                                : join_documents(session, arguments, diagnostics);
  if (is_joined) {
    log_step(fmt::format("joined {} files into {}", arguments.files.size(), arguments.output));
  }
  session.report(diagnostics);
  return is_joined ? kDone : kInputAtFault;
}

}  // namespace

void add_join(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<Arguments>();
  CLI::App* const command =
      app.add_subcommand("join", "Join documents into one for printing, each with its own pages");
  command->add_option("FILE", arguments->files, "Documents: .docx, or .pdf")
      ->required()
      ->type_name("");
  command->add_option("-o,--output", arguments->output, "The joined document")
      ->required()
      ->type_name("OUT");
  command->add_option("--level", arguments->level, "Deflate level: 1 fast, 12 small")
      ->check(CLI::Range(1, 12))
      ->type_name("N")
      ->capture_default_str();
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
