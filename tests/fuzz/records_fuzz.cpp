// Any bytes as records: NDJSON, a JSON array and CSV. How the bytes are cut into pieces changes
// nothing; what comes of cells is JSON.

#include "bulk/read_all.h"
#include "bulk/sources.h"
#include "data/json_check.h"
#include "fuzz/laws.h"

using namespace thethuc;

namespace {

std::unique_ptr<bulk::RecordSource> open(bulk::RecordFormat format,
                                         std::string_view bytes,
                                         std::size_t piece,
                                         base::Diagnostics& out) {
  bulk::SourceOptions options;
  options.limits.max_record_bytes = 200;
  options.kinds = [](std::string_view column) {
    return static_cast<bulk::CellKind>(column.size() % 5);
  };
  auto input = bulk::Input::of_bytes(std::string{bytes}, "a", piece);
  switch (format) {
    case bulk::RecordFormat::ndjson:
      return bulk::ndjson_records(std::move(input), options.limits);
    case bulk::RecordFormat::json:
      return bulk::json_records(std::move(input), options.limits);
    default:
      return bulk::csv_records(std::move(input), options, out);
  }
}

std::string all(bulk::RecordFormat format, std::string_view bytes, std::size_t piece) {
  base::Diagnostics out;
  auto const source = open(format, bytes, piece, out);
  return source ? test::read_all(*source) : test::told(out);
}

void check(bulk::RecordFormat format, std::string_view bytes) {
  fuzz::law(all(format, bytes, 1) == all(format, bytes, 1 << 16),
            "pieces of the input change nothing");
  base::Diagnostics out;
  auto const source = open(format, bytes, 1 << 16, out);
  if (!source) {
    fuzz::check_findings(out, true);
    return;
  }
  bulk::Record record;
  while (source->next(record, out)) {
    fuzz::check_findings(record.mistakes, !record.mistakes.empty());
    if (!record.mistakes.empty()) {
      continue;
    }
    fuzz::law(record.json.find('{') != std::string::npos, "a record begins as an object");
    fuzz::law(record.json.size() <= 200, "a record keeps the limit", record.json);
    base::Diagnostics found;
    bool const is_cells = format == bulk::RecordFormat::csv;
    bool const is_sound = !is_cells || data::check_json(record.json, "", {}, found) ||
                          !found.has_errors() ||
                          base::id_name(found.entries().front().id) == "data_control_character";
    fuzz::law(is_sound, "what is made of cells is JSON", record.json);
  }
  fuzz::check_findings(out, out.has_errors());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes = fuzz::text_of(data, size);
  check(bulk::RecordFormat::ndjson, bytes);
  check(bulk::RecordFormat::json, bytes);
  check(bulk::RecordFormat::csv, bytes);
  return 0;
}
