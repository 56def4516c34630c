#include "bulk.h"

#include <signal.h>

#include <utility>

#include <fmt/format.h>

#include "base/environment_error.h"
#include "base/input_file.h"
#include "bulk/folder_output.h"
#include "bulk/merge_output.h"
#include "bulk/spool.h"
#include "bulk/template_digest.h"
#include "bulk/zip_output.h"
#include "bulk_progress.h"
#include "bulk_report.h"
#include "bulk_signals.h"
#include "compile/program.h"
#include "legacy.h"
#include "log.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;

constexpr char const* kFooter = R"(
TEMPLATE is a template's id, a .docx or a template folder. RECORDS is a file of records, NDJSON, a
JSON array, CSV or XLSX, or - for standard input. Beside the documents stands manifest.ndjson, a
line per record: what became of it, the file and its SHA-256.

Example:
  thethuc bulk giay-moi khach-moi.csv -o giay-moi/ --name '{{so}}-{{nguoi_nhan}}'

Exit status: 0 done, 1 the template or the records cannot be read, 2 wrong usage, 3 the environment
is at fault (disk, memory, no LibreOffice), 4 some records failed. A run that was interrupted goes
on with --resume.)";

struct Opened {
  std::shared_ptr<BulkRule> rule;
  std::optional<bulk::Spool> spool;
  bulk::OpenRecords open;
};

bulk::SourceOptions source_options(Session const& session,
                                   BulkArguments const& arguments,
                                   BulkRule const& rule) {
  bulk::SourceOptions options;
  if (auto const& schema = fill_rule(rule).compiled->program().schema) {
    options.kinds = bulk::kinds_of(*schema);
  }
  options.sheet = arguments.sheet;
  options.limits = session.limits.records;
  options.limits.package = session.limits.compile.package;
  options.format = arguments.to_records_format();
  return options;
}

// Standard input is read to its end first: see bulk::Spool. False after a stop.
bool open_source(Session const& session,
                 BulkArguments const& arguments,
                 bulk::Stop const& stop,
                 Opened& opened) {
  fs::path path = arguments.records;
  std::string shown;  // what places call the file, when that is not its name
  if (arguments.records == "-") {
    opened.spool = bulk::Spool::read_standard_input(stop);
    if (!opened.spool) {
      return false;
    }
    path = opened.spool->path();
    shown = base::file_display_name("-");
  }
  opened.open = [path, shown, options = source_options(session, arguments, *opened.rule)](
                    base::Diagnostics& out) {
    base::Diagnostics found;
    auto source = bulk::open_records(path, options, found);
    if (!shown.empty()) {
      bulk::rename(found, path, shown);
      source = source ? bulk::renamed(std::move(source), path, shown) : nullptr;
    }
    out.add(std::move(found));
    return source;
  };
  return true;
}

bulk::MakeOutput output_maker(Session const& session, BulkArguments const& arguments) {
  return [&session, &arguments](bulk::Known const* known) -> std::unique_ptr<bulk::Output> {
    if (!arguments.merge.empty() && arguments.wants_pdf()) {
      bulk::PdfMergeLimits limits;
      limits.max_documents = session.limits.joins.max_documents;
      return std::make_unique<bulk::MergedPdf>(arguments.merge, limits);
    }
    if (!arguments.merge.empty()) {
      bulk::MergeLimits limits = session.limits.joins;
      limits.package = session.limits.compile.package;
      return std::make_unique<bulk::MergedDocx>(arguments.merge, arguments.level, limits);
    }
    if (!arguments.zip.empty()) {
      bulk::ZipOutput::IsKnown is_known;
      if (known != nullptr) {
        is_known = [known](std::string_view name, std::string_view sha256) {
          return known->has(name, sha256);
        };
      }
      return std::make_unique<bulk::ZipOutput>(arguments.zip, is_known);
    }
    return std::make_unique<bulk::FolderOutput>(arguments.folder, arguments.shard_tag());
  };
}

bulk::RunOptions run_options(Session const& session,
                             BulkArguments const& arguments,
                             BulkRule const& rule) {
  bulk::RunOptions options;
  options.threads = arguments.threads();
  options.shard = arguments.to_shard();
  options.on_duplicate =
      arguments.on_duplicate == "number" ? bulk::OnDuplicate::number : bulk::OnDuplicate::error;
  options.fail_fast = arguments.fail_fast;
  options.resume = arguments.resume;
  options.language = session.language();
  options.manifest = arguments.manifest();
  options.template_digest = bulk::template_digest(*fill_rule(rule).compiled);
  options.options_digest = arguments.digest();
  return options;
}

// After everything is put away: the program ends as if the signal had done it, so that who called
// it knows.
void end_by(int signal_number) {
  if (signal_number != 0) {
    ::signal(signal_number, SIG_DFL);
    ::raise(signal_number);
  }
}

