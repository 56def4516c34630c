// A workbook, as a zip or as files in text form: it is read or told why not; what comes of its
// cells is JSON.

#include <algorithm>

#include "bulk/sources.h"
#include "data/json_check.h"
#include "fuzz/laws.h"
#include "opc/zip.h"

using namespace thethuc;

namespace {

std::string zipped(fuzz::Pieces const& pieces) {
  opc::Deflater deflater{1};
  std::vector<opc::Packed> packed(pieces.named.size());
  std::vector<opc::PackedEntry> entries;
  for (std::size_t i = 0; i < packed.size(); ++i) {
    deflater.pack(pieces.named[i].second, packed[i]);
    entries.push_back({pieces.named[i].first, &packed[i]});
  }
  std::string archive;
  opc::write_zip(entries, archive);
  return archive;
}

void check(std::string_view archive) {
  base::Diagnostics out;
  auto zip = opc::ZipFile::of_bytes(archive, "a.xlsx", {}, "workbook-bytes", out);
  if (!zip) {
    return;
  }
  bulk::SourceOptions options;
  options.limits.max_record_bytes = 4096;
  auto const source = bulk::xlsx_records(std::move(zip), "a.xlsx", options, out);
  if (!source) {
    fuzz::check_findings(out, true);
    return;
  }
  bulk::Record record;
  while (source->next(record, out)) {
    fuzz::check_findings(record.mistakes, !record.mistakes.empty());
    fuzz::law(record.place.row > 0, "a record has a row");
    base::Diagnostics found;
    bool const is_sound = !record.mistakes.empty() ||
                          data::check_json(record.json, "", {}, found) ||
                          found.entries().front().id == base::Id::data_control_character;
    fuzz::law(is_sound, "what is made of cells is JSON", record.json);
  }
  fuzz::check_findings(out, out.has_errors());
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(std::uint8_t const* data, std::size_t size) {
  std::string_view const bytes = fuzz::text_of(data, size);
  if (bytes.starts_with("PK")) {
    check(bytes);
    return 0;
  }
  fuzz::Pieces const pieces = fuzz::pieces_of(bytes);
  bool const are_names_sound =
      !pieces.named.empty() &&
      std::all_of(pieces.named.begin(), pieces.named.end(), [&](auto const& piece) {
        bool const is_first = pieces[piece.first].data() == piece.second.data();
        return !piece.first.empty() && is_first &&
               std::all_of(piece.first.begin(), piece.first.end(), [](char c) {
                 return c > ' ' && c < 0x7F;
               });
      });
  if (are_names_sound) {
    check(zipped(pieces));
  }
  return 0;
}
