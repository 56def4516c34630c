#pragma once

// The sources by format, over inputs that are open already. Internal to bulk.

#include <memory>
#include <string_view>

#include "bulk/input.h"
#include "bulk/record_source.h"
#include "opc/zip_file.h"

namespace thethuc::bulk {

// All give nullptr, with a diagnostic, when the head cannot be read.
std::unique_ptr<RecordSource> ndjson_records(std::unique_ptr<Input> input,
                                             SourceLimits const& limits);
std::unique_ptr<RecordSource> json_records(std::unique_ptr<Input> input,
                                           SourceLimits const& limits);
std::unique_ptr<RecordSource> csv_records(std::unique_ptr<Input> input,
                                          SourceOptions const& options,
                                          base::Diagnostics& out);
std::unique_ptr<RecordSource> xlsx_records(std::unique_ptr<opc::ZipFile> archive,
                                           std::string_view file_name,
                                           SourceOptions const& options,
                                           base::Diagnostics& out);

// Passes over a byte order mark.
void skip_mark(Input& input);

// "expected {expected}, found {found}", and what helps.
base::Diagnostic not_readable(base::Place place,
                              base::Words expected,
                              base::Words found,
                              base::Words remedy = {});
// That one record is longer than the limit.
base::Diagnostic record_too_large(base::Place place, SourceLimits const& limits);
// That a record is JSON, or no JSON at all, but no object: `text` is it.
void tell_not_object(base::Place place, std::string_view text, base::Diagnostics& out);

}  // namespace thethuc::bulk
