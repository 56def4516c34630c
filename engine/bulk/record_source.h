#pragma once
// Where records come from, one after the other: whatever the file, each record is one JSON object.

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "bulk/cell_kinds.h"
#include "opc/limits.h"

namespace thethuc::bulk {

struct Record {
  // Counts all records of the source from 0, those with mistakes too: the same at every run. Blank
  // lines and rows are none.
  std::uint64_t index = 0;
  // One JSON object, as the source wrote it (NDJSON, JSON: it begins and ends with a brace, the
  // rest is for whoever parses it) or made of its cells (CSV, XLSX: sound JSON). Unspecified when
  // there are mistakes.
  std::string json;
  // Where it begins: `file`, and `line` (of a text) or `row` (of a sheet). `column` only when
  // something else stands before it on that line.
  base::Place place;
  // What keeps this record from being a document, the source's own fault (a line that is no JSON
  // object, a row of too many cells); the records after it can be read all the same.
  base::Diagnostics mistakes;
};

// Frees the text of a record that is done with, when it is large: whoever uses records again and
// again keeps the memory of small ones, and not that of the largest in each.
inline void release_if_large(Record& record) {
  constexpr std::size_t kLarge = 64u << 10;
  if (record.json.capacity() > kLarge) {
    std::string{}.swap(record.json);
  }
}

// The place in the source of what `in_json` tells of record.json, as data::Document::parse does.
base::Place place_in_source(Record const& record, base::Place const& in_json);

// Reads as a stream: its memory does not grow with the number of records (of an XLSX, with its
// shared strings only). One thread at a time.
class RecordSource {
 public:
  virtual ~RecordSource() = default;

  // Reads the next record into `record`, whose buffers are reused. False at the end, and when the
  // rest cannot be read (broken archive, a JSON array that ends within a record): `out` then says
  // why. Throws EnvironmentError when the surroundings fail.
  virtual bool next(Record& record, base::Diagnostics& out) = 0;

  // How far it is, of 1, by what is read of the input; nullopt when its size is not known (a pipe).
  virtual std::optional<double> progress() const = 0;
};

enum class RecordFormat { ndjson, json, csv, xlsx };

struct SourceLimits {
  std::size_t max_record_bytes = 16u << 20;           // one record, as JSON and as it is written
  std::size_t max_columns = 2'000;                    // of CSV and XLSX
  std::size_t max_archive_bytes = 1u << 30;           // an XLSX, packed
  std::size_t max_shared_strings_bytes = 512u << 20;  // of an XLSX, unpacked
  // The other bounds on an XLSX: entries, ratio, depth and nodes of its XML, and of parts those
  // that are read whole. Sheets may be of any size.
  opc::Limits package;
};

struct SourceOptions {
  std::optional<RecordFormat> format;  // nullopt: by the name's extension and by the first bytes
  std::string sheet;                   // of an XLSX; "" is the first that is not hidden
  CellKinds kinds;                     // asked while opening only; none: each is CellKind::any
  SourceLimits limits;
};

// Opens `path`; "-" is standard input (an XLSX from there is kept in a temporary file). nullptr,
// with `out` saying why, when it is no such file or its head cannot be read. Throws
// EnvironmentError.
std::unique_ptr<RecordSource> open_records(std::filesystem::path const& path,
                                           SourceOptions const& options,
                                           base::Diagnostics& out);

}  // namespace thethuc::bulk
