#pragma once

// What the files of `bulk` share: its arguments, and the parts that a run is put together of.

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "bulk/filler.h"
#include "bulk/run.h"
#include "laid_out.h"
#include "session.h"

namespace thethuc::cli {

struct BulkArguments {
  std::string reference;  // TEMPLATE
  std::string records;    // RECORDS
  std::string records_format;
  std::string sheet;
  std::string folder;  // -o
  std::string zip;
  std::string merge;
  std::string name;
  std::string key;
  std::vector<std::string> formats;  // as given: see to_formats()
  std::string on_duplicate = "error";
  std::string shard;
  std::size_t jobs = 0;  // 0: the processors
  bool resume = false;
  bool fail_fast = false;
  std::string missing;
  bool strict = false;
  bool update_fields = false;
  int level = opc::kDefaultDeflateLevel;
  std::string profile;
  std::string convert_legacy;
  LayoutArguments layout;
  std::string broker;       // the address of a stream; "": documents are made here
  double broker_wait = 30;  // seconds
  std::string pictures;     // of workers: the folder of those that records name

  std::size_t threads() const;
  bool wants_pdf() const;
  std::optional<bulk::RecordFormat> to_records_format() const;
  // The one that --merge asks for; else docx, unless told otherwise.
  std::vector<bulk::DocumentFormat> to_formats() const;
  // Throws UsageError for what is no i/n.
  bulk::Shard to_shard() const;
  // "2-of-8"; "" without --shard.
  std::string shard_tag() const;
  // Beside the documents: "DIR/manifest.ndjson", "out.zip.manifest.ndjson".
  std::filesystem::path manifest() const;
  // Of all that decides what the documents are, but the template and the records.
  std::string digest() const;
  // Throws UsageError for arguments that make no sense together.
  void check() const;

 private:
  void check_broker() const;
};

// Declares them, with the help.
void add_bulk_options(CLI::App& command, BulkArguments& arguments);
// --broker-wait, which workers have, too.
void add_broker_wait(CLI::App& command, double& seconds);

// How records are filled, and what that borrows. nullptr after an error in `out`.
struct BulkRule;
std::shared_ptr<BulkRule> make_bulk_rule(Session const& session,
                                         BulkArguments const& arguments,
                                         base::Diagnostics& out);
bulk::FillRule const& fill_rule(BulkRule const& rule);
bulk::RunOptions run_options(Session const& session,
                             BulkArguments const& arguments,
                             BulkRule const& rule);
// Ends the conversions that run: their records fail.
void abandon(BulkRule& rule);

}  // namespace thethuc::cli
