// The options of `bulk`, as `thethuc` and thethuc-service read them.

#include "bulk.h"
#include "legacy.h"

namespace thethuc::cli {

namespace {

constexpr char const* kFooter = R"(
TEMPLATE is a template's id, a .docx or a template folder. RECORDS is a file of records, NDJSON, a
JSON array, CSV or XLSX, or - for standard input. Beside the documents stands manifest.ndjson, a
line per record: what became of it, the file and its SHA-256.

Example:
  thethuc bulk giay-moi samples/giay-moi/khach-moi.csv -o giay-moi/ --name '{{so}}-{{moi | noi}}'

A joined .docx is meant for Word. In LibreOffice its notes run on from one document to the next,
and the number of pages in "page 2 / 3" is not counted: there take --merge FILE.pdf.

Exit status: 0 done, 1 the template or the records cannot be read, 2 wrong usage, 3 the environment
is at fault (disk, memory, no LibreOffice), 4 some records failed, 130 and 143 ended by SIGINT
(Ctrl+C) or SIGTERM. A run that was interrupted goes on with --resume: records that failed may be
mended before, those that are done must be the same.

With --broker the documents are made by `thethuc worker` on any number of machines, which write
them to the same folder; this one reads the records and writes the manifest.)";

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
  command.add_option("--pdfa", arguments.layout.pdfa, "PDF for archives: PDF/A-1a or PDF/A-2b")
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

void add_broker_options(CLI::App& command, BulkArguments& arguments) {
  command
      .add_option("--broker",
                  arguments.broker,
                  "Put the records on a Redis stream, for any number of `thethuc worker`: "
                  "redis://[[user]:password@]host[:port]/stream[?db=N]")
      ->type_name("URL");
  add_broker_wait(command, arguments.broker_wait);
}

}  // namespace

void add_broker_wait(CLI::App& command, double& seconds) {
  command.add_option("--broker-wait", seconds, "How long Redis may be away before this ends")
      ->check(CLI::Range(0.1, 86'400.0))
      ->type_name("SECONDS")
      ->capture_default_str();
}

void add_bulk_options(CLI::App& command, BulkArguments& arguments) {
  command.add_option("TEMPLATE", arguments.reference, "Template: id, .docx or folder")
      ->required()
      ->type_name("");
  command.add_option("RECORDS", arguments.records, "Records: NDJSON, JSON, CSV or XLSX")
      ->required()
      ->type_name("");
  command.add_option("--sheet", arguments.sheet, "The sheet of an XLSX (default: the first)")
      ->type_name("NAME");
  command
      .add_option("--records-format",
                  arguments.records_format,
                  "What RECORDS is (default: by its name, else by its beginning)")
      ->check(CLI::IsMember({"ndjson", "json", "csv", "xlsx"}));
  add_output_options(command, arguments);
  add_run_options(command, arguments);
  add_filling_options(command, arguments);
  add_broker_options(command, arguments);
  command.footer(kFooter);
}

}  // namespace thethuc::cli
