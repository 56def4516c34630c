#include "bulk_source.h"

#include <filesystem>
#include <utility>

#include "base/input_file.h"
#include "compile/program.h"

namespace thethuc::cli {

namespace {

namespace fs = std::filesystem;

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

}  // namespace

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

}  // namespace thethuc::cli
