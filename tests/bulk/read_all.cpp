#include "bulk/read_all.h"

namespace thethuc::test {

std::string told(base::Diagnostics const& diagnostics) {
  std::string out;
  for (base::Diagnostic const& d : diagnostics.entries()) {
    out.append(out.empty() ? "" : " ").append(base::id_name(d.id));
    if (d.place.line > 0 || d.place.row > 0) {
      out.append("@").append(std::to_string(std::max(d.place.line, d.place.row)));
    }
    if (d.place.column > 0) {
      out.append(":").append(std::to_string(d.place.column));
    }
  }
  return out;
}

std::string read_all(bulk::RecordSource& source) {
  std::string out;
  bulk::Record record;
  base::Diagnostics end;
  std::uint64_t index = 0;
  while (source.next(record, end)) {
    if (record.index != index++) {
      return "records are not counted: " + std::to_string(record.index);
    }
    out.append(std::to_string(std::max(record.place.line, record.place.row))).append(": ");
    out.append(record.mistakes.empty() ? record.json : told(record.mistakes)).append("\n");
  }
  out.append(told(end));
  return out;
}

std::string read_text(bulk::RecordFormat format,
                      std::string text,
                      bulk::SourceOptions const& options,
                      std::size_t piece) {
  auto input = bulk::Input::of_bytes(std::move(text), "a", piece);
  base::Diagnostics out;
  std::unique_ptr<bulk::RecordSource> source;
  if (format == bulk::RecordFormat::ndjson) {
    source = bulk::ndjson_records(std::move(input), options.limits);
  } else if (format == bulk::RecordFormat::json) {
    source = bulk::json_records(std::move(input), options.limits);
  } else {
    source = bulk::csv_records(std::move(input), options, out);
  }
  return source ? read_all(*source) : told(out);
}

}  // namespace thethuc::test