int run_records(Session const& session,
                BulkArguments const& arguments,
                BulkSignals& signals,
                Opened const& opened) {
  base::Diagnostics diagnostics;
  BulkProgress progress{session.language(), session.quiet || session.errors == "json"};
  bulk::RunReport report;
  try {
    report = bulk::run(
        opened.open,
        fill_rule(*opened.rule),
        output_maker(session, arguments),
        run_options(session, arguments, *opened.rule),
        signals.stop(),
        [&](bulk::Tally const& tally) { progress.show(tally); },
        diagnostics);
  } catch (base::EnvironmentError const&) {
    progress.clear();
    report_how_to_go_on(session);
    throw;
  }
  progress.clear();
  session.report(diagnostics);
  if (diagnostics.has_errors() && report.tally.done == 0) {
    return kInputAtFault;
  }
  report_run(session, report, progress.seconds());
  if (report.stopped) {
    report_how_to_go_on(session);
  }
  if (diagnostics.has_errors()) {
    return kInputAtFault;
  }
  return report.tally.failed > 0 ? kPartFailed : kDone;
}

int run(Session const& session, BulkArguments const& arguments) {
  arguments.check();
  int received = 0;
  int code = kDone;
  {
    BulkSignals signals;
    base::Diagnostics diagnostics;
    Opened opened;
    opened.rule = make_bulk_rule(session, arguments, diagnostics);
    session.report(diagnostics);
    if (!opened.rule) {
      return kInputAtFault;
    }
    signals.on_second([rule = opened.rule] { abandon(*rule); });
    code = open_source(session, arguments, signals.stop(), opened)
               ? run_records(session, arguments, signals, opened)
               : kDone;
    received = signals.received();
  }
  end_by(received);
  return code;
}

void add_output_options(CLI::App& command, BulkArguments& arguments) {
  command.add_option("-o,--output", arguments.folder, "The folder to write documents to")
      ->type_name("DIR");
  command.add_option("--zip", arguments.zip, "Write all documents into one archive instead")
      ->type_name("FILE");
  command
      .add_option("--merge",
                  arguments.merge,
                  "Join all into one .docx or .pdf instead, each on a page of its own")
      ->type_name("FILE");
  command
      .add_option("--name",
                  arguments.name,
                  "What files are called, with tags: '{{so}}-{{don_vi | ten_tep}}' (default: the "
                  "record's number)")
      ->type_name("TEXT");
  command
      .add_option("--on-duplicate",
                  arguments.on_duplicate,
                  "Two records of one name: an error before anything is written, or a number "
                  "behind the name of the second")
      ->check(CLI::IsMember({"error", "number"}));
  command.add_option("--format", arguments.formats, "docx, pdf or docx,pdf")
      ->delimiter(',')
      ->check(CLI::IsMember({"docx", "pdf"}))
      ->type_name("LIST");
  command.add_option("--pdfa", arguments.layout.pdfa, "PDF for archives: PDF/A-1b or PDF/A-2b")
      ->check(CLI::IsMember({"1", "2"}));
  command.add_flag(
      "--tagged", arguments.layout.tagged, "PDF with the structure that screen readers need");
}

void add_run_options(CLI::App& command, BulkArguments& arguments) {
  command.add_option("--key", arguments.key, "The record's key in the manifest, with tags")
      ->type_name("TEXT");
  command.add_option("--jobs", arguments.jobs, "Documents at once (default: processors)")
      ->check(CLI::Range(1, 1024))
      ->type_name("N");
  command.add_flag("--resume",
                   arguments.resume,
                   "Go on with the run of this manifest: documents that are there, proved by "
                   "their hash, are left alone");
  command.add_flag("--fail-fast", arguments.fail_fast, "End at the first record that fails");
  command
      .add_option("--shard",
                  arguments.shard,
                  "Every n-th record only, from the i-th on: 2/8 is the second of eight parts")
      ->type_name("i/n");
}

void add_filling_options(CLI::App& command, BulkArguments& arguments) {
  command
      .add_option("--missing",
                  arguments.missing,
                  "What a value that is missing prints; when not said, the record's own $missing, "
                  "else an error")
      ->check(CLI::IsMember({"error", "blank", "dots", "keep"}));
  command.add_flag(
      "--strict", arguments.strict, "Data that the template does not know is an error");
  command.add_flag(
      "--update-fields", arguments.update_fields, "Word works out fields anew when it opens them");
  command.add_option("--level", arguments.level, "Deflate level: 1 fast, 12 small")
      ->check(CLI::Range(1, 12))
      ->type_name("N")
      ->capture_default_str();
  add_profile_option(command, arguments.profile);
  add_convert_legacy(command, arguments.convert_legacy);
}

}  // namespace

void add_bulk(CLI::App& app, Session& session) {
  auto const arguments = std::make_shared<BulkArguments>();
  CLI::App* const command = app.add_subcommand("bulk", "Fill a template with many records");
  command->add_option("TEMPLATE", arguments->reference, "Template: id, .docx or folder")
      ->required()
      ->type_name("");
  command->add_option("RECORDS", arguments->records, "Records: NDJSON, JSON, CSV or XLSX")
      ->required()
      ->type_name("");
  command->add_option("--sheet", arguments->sheet, "The sheet of an XLSX (default: the first)")
      ->type_name("NAME");
  command
      ->add_option("--records-format",
                   arguments->records_format,
                   "What RECORDS is (default: by its name, else by its beginning)")
      ->check(CLI::IsMember({"ndjson", "json", "csv", "xlsx"}));
  add_output_options(*command, *arguments);
  add_run_options(*command, *arguments);
  add_filling_options(*command, *arguments);
  command->footer(kFooter);
  add_common_options(*command, session);
  command->callback([&session, arguments] {
    session.command = [&session, arguments] { return run(session, *arguments); };
  });
}

}  // namespace thethuc::cli
